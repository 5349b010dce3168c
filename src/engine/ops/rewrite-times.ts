import { InfraError } from '../../errors.js';
import type { NewEntry } from '../../layer/entry.js';
import type { LayerIndex } from '../../layer/layer-index.js';
import { LayerWriter } from '../../layer/layer-writer.js';
import { isMade, type Layer, type MadeLayer } from '../../layer/layer.js';
import { displayName } from '../../text/byte-name.js';
import { selectContents } from '../../layer/select-contents.js';
import type { ImageDraft } from '../image-draft.js';
import { stepKey } from '../keys.js';
import { recordedPlainly } from '../record.js';
import type { Layers, StepCache } from '../ports.js';
import { keyInputs } from './op.js';
import { contentIdOfBase, snapshotIdOfBytes } from '../../oci/identity.js';

interface RewriteParts {
  readonly layers: Layers;
  readonly cache: StepCache;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * `rewrite-timestamp` of an output: no file in the layers that the build made is later than `latest`. The base's layers stay as they
 * are, and the cache keeps the layers with their own times (BuildKit, `rewriteRemoteWithEpoch`).
 *
 * The result is recorded as a step's is, so that a build whose steps all hit does not read the layers for this either.
 *
 * @param latest seconds since the epoch
 */
export async function rewriteTimes(
  draft: ImageDraft,
  latest: number,
  parts: RewriteParts,
  signal: AbortSignal,
): Promise<ImageDraft> {
  const layers: Layer[] = [];
  for (const layer of draft.layers) layers.push(isMade(layer) ? await rewritten(layer, latest, parts, signal) : layer);
  if (layers.every((layer, number) => layer.diffId === draft.layers[number]?.diffId)) return draft;
  const { document: _, ...others } = draft;
  return { ...others, layers };
}

async function rewritten(
  layer: Layer,
  latest: number,
  { layers, cache, now }: RewriteParts,
  signal: AbortSignal,
): Promise<Layer> {
  const inputs = keyInputs({
    operation: 'rewrite-timestamp',
    command: String(latest),
    parent: snapshotIdOfBytes(layer.diffId),
  });
  const key = stepKey(inputs);
  const known = (await cache.find(key))?.layer;
  if (known !== undefined && (await layers.available(known))) return known;
  const started = now();
  const result = await rewriteLayer(layer, latest, layers, signal);
  await cache.save({
    version: 2,
    key,
    stage: '',
    instruction: 'rewrite-timestamp',
    inputs: recordedPlainly(inputs),
    layer: result,
    durationMs: now() - started,
    created: new Date(latest * 1000).toISOString(),
  });
  return result;
}

/** The layer with its times clamped; the layer itself if none is too late. */
async function rewriteLayer(layer: Layer, latest: number, layers: Layers, signal: AbortSignal): Promise<Layer> {
  const index = await layers.index(layer, signal);
  const tooLate = isAnyAfter(latest, index);
  // By its diff id and not by its tree, so that a step that makes this tree finds the layer with the true times.
  const known = (same: Layer): Layer => ({ ...same, contentId: contentIdOfBase(same.diffId) });
  if (!tooLate) return known(layer);
  const blobFile = await layers.blobFile(layer, signal);
  const ingest = await layers.newIngest();
  let writer: LayerWriter | undefined;
  try {
    writer = await LayerWriter.create(ingest);
    return known(await layers.take(await copyClamped(blobFile, index, latest, writer, signal)));
  } catch (error) {
    await writer?.abort();
    await ingest.discard();
    throw error;
  }
}

/** In one pass over the tar, whose contents come in the order of the index. */
async function copyClamped(
  blobFile: string,
  index: LayerIndex,
  latest: number,
  writer: LayerWriter,
  signal: AbortSignal,
): Promise<MadeLayer> {
  const contents = selectContents(blobFile, filesOf(index), { repeats: index.repeats, signal });
  try {
    for (const entry of index.entries) {
      const clamped: NewEntry = 'mtime' in entry ? { ...entry, mtime: Math.min(entry.mtime, latest) } : entry;
      if (entry.type !== 'file') {
        await writer.add(clamped);
        continue;
      }
      const { value, done } = await contents.next();
      if (done === true || value.path !== entry.path) {
        throw new InfraError(
          `layer blob ${blobFile} does not hold ${JSON.stringify(displayName(entry.path))} where its index says`,
        );
      }
      await writer.add(clamped, value.data);
    }
  } finally {
    await contents.return();
  }
  return writer.finish();
}

function isAnyAfter(latest: number, { entries }: LayerIndex): boolean {
  for (const entry of entries) if ('mtime' in entry && entry.mtime > latest) return true;
  return false;
}

function* filesOf({ entries }: LayerIndex): Generator<string, void, undefined> {
  for (const entry of entries) if (entry.type === 'file') yield entry.path;
}
