import type { StepReport } from './report.js';

/** The number of the step that contributes a layer, by its blob's digest. */
export type LayerOwners = ReadonlyMap<string, number>;

export function layerOwners(steps: readonly StepReport[]): LayerOwners {
  // If several steps contribute the same layer, the first counts.
  return new Map(
    steps.flatMap(({ layer, number }) => (layer === undefined ? [] : [[layer.digest, number] as const])).reverse(),
  );
}
