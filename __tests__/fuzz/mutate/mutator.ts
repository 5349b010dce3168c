import type { Random } from '../random.js';

/** What a mutation may use in addition to the input itself. */
export interface Material {
  readonly random: Random;
  /** Another input of the corpus. */
  readonly other: Buffer;
  /** Texts with a meaning for the target. */
  readonly tokens: readonly Buffer[];
}

/** Makes a new input of another one, which does not change. */
export type Mutator = (input: Buffer, material: Material) => Buffer;

/** The input with some of its bytes replaced by `inserted`. */
export function replaced(input: Buffer, start: number, end: number, inserted: Uint8Array): Buffer {
  return Buffer.concat([input.subarray(0, start), inserted, input.subarray(end)]);
}
