import type { StepReport, WorkTotals } from './report.js';

/** RUN, COPY and ADD do a build's work. The other instructions only change the image's config, or cost next to nothing. */
const WORK = /^(?:run|copy|add)\b/i;

type WorkStep = Pick<StepReport, 'instruction' | 'status' | 'ownMs' | 'savedMs'>;

/** Whether a step of its kind does work. */
export function doesWork({ instruction }: Pick<StepReport, 'instruction'>): boolean {
  return WORK.test(instruction);
}

/** Whether the step's result did not come from the cache, although the step is not a duplicate of another. */
export function missed({ status }: Pick<StepReport, 'status'>): boolean {
  return status === 'miss' || status === 'failed' || status === 'interrupted';
}

/**
 * How much of a build's work came from the cache. The rate is by time: what the hits took when they ran, of that and what the misses took
 * now. It is by number if the time of a hit is not known, or if nothing took any time.
 *
 * @returns `undefined` for a build without RUN, COPY and ADD
 */
export function workOf(steps: readonly WorkStep[]): WorkTotals | undefined {
  const work = steps.filter(doesWork);
  const hit = work.filter(({ status }) => status === 'hit');
  const ran = work.filter(missed);
  const count = { hits: hit.length, misses: ran.length };
  if (count.hits + count.misses === 0) return undefined;
  const hitMs = sum(hit.map(({ savedMs = Number.NaN }) => savedMs));
  const allMs = hitMs + sum(ran.map(({ ownMs = 0 }) => ownMs));
  const byTime = allMs > 0 && Number.isFinite(allMs);
  return { ...count, hitRate: byTime ? hitMs / allMs : count.hits / (count.hits + count.misses) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
