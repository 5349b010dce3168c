import { InfraError } from '../errors.js';
import type { Layer } from '../layer/layer.js';

/**
 * A layer of an earlier build cannot be fetched from anywhere any more. This ends a pass over the plan. In the next pass the step
 * is a miss and makes the layer again.
 */
export class LayersLost extends InfraError {
  readonly layer: Layer;

  constructor(layer: Layer, options: { readonly cause?: unknown } = {}) {
    super(`layer ${layer.blob.digest} is lost: neither the store, nor a cache, nor a registry has it any more`, {
      ...options,
      hint: 'Build once with --no-cache to make it again.',
    });
    this.layer = layer;
  }
}

/** The warning about layers that do not match their digests. */
export function flawedWords(flawed: readonly string[]): string {
  return `${flawed.join(', ')}: damaged or forged in a cache. Nothing that came from a cache is used`;
}
