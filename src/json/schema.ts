/** Takes a value that came from outside for a `T`, or throws a ShapeFault. What it gives holds nothing that `T` does not name. */
export type Reader<T> = (value: unknown, at: string) => T;

interface OptionalField<T> {
  readonly optional: Reader<T>;
}

/** A reader a field of `T`: one that `T` may lack is marked, and none can be forgotten. */
type Fields<T> = {
  readonly [K in keyof T]-?: object extends Pick<T, K> ? OptionalField<Required<T>[K]> : Reader<T[K]>;
};

/** Where a document is not what it should be. */
export class ShapeFault extends Error {
  override readonly name = 'ShapeFault';
}

export function optional<T>(reader: Reader<T>): OptionalField<T> {
  return { optional: reader };
}

export const text: Reader<string> = (value, at) => {
  if (typeof value !== 'string') throw new ShapeFault(`${at} is not a text`);
  return value;
};

/** @param what it is then, for messages: `a commit` */
export function matching(pattern: RegExp, what: string): Reader<string> {
  return (value, at) => {
    const given = text(value, at);
    if (!pattern.test(given)) throw new ShapeFault(`${at} is not ${what}`);
    return given;
  };
}

const utc = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/, 'a time');

/** ISO 8601 in UTC. */
export const time: Reader<string> = (value, at) => {
  const given = utc(value, at);
  if (Number.isNaN(Date.parse(given))) throw new ShapeFault(`${at} is not a time`);
  return given;
};

export const flag: Reader<boolean> = (value, at) => {
  if (typeof value !== 'boolean') throw new ShapeFault(`${at} is neither true nor false`);
  return value;
};

export const number: Reader<number> = (value, at) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new ShapeFault(`${at} is not a number`);
  return value;
};

/** A number that is not negative. */
export const amount: Reader<number> = (value, at) => {
  if (number(value, at) < 0) throw new ShapeFault(`${at} is not a number from 0`);
  return value as number;
};

/** Of bytes or entries. */
export const count: Reader<number> = (value, at) => {
  if (!Number.isSafeInteger(amount(value, at))) throw new ShapeFault(`${at} is not a whole number`);
  return value as number;
};

/** From 1: a step or a line. */
export const ordinal: Reader<number> = (value, at) => {
  if (count(value, at) < 1) throw new ShapeFault(`${at} is not a number from 1`);
  return value as number;
};

export function oneOf<const T extends string | number | boolean>(...allowed: readonly T[]): Reader<T> {
  return (value, at) => {
    const found = allowed.find((item) => item === value);
    if (found === undefined) throw new ShapeFault(`${at} is not ${allowed.map((item) => String(item)).join(' or ')}`);
    return found;
  };
}

/** With at least one entry. */
export function someOf<T>(reader: Reader<T>, most?: number): Reader<readonly T[]> {
  const list = listOf(reader, most);
  return (value, at) => {
    const read = list(value, at);
    if (read.length === 0) throw new ShapeFault(`${at} is empty`);
    return read;
  };
}

/** @param most entries that the schema allows */
export function listOf<T>(reader: Reader<T>, most = Infinity): Reader<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw new ShapeFault(`${at} is not a list`);
    if (value.length > most) throw new ShapeFault(`${at} has more than ${most} entries`);
    return value.map((item: unknown, index) => reader(item, `${at}[${index}]`));
  };
}

/** What a list holds besides entries that are not what they should be. */
export function soundOf<T>(reader: Reader<T>): Reader<readonly T[]> {
  const all = listOf((item) => soundly(reader, item));
  return (value, at) => all(value, at).filter((item) => item !== undefined);
}

/** `undefined` for what is no `T`. */
export function soundly<T>(reader: Reader<T>, value: unknown): T | undefined {
  try {
    return reader(value, '');
  } catch (error) {
    if (error instanceof ShapeFault) return undefined;
    throw error;
  }
}

/** As `soundly`, of a text that may not even be JSON. */
export function soundJson<T>(reader: Reader<T>, json: string): T | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  return soundly(reader, value);
}

export function shape<T>(fields: Fields<T>): Reader<T> {
  const entries = Object.entries<Reader<unknown> | OptionalField<unknown>>(fields);
  return (value, at) => {
    const object = objectOf(value, at);
    const read: Record<string, unknown> = {};
    for (const [name, field] of entries) {
      const given = Object.hasOwn(object, name) ? object[name] : undefined;
      const below = at === '' ? name : `${at}.${name}`;
      if (typeof field === 'function') {
        if (given === undefined) throw new ShapeFault(`${below} is missing`);
        read[name] = field(given, below);
      } else if (given !== undefined) read[name] = field.optional(given, below);
    }
    return read as T;
  };
}

/** A union whose members tell themselves apart by the text in one field. */
export function tagged<T, K extends keyof T>(
  tag: K & string,
  members: Readonly<Record<T[K] & string, Reader<T>>>,
): Reader<T> {
  return (value, at) => {
    const kind = text(objectOf(value, at)[tag] ?? '', `${at}.${tag}`);
    if (!Object.hasOwn(members, kind)) throw new ShapeFault(`${at}.${tag} is none that is known`);
    return members[kind as T[K] & string](value, at);
  };
}

/** A union of two, of which only the first has the field `name`. */
export function withField<T, U>(name: keyof T & string, having: Reader<T>, lacking: Reader<U>): Reader<T | U> {
  return (value, at) => (Object.hasOwn(objectOf(value, at), name) ? having : lacking)(value, at);
}

function objectOf(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ShapeFault(`${at === '' ? 'the document' : at} is not an object`);
  }
  return value as Readonly<Record<string, unknown>>;
}
