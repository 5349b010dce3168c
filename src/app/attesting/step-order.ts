import type { BuildStep } from '../../attestation/build-steps.js';
import type { LineRange } from '../../dockerfile/syntax/ast.js';
import type { PlannedStep } from '../../plan/operation.js';

/** A step of the plan that makes files, with the number of its build step. */
export interface PlacedStep {
  readonly id: string;
  readonly step: PlannedStep;
}

export interface PlanSteps {
  readonly steps: readonly BuildStep[];
  /** The steps that lead to the image, lowest first, after the id of the step that its base is. */
  readonly chain: { readonly base: string | undefined; readonly placed: readonly PlacedStep[] };
  /** The lines of the Dockerfile by step. None: no line says it. The result of the build is not among them. */
  readonly locations: Readonly<Record<string, readonly LineRange[]>>;
}

/** Numbers steps as BuildKit does: from the result backwards, the inputs of each before it, in their order. */
export function inGraphOrder({ steps, locations, chain }: PlanSteps): PlanSteps {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const names = new Map<string, string>();
  const ordered: BuildStep[] = [];
  // Not by recursion: a build can have more steps than the stack has room for.
  const stack: { readonly step: BuildStep; next: number }[] = [];
  const enter = (id: string | undefined): void => {
    const step = id === undefined ? undefined : byId.get(id);
    if (step === undefined) return;
    byId.delete(step.id);
    stack.push({ step, next: 0 });
  };
  enter(steps.at(-1)?.id);
  for (let at = stack.at(-1); at !== undefined; at = stack.at(-1)) {
    const input = at.step.inputs?.[at.next];
    at.next += 1;
    if (input !== undefined) {
      enter(input.replace(/:.*/, ''));
      continue;
    }
    stack.pop();
    names.set(at.step.id, `step${names.size}`);
    ordered.push(at.step);
  }
  const named = (id: string): string => names.get(id) ?? id;
  const output = (text: string): string => text.replace(/^[^:]*/, named);
  return {
    steps: ordered.map(({ id, op, inputs }) => ({
      id: named(id),
      op,
      ...(inputs !== undefined && { inputs: inputs.map(output) }),
    })),
    locations: Object.fromEntries(
      Object.entries(locations).flatMap(([id, ranges]) => (names.has(id) ? [[named(id), ranges]] : [])),
    ),
    chain: {
      base: chain.base === undefined ? undefined : output(chain.base),
      placed: chain.placed.map(({ id, step }) => ({ id: named(id), step })),
    },
  };
}
