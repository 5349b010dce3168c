import { hashFieldList } from '../../oci/digest.js';
import type { StepReport } from './report.js';

/** The same name for a step in every build that has it, wherever it is in its stage: 16 hex digits. */
export function stepId({ stage, platform }: Pick<StepReport, 'stage' | 'platform'>, instruction: string): string {
  return hashFieldList([stage, platform, instruction]).slice(0, 16);
}

/** The steps at which the cache ended: they missed, and no earlier step is the cause. */
export function cacheEnds(steps: readonly StepReport[]): readonly StepReport[] {
  return steps.filter(({ status, cause, number }) => status === 'miss' && cause === number);
}

/** Of a build for several platforms, the platform that a step's stage is for. It may run on another one. */
export function targetOf({ stage }: Pick<StepReport, 'stage'>): string | undefined {
  return STAGE.exec(stage)?.[1];
}

/** A stage's name without the platform that it is for. */
export function ownStage({ stage }: Pick<StepReport, 'stage'>): string {
  const [, target, name = ''] = STAGE.exec(stage) ?? [];
  return target === undefined ? stage : name;
}

/** The name of a stage itself has no slash. */
const STAGE = /^([a-z0-9]+\/[\w./-]+)(?: (.*))?$/;
