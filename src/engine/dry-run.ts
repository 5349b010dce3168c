import type { KeyInputs } from './record.js';

/** What a run over a plan finds out that looks every step up and does none. */
export interface DryRun {
  /** Steps that need the result of one that would have to run, each by its number: the step that it waits for. */
  readonly blockedBy: Map<number, number>;
}

/** A step would have to run, so that nothing can be said of what takes from it. */
export class BlockedByStep extends Error {
  override readonly name = 'BlockedByStep';
  readonly step: number;

  constructor(step: number) {
    super(`step ${step} would have to run`);
    this.step = step;
  }
}

/** Whether the step's result is known without doing it: it changes the image's config at most. */
export function makesNoLayer({ operation, files }: KeyInputs): boolean {
  return operation === 'arg' || operation === 'config' || (operation === 'from' && files.length === 0);
}
