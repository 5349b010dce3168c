import { DecodeError } from './json-error.js';

/**
 * Reads a parsed value as a `T`, or throws a DecodeError. A missing field is passed as `undefined`. The result is a new
 * value, and has only what the decoder names.
 */
export type Decoder<T> = (value: unknown) => T;

/** As it is. */
export const anything: Decoder<unknown> = (value) => value;

export const string: Decoder<string> = (value) => {
  if (typeof value !== 'string') throw new DecodeError('a string', value);
  return value;
};

export function stringUpTo(maxLength: number): Decoder<string> {
  return refine(string, (text) => text.length <= maxLength, `a string of at most ${maxLength} characters`);
}

/** @param expected what the string is then, for messages: `a commit` */
export function stringMatching(pattern: RegExp, expected: string): Decoder<string> {
  return refine(string, (text) => pattern.test(text), expected);
}

const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** ISO 8601, in UTC. */
export const utcTime = refine(string, (text) => UTC.test(text) && !Number.isNaN(Date.parse(text)), 'a time in UTC');

export const boolean: Decoder<boolean> = (value) => {
  if (typeof value !== 'boolean') throw new DecodeError('true or false', value);
  return value;
};

export const number: Decoder<number> = (value) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new DecodeError('a number', value);
  return value;
};

/** An integer that a double holds exactly. */
export const integer: Decoder<number> = (value) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new DecodeError('an integer', value);
  return value;
};

export const nonNegative = refine(number, (value) => value >= 0, 'a number that is not negative');
/** From 0 to 1. */
export const share = refine(nonNegative, (value) => value <= 1, 'a number from 0 to 1');

/** A number of bytes or entries. */
export const nonNegativeInteger = refine(integer, (value) => value >= 0, 'an integer that is not negative');

/** The number of a line or a step. */
export const positiveInteger = refine(integer, (value) => value >= 1, 'an integer from 1');

export function oneOf<const T extends readonly (string | number | boolean)[]>(...allowed: T): Decoder<T[number]> {
  const expected = allowed.map((item) => JSON.stringify(item)).join(' or ');
  return (value) => {
    const found: T[number] | undefined = allowed.find((item) => item === value);
    if (found === undefined) throw new DecodeError(expected, value);
    return found;
  };
}

/** A value that `decoder` accepts, if `test` is true for it. */
export function refine<T, U extends T>(
  decoder: Decoder<T>,
  test: (value: T) => value is U,
  expected: string,
): Decoder<U>;
export function refine<T>(decoder: Decoder<T>, test: (value: T) => boolean, expected: string): Decoder<T>;
export function refine<T>(decoder: Decoder<T>, test: (value: T) => boolean, expected: string): Decoder<T> {
  return (value) => {
    const decoded = decoder(value);
    if (!test(decoded)) throw new DecodeError(expected, value);
    return decoded;
  };
}
