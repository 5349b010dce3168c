import type { StepReport } from './report.js';

type TimedStep = Pick<
  StepReport,
  'number' | 'status' | 'dependsOn' | 'duplicateOf' | 'locks' | 'ownMs' | 'savedMs' | 'times' | 'bytes' | 'base'
>;

/**
 * Milliseconds by which the cache made a build faster: how long the steps would take if all of them ran, less how long they took. Both are
 * measured along the critical path, so of stages that run side by side only the slowest counts. A duplicate waits for the step that it
 * is a duplicate of, and takes no time itself. Of steps that lock the same cache mount, one runs after the other.
 *
 * All that a step counts with is its own work. Unpacking the layers below it does not count for it. If those came from the cache, it counts
 * against the cache.
 */
export function timeSaved(steps: readonly TimedStep[]): number {
  const restored = restoredShare(steps);
  const withoutCache = criticalPath(steps, ({ status, ownMs = 0, savedMs = 0 }) =>
    status === 'hit' ? savedMs : ownMs,
  );
  const now = criticalPath(steps, ({ ownMs = 0, times }) => ownMs + restored * times.restoringMs);
  return Math.max(withoutCache - now, 0);
}

/** Milliseconds until all steps are done, if each starts as soon as those that it depends on are done. */
function criticalPath(steps: readonly TimedStep[], cost: (step: TimedStep) => number): number {
  const costs = new Map(steps.map((step) => [step.number, cost(step)]));
  const ends = new Map<number, number>();
  /** By the number of the step that the others are duplicates of: when its result is there. */
  const results = new Map<number, number>();
  const locked: Locked[] = [];
  let length = 0;
  // A step depends only on earlier ones. What else a report may say is not followed.
  for (const { number, dependsOn = [], duplicateOf = number, locks = [] } of steps.toSorted(
    (a, b) => a.number - b.number,
  )) {
    const start = Math.max(0, ...dependsOn.map((below) => ends.get(below) ?? 0));
    const result = results.get(duplicateOf);
    const took = costs.get(duplicateOf) ?? 0;
    const end = result === undefined ? freeFrom(start, took, locks, locked) + took : Math.max(start, result);
    if (result === undefined) {
      results.set(duplicateOf, end);
      locked.push(...locks.map((lock) => ({ lock, from: end - took, until: end })));
    }
    ends.set(number, end);
    length = Math.max(length, end);
  }
  return length;
}

/** When a step had a cache mount for itself. */
interface Locked {
  readonly lock: string;
  readonly from: number;
  readonly until: number;
}

/** From when on, but not before `start`, all the locks are free for so long. */
function freeFrom(start: number, took: number, locks: readonly string[], locked: readonly Locked[]): number {
  let at = start;
  const held = locked.filter(({ lock }) => locks.includes(lock)).sort((left, right) => left.from - right.from);
  for (const { from, until } of held) if (from < at + took && until > at) at = until;
  return at;
}

/** How much of what was fetched are layers that steps made in earlier builds, from 0 to 1. The rest are those of bases. */
function restoredShare(steps: readonly TimedStep[]): number {
  const fetched = (some: readonly TimedStep[]): number => some.reduce((sum, { bytes }) => sum + bytes.restored, 0);
  const all = fetched(steps);
  return all === 0 ? 0 : fetched(steps.filter(({ base }) => base === undefined)) / all;
}
