/** In place of a value that is taken away from what earlier files say. */
export const RESET: unique symbol = Symbol('!reset');

/** A value that takes the place of what earlier files say, where others would be added to it. */
export class Replacing {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/** A value that there is nothing to merge with: what was to be taken away is not there. */
export function withoutMarks(value: unknown): unknown {
  if (value === RESET) return undefined;
  if (value instanceof Replacing) return withoutMarks(value.value);
  if (Array.isArray(value)) return value.map(withoutMarks);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === RESET ? [] : [[key, withoutMarks(item)] as const])),
  );
}
