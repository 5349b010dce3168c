import { InfraError } from '../errors.js';
import type { Layer } from '../layer/layer.js';

/**
 * The bytes of a layer that a step made in an earlier build can be had from nowhere any more. It ends a pass over the plan;
 * in the next one the step counts as a miss, and makes the layer again.
 */
export class LayersLost extends InfraError {
  readonly layer: Layer;

  constructor(layer: Layer, options: { readonly cause?: unknown } = {}) {
    super(`layer ${layer.blob.digest} can no longer be had: neither the store, nor a cache, nor a registry gives it`, {
      ...options,
      hint: 'Build once with --no-cache to make it again.',
    });
    this.layer = layer;
  }
}
