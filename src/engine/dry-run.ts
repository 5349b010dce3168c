import type { KeyInputs } from './record.js';

/** The result of a dry run, which looks up every step and runs none. */
export interface DryRun {
  /** Steps whose hit or miss is not known, by number: the step that would have to run first. */
  readonly blockedBy: Map<number, number>;
}

/** A dry run came to a step that would have to run: the steps that use its result cannot be looked up. */
export class BlockedByStep extends Error {
  override readonly name = 'BlockedByStep';
  readonly step: number;

  constructor(step: number) {
    super(`step ${step} would have to run`);
    this.step = step;
  }
}

/** Whether the step's result is known without running it, since it can only change the image's config. */
export function makesNoLayer({ operation, files }: KeyInputs): boolean {
  return operation === 'arg' || operation === 'config' || (operation === 'from' && files.length === 0);
}
