import { UserError } from '../../errors.js';
import { interpolate } from './interpolate.js';
import { Replacing } from './marks.js';

/** A mapping of a YAML file. */
export type Mapping = Readonly<Record<string, unknown>>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Replacing);
}

/** @throws UserError unless it is a mapping or nothing */
export function mappingAt(value: unknown, path: string): Mapping {
  if (value === undefined || value === null) return {};
  if (isMapping(value)) return value;
  throw new UserError(`${path} must be a mapping`);
}

/** @throws UserError unless it is a list or nothing */
export function listAt(value: unknown, path: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new UserError(`${path} must be a list`);
}

/** A text; numbers and booleans are texts as well. @throws UserError for anything else */
export function textAt(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new UserError(`${path} must be a text`);
}

export function textsAt(value: unknown, path: string): readonly string[] {
  return listAt(value, path).map((item, index) => textAt(item, `${path}.${index}`));
}

/** A mapping of names to texts, or a list of `name=text`. A name alone has null. */
export function pairsAt(value: unknown, path: string): ReadonlyMap<string, string | null> {
  if (Array.isArray(value)) {
    return new Map(
      textsAt(value, path).map((item) => {
        const at = item.indexOf('=');
        return at < 0 ? ([item, null] as const) : ([item.slice(0, at), item.slice(at + 1)] as const);
      }),
    );
  }
  return new Map(
    Object.entries(mappingAt(value, path)).map(
      ([key, item]) => [key, item === null || item === undefined ? null : textAt(item, `${path}.${key}`)] as const,
    ),
  );
}

/** All texts with their variables replaced; keys stay as they are. */
export function interpolated(value: unknown, lookUp: (name: string) => string | undefined): unknown {
  if (typeof value === 'string') return value.includes('$') ? interpolate(value, lookUp) : value;
  if (value instanceof Replacing) return new Replacing(interpolated(value.value, lookUp));
  if (Array.isArray(value)) return value.map((item) => interpolated(item, lookUp));
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, interpolated(item, lookUp)]));
}
