import { timeOf } from '../model/causes.js';
import { isReached, type StepReport } from '../model/report.js';
import { doesWork, missed } from '../model/work.js';

/** A step with this share of the time that was spent is worth a row. */
const SHARE = 0.05;
/** Rows for steps that are neither a cause nor ended badly. */
const DEAREST = 12;
/** With fewer steps to fold, the fold would be no shorter than their rows. */
const FEWEST = 3;

/** The steps of a build, by where a reader looks for them. Each is in one group. */
export interface StepGroups {
  /** Where the cache ended, what took the time, and what failed. */
  readonly told: readonly StepReport[];
  /** The other steps that ran: most of them only because of one above. */
  readonly others: readonly StepReport[];
  /** Hits and duplicates. */
  readonly cached: readonly StepReport[];
  /** The build ended before them. */
  readonly unreached: readonly StepReport[];
}

export function stepGroups(steps: readonly StepReport[]): StepGroups {
  const ran = steps.filter(missed);
  const least = timeOf(ran) * SHARE;
  const dear = ran
    .filter(({ durationMs }) => durationMs > 0 && durationMs >= least)
    // What an ENV takes is the machine's, not its own. A WORKDIR may have had to wait for the base.
    .filter((step) => step.layer !== undefined || doesWork(step))
    .sort((left, right) => right.durationMs - left.durationMs);
  const dearest = new Set(dear.slice(0, DEAREST));
  // An ARG by itself takes no time. The step that it cost says the same of it.
  const reasons = new Set([...dearest].map(({ reason }) => reason));
  const isTold = (step: StepReport): boolean =>
    step.status !== 'miss' ||
    step.remedy !== undefined ||
    dearest.has(step) ||
    (isTellingCause(step) && !reasons.has(step.reason));
  const isFolded = ran.filter((step) => !isTold(step)).length >= FEWEST;
  return {
    told: isFolded ? ran.filter(isTold) : ran,
    others: isFolded ? ran.filter((step) => !isTold(step)) : [],
    cached: steps.filter((step) => isReached(step) && !missed(step)),
    unreached: steps.filter((step) => !isReached(step)),
  };
}

/** Of a first build, or one without the cache, every step is a cause: that says nothing about the step. */
function isTellingCause({ number, cause, why }: StepReport): boolean {
  return cause === number && !['no-record', 'cache-off', 'cache-off-in-stage'].includes(why.kind);
}
