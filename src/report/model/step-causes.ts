import type { InputChange } from '../../engine/reason.js';
import type { ReportedReason } from './reported-reason.js';
import type { StepReport } from './report.js';
import { missed } from './work.js';

/**
 * Gives each step that missed its cause: the step where it began. One change makes many steps miss, one after another, and people look
 * for the first of them. A step has another step's cause if all that differs follows from steps that missed. If these have several
 * causes, that of the first change counts.
 *
 * @param steps in the order of the plan: those that a step follows from come before it, even if they are of other stages
 */
export function withCauses(steps: readonly StepReport[]): readonly StepReport[] {
  // A step may follow from a duplicate of a later step.
  const causes = causesIn(steps, causesIn(steps, new Map()));
  return steps.map((step) => (missed(step) ? { ...step, cause: causes.get(step.number) ?? step.number } : step));
}

/** @param known causes of steps that come later, as far as they are known */
function causesIn(steps: readonly StepReport[], known: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  const all = new Set(steps.filter(missed).map(({ number }) => number));
  const causes = new Map<number, number>();
  for (const step of steps) {
    if (!missed(step)) {
      const first = step.status === 'duplicate' ? step.duplicateOf : undefined;
      if (first !== undefined && all.has(first)) causes.set(step.number, known.get(first) ?? first);
      continue;
    }
    const [first, ...others] = originsOf(step.why).map((origin) =>
      origin === undefined ? undefined : causes.get(origin),
    );
    causes.set(step.number, others.every((other) => other !== undefined) ? (first ?? step.number) : step.number);
  }
  return causes;
}

/** The step that each change follows from; `undefined` for a change that comes from outside. */
function originsOf(why: ReportedReason): readonly (number | undefined)[] {
  return why.kind === 'changed' ? why.changes.map(originOf) : [];
}

function originOf(change: InputChange): number | undefined {
  switch (change.input) {
    case 'parent':
    case 'config':
      return change.step?.number;
    case 'arg':
    case 'env':
    case 'files':
    case 'base':
    case 'option':
      return change.step;
    case 'instruction':
    case 'platform':
    case 'expansion':
      return undefined;
  }
}

/** The change with another number for the step that it follows from, if it follows from one. */
export function withOrigin(change: InputChange, numberOf: (step: number) => number): InputChange {
  switch (change.input) {
    case 'parent':
      return change.step === undefined
        ? change
        : { ...change, step: { ...change.step, number: numberOf(change.step.number) } };
    case 'config':
      return change.step === undefined
        ? change
        : { ...change, step: { ...change.step, number: numberOf(change.step.number) } };
    case 'arg':
    case 'env':
    case 'files':
    case 'base':
    case 'option':
      return change.step === undefined ? change : { ...change, step: numberOf(change.step) };
    case 'instruction':
    case 'platform':
    case 'expansion':
      return change;
  }
}
