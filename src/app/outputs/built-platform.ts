import type { Predicate } from '../../attestation/statement.js';
import type { ImageDraft } from '../../engine/image-draft.js';
import { compressLayers, mustChange } from '../../engine/ops/compress-layers.js';
import { rewriteTimes } from '../../engine/ops/rewrite-times.js';
import type { Layers, StepCache } from '../../engine/ports.js';
import { isMade, type Layer } from '../../layer/layer.js';
import type { Platform } from '../../oci/platform.js';
import type { ImageForm } from '../options/values/image-form.js';
import { finishImage, type FinishedImage } from './encoded-image.js';

const GZIP = { kind: 'gzip', force: false } as const;

/** Whether others get an image in this form with the layers that the build has, but for those that were made for caches. */
export function keepsLayers({ compression, rewriteTimestamp }: ImageForm): boolean {
  return compression === undefined && rewriteTimestamp !== true;
}

/** Whether the layer is not one of those. */
export function isPushedAsMade(layer: Layer): boolean {
  return !mustChange(layer, isMade(layer), GZIP);
}

export interface BuiltPlatformParts {
  readonly draft: ImageDraft;
  /** What its builder says of it. */
  readonly said?: readonly Predicate[];
  /** Of `--label`. */
  readonly labels: Readonly<Record<string, string>>;
  /** SOURCE_DATE_EPOCH: seconds since the epoch. */
  readonly sourceDateEpoch: number | undefined;
  readonly layers: Layers;
  readonly cache: StepCache;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** What was built for one platform. Each output gets it in its own form. */
export class BuiltPlatform {
  readonly #parts: BuiltPlatformParts;

  constructor(parts: BuiltPlatformParts) {
    this.#parts = parts;
  }

  get platform(): Platform {
    return this.#parts.draft.image.platform;
  }

  /** As the steps made them, lowest first. */
  get layers(): readonly Layer[] {
    return this.#parts.draft.layers;
  }

  /** Seconds since the epoch. */
  get sourceDateEpoch(): number | undefined {
    return this.#parts.sourceDateEpoch;
  }

  /**
   * @param layers `as-made`: for whoever only looks into the image here. Otherwise layers that were made for caches become gzip, unless the
   *   form says more: not every program reads zstd. A builder has decided that itself.
   * @throws LayersLost if layers have to be read for this form, and have no bytes any more
   */
  async finish(form: ImageForm, layers: 'as-made' | 'for-others' = 'for-others'): Promise<FinishedImage> {
    const { draft, said, labels, sourceDateEpoch, signal, ...parts } = this.#parts;
    const about = said === undefined ? {} : { said };
    const { rewriteTimestamp = false } = form;
    const plain = layers === 'as-made' || said !== undefined ? undefined : GZIP;
    const compression = form.compression ?? plain;
    const dated =
      rewriteTimestamp && sourceDateEpoch !== undefined
        ? await rewriteTimes(draft, sourceDateEpoch, parts, signal)
        : draft;
    if (compression === undefined) return { ...finishImage(dated, labels, form), ...about };
    const compressed = await compressLayers(draft, dated.layers, compression, parts, signal);
    return { ...finishImage(compressed, labels, form), ...about };
  }
}
