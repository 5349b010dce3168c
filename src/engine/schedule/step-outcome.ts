import type { StepOutcome } from '../events.js';
import type { EvaluatedStep } from './step-evaluation.js';
import type { StepTimer } from '../step-times.js';

/**
 * What is told of a step that came to its end.
 *
 * @param dated the record's time is that of the run that made it, not one that was asked for
 */
export function stepOutcome(
  evaluated: EvaluatedStep,
  result: Pick<StepOutcome, 'layer' | 'base' | 'imageId'>,
  timer: StepTimer,
  dated: boolean,
): StepOutcome {
  const { reason, record } = evaluated;
  if (evaluated.status === 'hit') {
    return {
      status: 'hit',
      ...timer.span(),
      ...result,
      reason,
      source: evaluated.source,
      ...(dated && { madeAt: record.created }),
      savedMs: record.durationMs,
    };
  }
  const { span, made, unchanged } = evaluated;
  return {
    status: 'miss',
    // Of the pass that did it.
    ...span,
    ...result,
    reason,
    ...(made !== undefined && { made }),
    ...(unchanged !== undefined && { unchanged }),
  };
}
