import { writeFile } from 'node:fs/promises';

import { encodeIndex } from '../../layer/layer-index.js';
import { isMade, type Layer } from '../../layer/layer.js';
import type { LayerCompression } from '../../layer/compression/layer-compression.js';
import { kindOfLayer, recompressBlob } from '../../layer/compression/recompress.js';
import { snapshotIdOfBytes } from '../../oci/identity.js';
import type { ImageDraft } from '../image-draft.js';
import { stepKey } from '../keys.js';
import type { Layers, StepCache } from '../ports.js';
import { recordedPlainly } from '../record.js';
import { keyInputs } from './op.js';

interface CompressParts {
  readonly layers: Layers;
  readonly cache: StepCache;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * `compression` of an output: the image with its layers compressed in another way. The base's layers stay as they are unless it is
 * forced, and one that already is of this kind stays in any case (BuildKit, `computeBlobChain` and `NeedsConversion`). Diff ids, and so
 * the config, do not change.
 *
 * The result is recorded as a step's is, so that a build whose steps all hit does not read the layers for this either.
 *
 * @param draft says which layers the build made
 * @param given the layers to compress, one for each of the draft
 */
export async function compressLayers(
  draft: ImageDraft,
  given: readonly Layer[],
  compression: LayerCompression,
  parts: CompressParts,
  signal: AbortSignal,
): Promise<ImageDraft> {
  const layers: Layer[] = [];
  for (const [number, layer] of given.entries()) {
    const made = isMade(draft.layers[number] ?? layer);
    layers.push(mustChange(layer, made, compression) ? await compressed(layer, compression, parts, signal) : layer);
  }
  return { ...draft, layers };
}

/** Whether the layer has to be compressed anew. @param made a step of the build made it */
export function mustChange(layer: Layer, made: boolean, { kind, level, force }: LayerCompression): boolean {
  const isOfKind = kindOfLayer(layer.blob.mediaType) === kind;
  return made ? !isOfKind || level !== undefined : force && !isOfKind;
}

async function compressed(
  layer: Layer,
  compression: LayerCompression,
  { layers, cache, now }: CompressParts,
  signal: AbortSignal,
): Promise<Layer> {
  const { kind, level } = compression;
  const inputs = keyInputs({
    operation: 'compress',
    command: level === undefined ? kind : `${kind} ${level}`,
    parent: snapshotIdOfBytes(layer.diffId),
  });
  const key = stepKey(inputs);
  const known = (await cache.find(key))?.layer;
  if (known !== undefined && (await layers.available(known))) return known;
  const started = now();
  const result = await compressAnew(layer, compression, layers, signal);
  await cache.save({
    version: 2,
    key,
    stage: '',
    instruction: 'compress',
    inputs: recordedPlainly(inputs),
    layer: result,
    durationMs: now() - started,
    created: new Date(now()).toISOString(),
  });
  return result;
}

async function compressAnew(
  layer: Layer,
  compression: LayerCompression,
  layers: Layers,
  signal: AbortSignal,
): Promise<Layer> {
  const blobFile = await layers.blobFile(layer, signal);
  const index = await layers.index(layer, signal);
  const ingest = await layers.newIngest();
  try {
    const blob = await recompressBlob(
      blobFile,
      { ...layer, groups: index.groups },
      compression,
      ingest.blobFile,
      signal,
    );
    await writeFile(ingest.indexFile, encodeIndex(index), { mode: 0o600 });
    const { treeDigest } = index;
    const taken = await layers.take({ ...ingest, ...blob, diffId: layer.diffId, treeDigest });
    return { ...taken, contentId: layer.contentId };
  } catch (error) {
    await ingest.discard();
    throw error;
  }
}
