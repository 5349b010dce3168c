import { EngineBug } from '../../errors.js';

/**
 * Checks of values that came over a pipe. A check gives the value back with its type or throws; objects come back with
 * the named fields alone, so nothing unexpected travels further.
 */
export type Check<T> = (value: unknown, at: string) => T;
export type Checked<C> = C extends Check<infer T> ? T : never;

function wrong(at: string, wanted: string): never {
  throw new EngineBug(`worker protocol: ${at} is not ${wanted}`);
}

export const text: Check<string> = (value, at) => (typeof value === 'string' ? value : wrong(at, 'a text'));

export const integer: Check<number> = (value, at) =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : wrong(at, 'an integer');

export const flag: Check<boolean> = (value, at) => (typeof value === 'boolean' ? value : wrong(at, 'true or false'));

export function oneOf<const T extends string>(...words: readonly T[]): Check<T> {
  return (value, at) => words.find((word) => word === value) ?? wrong(at, words.join(' or '));
}

export function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value, at) => (value === undefined || value === null ? undefined : check(value, at));
}

export function list<T>(check: Check<T>): Check<readonly T[]> {
  return (value, at) =>
    Array.isArray(value) ? value.map((item, position) => check(item, `${at}[${position}]`)) : wrong(at, 'a list');
}

export function record<F extends Readonly<Record<string, Check<unknown>>>>(
  fields: F,
): Check<{ readonly [K in keyof F]: Checked<F[K]> }> {
  return (value, at) => {
    if (typeof value !== 'object' || value === null) return wrong(at, 'an object');
    const given = new Map(Object.entries(value));
    const entries = Object.entries(fields).map(([name, check]) => [name, check(given.get(name), `${at}.${name}`)]);
    return Object.fromEntries(entries) as { readonly [K in keyof F]: Checked<F[K]> };
  };
}

/** A discriminated union by the field `type`. */
export function variants<V extends Readonly<Record<string, Check<unknown>>>>(
  cases: V,
): Check<{ [K in keyof V & string]: { readonly type: K } & Checked<V[K]> }[keyof V & string]> {
  type Union = { [K in keyof V & string]: { readonly type: K } & Checked<V[K]> }[keyof V & string];
  return (value, at) => {
    const type: unknown = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
    const check = typeof type === 'string' && Object.hasOwn(cases, type) ? cases[type] : undefined;
    if (check === undefined) return wrong(`${at}.type`, `one of ${Object.keys(cases).join(', ')}`);
    return { ...(check(value, at) as object), type } as Union;
  };
}
