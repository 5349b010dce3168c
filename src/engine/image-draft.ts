import type { Layer } from '../layer/layer.js';
import { sha256, type Digest } from '../oci/digest.js';
import type { HistoryEntry, ImageConfig, RuntimeConfig } from '../oci/image-config.js';
import type { ImageState } from '../plan/image-state.js';

/** What BuildKit writes beside each entry, by which tools tell such images. */
const HISTORY_COMMENT = 'buildkit.dockerfile.v0';

/** An image in the making: everything but the encoding of its documents. */
export interface ImageDraft {
  readonly image: ImageState;
  readonly layers: readonly Layer[];
  /** Of the steps, after the base's. */
  readonly history: readonly HistoryEntry[];
}

export function historyEntry(createdBy: string, emptyLayer: boolean, created: string): HistoryEntry {
  return {
    created,
    created_by: createdBy,
    comment: HISTORY_COMMENT,
    ...(emptyLayer ? { empty_layer: true } : {}),
  };
}

/**
 * The image's config document. Its `created` is that of the last step, so that a build whose steps all hit gives the same
 * image, to the byte, as the build before.
 *
 * @param labels of `--label`, which win over the Dockerfile's
 */
export function imageConfig(draft: ImageDraft, labels: Readonly<Record<string, string>> = {}): ImageConfig {
  const { image } = draft;
  const history = [...completeBaseHistory(draft), ...draft.history];
  const created = history.findLast((entry) => entry.created !== undefined)?.created;
  return {
    ...(created === undefined ? {} : { created }),
    ...(image.author === undefined ? {} : { author: image.author }),
    architecture: image.platform.architecture,
    ...(image.platform.variant === undefined ? {} : { variant: image.platform.variant }),
    os: image.platform.os,
    ...image.inherited,
    ...(image.platform.osVersion === undefined ? {} : { 'os.version': image.platform.osVersion }),
    ...(image.platform.osFeatures === undefined ? {} : { 'os.features': image.platform.osFeatures }),
    config: withLabels(image.config, labels),
    rootfs: { type: 'layers', diff_ids: draft.layers.map((layer) => layer.diffId) },
    history,
  };
}

/** The document's bytes: field order is fixed by `imageConfig`, so equal images have equal digests. */
export function encodeConfig(config: ImageConfig): Buffer {
  return Buffer.from(JSON.stringify(config));
}

export function imageIdOf(draft: ImageDraft, labels: Readonly<Record<string, string>> = {}): Digest {
  return sha256(encodeConfig(imageConfig(draft, labels)));
}

function withLabels(config: RuntimeConfig, labels: Readonly<Record<string, string>>): RuntimeConfig {
  if (Object.keys(labels).length === 0) return config;
  return { ...config, Labels: { ...config.Labels, ...labels } };
}

/**
 * A base whose history does not account for all its layers (or for too many) would make the whole list wrong: entries are
 * added, or turned into empty ones from the bottom, until it fits.
 */
function completeBaseHistory(draft: ImageDraft): readonly HistoryEntry[] {
  const own = draft.history.filter((entry) => entry.empty_layer !== true).length;
  const expected = draft.layers.length - own;
  const base = draft.image.baseHistory;
  const counted = base.filter((entry) => entry.empty_layer !== true).length;
  if (counted <= expected) {
    return [
      ...base,
      ...Array.from({ length: expected - counted }, () => ({ comment: 'imported from the base image' })),
    ];
  }
  let surplus = counted - expected;
  return base.map((entry) => {
    if (entry.empty_layer === true || surplus === 0) return entry;
    surplus -= 1;
    return { ...entry, empty_layer: true };
  });
}
