import { decodeOrUndefined } from './decode-or.js';
import type { Decoder } from './decoder.js';
import { DecodeError } from './json-error.js';

/** @param maxLength the most entries that are accepted */
export function array<T>(item: Decoder<T>, maxLength = Infinity): Decoder<readonly T[]> {
  return (value) => {
    const entries = asArray(value);
    if (entries.length > maxLength) throw new DecodeError(`an array of at most ${maxLength} entries`, value);
    let index = 0;
    try {
      const decoded: T[] = [];
      for (; index < entries.length; index++) decoded.push(item(entries[index]));
      return decoded;
    } catch (error) {
      throw below(index, error);
    }
  };
}

export function nonEmptyArray<T>(item: Decoder<T>, maxLength?: number): Decoder<readonly T[]> {
  const entries = array(item, maxLength);
  return (value) => {
    const decoded = entries(value);
    if (decoded.length === 0) throw new DecodeError('an array of at least one entry', value);
    return decoded;
  };
}

/** The entries that `item` accepts; others are left out. */
export function arrayOfValid<T>(item: Decoder<T>): Decoder<readonly T[]> {
  const entries = array((value) => decodeOrUndefined(item, value));
  return (value) => entries(value).filter((entry) => entry !== undefined);
}

/** An array with a decoder for each of its entries. */
export function tuple<const T extends readonly unknown[]>(
  ...items: { readonly [K in keyof T]: Decoder<T[K]> }
): Decoder<T> {
  return (value) => {
    if (!Array.isArray(value) || value.length !== items.length) {
      throw new DecodeError(`an array of ${items.length} entries`, value);
    }
    const entries = value as readonly unknown[];
    return items.map((item, index) => {
      try {
        return item(entries[index]);
      } catch (error) {
        throw below(index, error);
      }
    }) as unknown as T;
  };
}

/** An object with names that are not known before. */
export function mapOf<T>(item: Decoder<T>): Decoder<Readonly<Record<string, T>>> {
  return (value) => {
    // Not by assignment: that would set the prototype for the name `__proto__`.
    return Object.fromEntries(
      Object.entries(asObject(value)).map(([name, given]) => {
        try {
          return [name, item(given)];
        } catch (error) {
          throw below(name, error);
        }
      }),
    );
  };
}

/** `fallback` for what is missing, and for `null`, which Go's encoders write for empty lists and maps. */
export function withDefault<T>(decoder: Decoder<T>, fallback: T): Decoder<T> {
  return (value) => (value === undefined || value === null ? fallback : decoder(value));
}

export function nullable<T>(decoder: Decoder<T>): Decoder<T | null> {
  return (value) => (value === null ? null : decoder(value));
}

/** An array whose entries are not checked yet. */
export const asArray: Decoder<readonly unknown[]> = (value) => {
  if (!Array.isArray(value)) throw new DecodeError('an array', value);
  return value as readonly unknown[];
};

/** An object whose fields are not checked yet. */
export const asObject: Decoder<Readonly<Record<string, unknown>>> = (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new DecodeError('an object', value);
  return value as Readonly<Record<string, unknown>>;
};

/** An error inside a value, with the step that leads to it added to its path. */
export function below(step: string | number, error: unknown): unknown {
  return error instanceof DecodeError ? error.below(step) : error;
}
