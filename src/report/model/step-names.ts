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
