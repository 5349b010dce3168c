import type { StepReport } from './report.js';
import { missed } from './work.js';

/** A miss that no other miss explains, with the steps that missed only because of it. */
export interface Cause {
  readonly step: StepReport;
  readonly followers: readonly StepReport[];
}

/** What ended the cache, in the order of the steps. Each step that did not hit is in exactly one cause. */
export function causesOf(steps: readonly StepReport[]): readonly Cause[] {
  const found = new Map<number, { readonly step: StepReport; readonly followers: StepReport[] }>();
  const isCause = (step: StepReport): boolean => missed(step) && step.cause === step.number;
  for (const step of steps) if (isCause(step)) found.set(step.number, { step, followers: [] });
  for (const step of steps) {
    if (!missed(step) || isCause(step)) continue;
    const own = found.get(step.cause ?? step.number);
    // Somebody made up the report: there is no such cause.
    if (own === undefined) found.set(step.number, { step, followers: [] });
    else own.followers.push(step);
  }
  return [...found.values()].sort((left, right) => left.step.number - right.step.number);
}

/** Milliseconds in which at least one of the steps was worked on. Steps side by side count once. */
export function timeOf(steps: readonly StepReport[]): number {
  const spans = steps
    .map(({ startedMs, times, durationMs }) => {
      const start = startedMs + times.waitingMs;
      return { start, end: start + durationMs };
    })
    .sort((left, right) => left.start - right.start);
  let sum = 0;
  let until = 0;
  for (const { start, end } of spans) {
    sum += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return sum;
}
