import type { Mutator } from './mutate/mutator.js';

/** A part of the product that reads bytes which others wrote. */
export interface Target {
  /** Inputs that the part accepts: small ones of each form. */
  readonly seeds: readonly Uint8Array[];
  /** Texts with a meaning, in addition to the literals in the sources. */
  readonly dictionary?: readonly string[];
  /** Mutations that know the form of the input. */
  readonly mutators?: readonly Mutator[];
  /** Repairs what an attacker would keep intact, such as a checksum, after a mutation. */
  readonly mend?: (input: Buffer) => Buffer;
  /** Bytes of the longest input that is tried. */
  readonly longest?: number;
  /** The errors by which the part refuses an input. Any other one is a finding. */
  readonly refusals: readonly ErrorKind[];
  /** Reads the input, and throws an error if the result cannot be right. */
  readonly run: (input: Buffer) => void | Promise<void>;
}

export type ErrorKind = abstract new (...args: never[]) => Error;

export function isRefusal({ refusals }: Target, error: unknown): boolean {
  return refusals.some((kind) => error instanceof kind);
}

/** Something that must be true for every input is not true for this one. */
export class BrokenProperty extends Error {
  override readonly name = 'BrokenProperty';
}

export function holds(condition: boolean, property: string): asserts condition {
  if (!condition) throw new BrokenProperty(property);
}

/** The result of a call, or the refusal that it throws, as a text that can be compared. */
export function outcomeOf(target: Pick<Target, 'refusals'>, call: () => unknown): string {
  try {
    return JSON.stringify(call());
  } catch (error) {
    if (!(error instanceof Error) || !target.refusals.some((kind) => error instanceof kind)) throw error;
    return `${error.name}: ${error.message}`;
  }
}

/** The input in pieces. The sizes are used in turn. */
export function* inPieces(input: Buffer, sizes: readonly number[]): Generator<Buffer, void, undefined> {
  for (let at = 0, turn = 0; at < input.length; turn++) {
    const end = at + (sizes[turn % sizes.length] ?? input.length);
    yield input.subarray(at, end);
    at = end;
  }
}

/** Whether a text is the path of something below a root: no empty part, no `.`, no `..`. */
export function isCleanPath(text: string): boolean {
  return !/(?:^|\/)\.{0,2}(?:\/|$)/.test(text);
}
