import type { Layer } from '../layer/layer.js';
import { digestOfPieces } from '../oci/digest.js';
import type { HistoryEntry } from '../oci/image-config.js';
import { type ImageId, imageIdOf } from '../oci/identity.js';
import { encodedConfig, type PartForm, withFields } from '../plan/draft-config.js';
import type { ImageState } from '../plan/image-state.js';
import type { History } from './history.js';

/** An image before its documents are encoded. */
export interface ImageDraft {
  readonly image: ImageState;
  readonly layers: readonly Layer[];
  readonly history: History;
  /** Its config document, if another builder made the image: kept byte for byte, since it may say more than is known here. */
  readonly document?: Buffer;
}

/**
 * The image's config document. Its `created` is that of the last step, so that a build whose steps all hit makes the same image,
 * byte for byte, as the build before.
 *
 * @param labels of `--label`; they override those of the Dockerfile
 */
export function encodeConfig(draft: ImageDraft, labels: Readonly<Record<string, string>> = {}): Buffer {
  if (draft.document !== undefined && Object.keys(labels).length === 0) return draft.document;
  return Buffer.concat([...encoded(draft, labels)].map((piece) => Buffer.from(piece)));
}

export function draftId(draft: ImageDraft, labels: Readonly<Record<string, string>> = {}): ImageId {
  return imageIdOf(digestOfPieces(encoded(draft, labels)));
}

/**
 * The id of the image between two steps. Where its config is long, it identifies the draft without being the digest of a document:
 * the time for ten thousand steps must not grow with the square of their number.
 */
export function idBetweenSteps(draft: ImageDraft): ImageId {
  return imageIdOf(digestOfPieces(encoded(draft, {}, 'identified')));
}

/**
 * The config document in pieces. Every step has an image id, which is the digest of a document that names all the steps
 * before it: the long pieces are appended to from step to step, and encoded once. The order of the fields is fixed, so that
 * equal images have equal digests.
 */
function* encoded(
  draft: ImageDraft,
  labels: Readonly<Record<string, string>>,
  form: PartForm = 'encoded',
): Iterable<string | Uint8Array> {
  const { image, layers, history } = draft;
  const base = completeBaseHistory(draft);
  const { os, architecture, variant, osVersion, osFeatures } = image.platform;
  const created = history.created ?? base.findLast((entry) => entry.created !== undefined)?.created;
  const system = {
    'os.version': osVersion ?? image.inherited['os.version'],
    'os.features': osFeatures ?? image.inherited['os.features'],
  };
  const head = { created, author: image.author, architecture, variant, os, ...system };
  yield `${JSON.stringify(head).slice(0, -1)},"config":`;
  yield* encodedConfig(withLabels(image.config, labels), form);
  const rootfs = { type: 'layers', diff_ids: layers.map((layer) => layer.diffId) };
  yield `,"rootfs":${JSON.stringify(rootfs)},"history":${JSON.stringify(base).slice(0, -1)}`;
  if (base.length > 0 && history.entries.length > 0) yield ',';
  yield form === 'identified' ? history.entries.identifiedItems : history.entries.encodedItems;
  yield ']}';
}

function withLabels(config: ImageState['config'], labels: Readonly<Record<string, string>>): ImageState['config'] {
  if (Object.keys(labels).length === 0) return config;
  return { ...config, Labels: withFields(config.Labels, Object.entries(labels)) };
}

/**
 * The base's history, made to fit its layers. If it has too few entries with a layer, or too many, the history of the whole image
 * would be wrong: entries are added, or made empty from the bottom.
 */
function completeBaseHistory({ image, layers, history }: ImageDraft): readonly HistoryEntry[] {
  const expected = layers.length - history.layers;
  const base = image.baseHistory;
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
