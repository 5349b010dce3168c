import type { Report, WorkTotals } from './report.js';
import { formatDuration } from '../../text/format.js';

/** `83 %`: how much of a build's work came from the cache. */
export function rateWords(hitRate: number): string {
  return `${wholePercent(hitRate)} %`;
}

/** From 0 to 100. It is only 100 if all came from the cache. */
export function wholePercent(hitRate: number): number {
  return Math.floor(hitRate * 100 + 1e-9);
}

/** `5 of 7 steps`, of those that do work. */
export function countWords({ hits, misses }: Pick<WorkTotals, 'hits' | 'misses'>): string {
  return `${hits} of ${hits + misses} steps`;
}

/** What the cache did for a build, as one sentence without a full stop; `undefined` if it could do nothing. */
export function cacheWords({ totals, steps }: Pick<Report, 'totals' | 'steps'>): string | undefined {
  const { work, savedMs } = totals;
  if (work === undefined || isFirstBuild(steps)) return undefined;
  const saved = savedMs < 100 ? '' : `, which saved ${formatDuration(savedMs)}`;
  return `${rateWords(work.hitRate)} of the work came from the cache (${countWords(work)})${saved}`;
}

/** Whether no record of an earlier build was found. */
function isFirstBuild(steps: Report['steps']): boolean {
  return steps.some(({ why }) => why.kind === 'no-record');
}
