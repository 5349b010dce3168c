import type { PreviousBuild, StepRecord } from '../record.js';

/** What one stage of a build should do, and what it did. */
export interface StageProgress {
  readonly name: string;
  /** Of all its steps, FROM included. */
  readonly instructions: readonly string[];
  /** Of the steps that were done, from the first on. */
  readonly records: readonly StepRecord[];
}

/**
 * What the next build's misses are compared with. If this build did not finish a stage, the further steps of the last build that
 * did are kept: a failed build in between must not hide which file changed.
 *
 * @param globals records of the ARGs before the first FROM
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
