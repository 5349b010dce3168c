import type { StepReport } from './report.js';

/** The same step in two builds, or a step that only one of them has. */
export type StepPair =
  | { readonly before: StepReport; readonly after: StepReport }
  | { readonly before: StepReport; readonly after?: undefined }
  | { readonly before?: undefined; readonly after: StepReport };

/**
 * Pairs the steps of two builds that are the same step: by stage, platform and text, and if the text was edited, by the
 * earlier text that the reason names. In the order of the later build; steps that it no longer has come last.
 */
export function pairSteps(before: readonly StepReport[], after: readonly StepReport[]): readonly StepPair[] {
  const waiting = new Map<string, StepReport[]>();
  for (const step of before) {
    const key = keyOf(step, step.instruction);
    const equal = waiting.get(key);
    if (equal === undefined) waiting.set(key, [step]);
    else equal.push(step);
  }
  const take = (step: StepReport, instruction: string | undefined): StepReport | undefined =>
    instruction === undefined ? undefined : waiting.get(keyOf(step, instruction))?.shift();

  // Equal texts first: an edited step must not take the partner of a step that still has that text.
  const found = new Map(after.map((step) => [step, take(step, step.instruction)]));
  const pairs = after.map((step): StepPair => {
    const earlier = found.get(step) ?? take(step, textBefore(step));
    return earlier === undefined ? { after: step } : { before: earlier, after: step };
  });
  const gone = new Set([...waiting.values()].flat());
  return [...pairs, ...before.filter((step) => gone.has(step)).map((step) => ({ before: step }))];
}

function keyOf({ stage, platform }: StepReport, instruction: string): string {
  return JSON.stringify([stage, platform, instruction]);
}

function textBefore({ why }: StepReport): string | undefined {
  if (why.kind !== 'changed') return undefined;
  return why.changes.find((change) => change.input === 'instruction')?.was;
}
