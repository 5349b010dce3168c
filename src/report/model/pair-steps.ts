import type { StepReport } from './report.js';

/** A step of two builds; one that only one of them has stands by itself. */
export type StepPair =
  | { readonly before: StepReport; readonly after: StepReport }
  | { readonly before: StepReport; readonly after?: undefined }
  | { readonly before?: undefined; readonly after: StepReport };

/**
 * Steps of two builds that are the same step: by stage, platform and text, and where that was edited, by the text that the
 * reason says it had. In the order of the later build; what it no longer has comes last.
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

  // Equal texts first: a step whose earlier text is another's text now must not take its place.
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
