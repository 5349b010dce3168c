import type { StepOutcome } from '../events.js';
import type { EvaluatedStep } from './step-evaluation.js';
import type { StepTimer } from '../step-times.js';

/**
 * The outcome of a step that is done, for its event.
 *
 * @param dated the record's time is when it was made, and not fixed by SOURCE_DATE_EPOCH
 */
export function stepOutcome(
  evaluated: EvaluatedStep,
  result: Pick<StepOutcome, 'layer' | 'base' | 'imageId'>,
  timer: StepTimer,
  dated: boolean,
): StepOutcome {
  const { reason, record } = evaluated;
  if (evaluated.status === 'duplicate') {
    return { status: 'duplicate', ...timer.span(), ...result, reason, of: evaluated.of };
  }
  if (evaluated.status === 'hit') {
    return {
      status: 'hit',
      ...timer.span(),
      ...result,
      reason,
      source: evaluated.source,
      ...(dated && { madeAt: record.created }),
      ...(record.ownMs !== undefined && { savedMs: record.ownMs }),
    };
  }
  const { span, made, unchanged, facts } = evaluated;
  return {
    status: 'miss',
    // Of the pass in which it ran.
    ...span,
    ...result,
    reason,
    ...(made !== undefined && { made }),
    ...(unchanged !== undefined && { unchanged }),
    ...(facts !== undefined && { facts }),
  };
}
