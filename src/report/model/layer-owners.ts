import type { StepReport } from './report.js';
import { targetOf } from './step-names.js';

/** The number of the step that contributes a layer, by its blob's digest. */
export type LayerOwners = ReadonlyMap<string, number>;

/** @param platform that of an image: if steps for several platforms contribute the same layer, the one for this platform counts */
export function layerOwners(steps: readonly StepReport[], platform?: string): LayerOwners {
  const isOther = (step: StepReport): number => (targetOf(step) === platform ? 0 : 1);
  // If several steps contribute the same layer, the first counts.
  return new Map(
    steps
      .toSorted((left, right) => isOther(left) - isOther(right))
      .flatMap(({ layer, number }) => (layer === undefined ? [] : [[layer.digest, number] as const]))
      .reverse(),
  );
}
