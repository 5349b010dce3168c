import type { Random } from '../random.js';

/** What a mutation may use beside the input itself. */
export interface Material {
  readonly random: Random;
  /** Another input of the corpus. */
  readonly other: Buffer;
  /** Texts with a meaning for the target. */
  readonly tokens: readonly Buffer[];
}

/** Makes another input of one, which it leaves as it is. */
export type Mutator = (input: Buffer, material: Material) => Buffer;

/** The input with `inserted` in the place of some of its bytes. */
export function replaced(input: Buffer, start: number, end: number, inserted: Uint8Array): Buffer {
  return Buffer.concat([input.subarray(0, start), inserted, input.subarray(end)]);
}
