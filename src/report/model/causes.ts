import type { StepReport } from './report.js';
import { missed } from './work.js';

/** A miss that no other miss explains, with the steps that missed only because of it. */
export interface Cause {
  readonly step: StepReport;
  readonly followers: readonly StepReport[];
}

/** What ended the cache, in the order of the steps. Each step that did not hit is in exactly one cause. */
export function causesOf(steps: readonly StepReport[]): readonly Cause[] {
  const all = steps.filter(missed);
  const because = new Map(all.map((step) => [step, followed(step, steps)]));
  const causes = new Map<StepReport, StepReport[]>();
  for (const step of all) {
    const cause = rootOf(step, because);
    const known = causes.get(cause) ?? [];
    causes.set(cause, cause === step ? known : [...known, step]);
  }
  const inOrder = [...causes].sort(([left], [right]) => left.number - right.number);
  return inOrder.map(([step, followers]) => ({ step, followers }));
}

/** A report that somebody made up may have a circle: the step before it closes is the root then. */
function rootOf(step: StepReport, because: ReadonlyMap<StepReport, StepReport | undefined>): StepReport {
  const seen = new Set<StepReport>();
  for (let root = step; ;) {
    seen.add(root);
    const next = because.get(root);
    if (next === undefined || seen.has(next)) return root;
    root = next;
  }
}

/** The missed step whose new result is the only reason for this miss. */
function followed(step: StepReport, steps: readonly StepReport[]): StepReport | undefined {
  if (step.why.kind !== 'changed' || step.why.changes.length !== 1) return undefined;
  const [change] = step.why.changes;
  if (change?.input === 'parent')
    return ranAs(
      steps.find(({ number }) => number === change.step?.number),
      steps,
    );
  return change?.input === 'files' ? lastMissOf(copiedStage(step), steps) : undefined;
}

/** A step that several platforms or stages have runs once: the others are duplicates of it. */
function ranAs(step: StepReport | undefined, steps: readonly StepReport[]): StepReport | undefined {
  if (step?.status !== 'duplicate') return step !== undefined && missed(step) ? step : undefined;
  return steps.find((first) => first.number === step.duplicateOf && missed(first));
}

/** The stage that a COPY takes its files from, with the platform in front if there are several. */
function copiedStage({ stage, instruction }: StepReport): string | undefined {
  const name = /^copy\s(?:.*\s)?--from=(\S+)/i.exec(instruction)?.[1]?.toLowerCase();
  const platform = /^\S+\/\S+ /.exec(stage)?.[0] ?? '';
  return name === undefined ? undefined : platform + name;
}

function lastMissOf(stage: string | undefined, steps: readonly StepReport[]): StepReport | undefined {
  return steps.findLast((step) => step.stage.toLowerCase() === stage && missed(step));
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
