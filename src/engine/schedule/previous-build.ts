import type { PreviousBuild, StepRecord } from '../record.js';

/** What one stage of a build was to do, and what it did. */
export interface StageProgress {
  readonly name: string;
  /** Of all its steps, FROM included. */
  readonly instructions: readonly string[];
  /** Of those that were done, from the first on. */
  readonly records: readonly StepRecord[];
}

/**
 * What the next build's misses are explained against. Where this build did not get to the end of a stage, the steps of the
 * last one that did are kept behind what was done: a failed build in between must not hide which file changed.
 *
 * @param globals of the ARGs before the first FROM
 */
export function mergeBuilds(
  globals: readonly StepRecord[],
  stages: readonly StageProgress[],
  previous: PreviousBuild,
): PreviousBuild {
  const steps = [...globals];
  const unfinished: PreviousBuild['unfinished'][number][] = [];
  for (const { name, instructions, records } of stages) {
    steps.push(...records);
    const missing = instructions.slice(records.length);
    if (missing.length === 0) continue;
    steps.push(...previous.steps.filter((step) => step.stage === name).slice(records.length));
    unfinished.push(...missing.map((instruction) => ({ stage: name, instruction })));
  }
  return { steps, unfinished };
}
