import type { Mutator } from './mutate/mutator.js';

/** A part of the product that reads bytes from elsewhere. */
export interface Target {
  /** Inputs that the part takes, small ones of each form. */
  readonly seeds: readonly Uint8Array[];
  /** Texts with a meaning, beside the literals that stand in the sources. */
  readonly dictionary?: readonly string[];
  /** Mutations that know the form of the input. */
  readonly mutators?: readonly Mutator[];
  /** Mends what a mutation breaks though no attacker would, such as a checksum. */
  readonly mend?: (input: Buffer) => Buffer;
  /** Bytes of the longest input that is tried. */
  readonly longest?: number;
  /** The errors by which the part refuses an input. Any other one is a finding. */
  readonly refusals: readonly ErrorKind[];
  /** Reads the input, and throws where what came of it cannot be right. */
  readonly run: (input: Buffer) => void | Promise<void>;
}

export type ErrorKind = abstract new (...args: never[]) => Error;

export function isRefusal({ refusals }: Target, error: unknown): boolean {
  return refusals.some((kind) => error instanceof kind);
}

/** What holds for every input does not hold for this one. */
export class BrokenProperty extends Error {
  override readonly name = 'BrokenProperty';
}

export function holds(condition: boolean, property: string): asserts condition {
  if (!condition) throw new BrokenProperty(property);
}

/** What a call gives, or the refusal that it throws, as a text that can be compared. */
export function outcomeOf(target: Pick<Target, 'refusals'>, call: () => unknown): string {
  try {
    return JSON.stringify(call());
  } catch (error) {
    if (!(error instanceof Error) || !target.refusals.some((kind) => error instanceof kind)) throw error;
    return `${error.name}: ${error.message}`;
  }
}

/** The input in pieces of these sizes, in turns. */
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
