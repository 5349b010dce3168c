import { array, arrayOfValid } from '../../json/containers.js';
import { refine, nonNegative, nonNegativeInteger, number, stringMatching, utcTime } from '../../json/decoder.js';
import { object, optional } from '../../json/object.js';
import type { Report, StepReport, TrendPoint } from './report.js';
import { cacheEnds, stepId } from './step-names.js';

/** Runs that are kept: enough for a month of work days, and small in the entry that holds them. */
const RUNS = 20;

/** @returns `undefined` for a build without a result: its figures mean something else */
function pointOf(report: Report): TrendPoint | undefined {
  const { ok, startedAt, durationMs, image, totals, steps } = report;
  if (!ok || startedAt === undefined || durationMs === undefined || image === undefined) {
    return undefined;
  }
  return {
    startedAt,
    durationMs: Math.round(durationMs),
    // Where there was no work, none had to be done. It is rounded as percents are, so that it is the same figure as everywhere.
    hitRate: Math.floor((totals.work?.hitRate ?? 1) * 1000 + 1e-6) / 1000,
    size: image.size,
    bytes: totals.restoredBytes + totals.pushedBytes,
    cacheEnd: endOf(steps),
  };
}

function endOf(steps: readonly StepReport[]): string {
  const [first] = cacheEnds(steps);
  return first === undefined ? '' : stepId(first, first.instruction);
}

/** The last runs, the newest last. @param earlier the runs before this one */
export function trendWith(earlier: readonly TrendPoint[], report: Report): readonly TrendPoint[] {
  const own = pointOf(report);
  const before = earlier.filter(({ startedAt }) => startedAt !== own?.startedAt);
  return (own === undefined ? before : [...before, own]).slice(-RUNS);
}

const share = refine(number, (value) => value >= 0 && value <= 1, 'a number from 0 to 1');
const point = object<TrendPoint>({
  startedAt: utcTime,
  durationMs: nonNegative,
  hitRate: share,
  size: nonNegativeInteger,
  bytes: nonNegativeInteger,
  cacheEnd: optional(stringMatching(/^(?:[a-f0-9]{16})?$/, 'the id of a step')),
});

/** A trend as a report has it. */
export const trendDecoder = array(point, RUNS);

const points = arrayOfValid(point);

/** What others may have written to a cache or a comment: points that are none are left out. */
export function knownTrend(value: unknown): readonly TrendPoint[] {
  return points(value).slice(-RUNS);
}
