import type { LayerIndex } from '../../layer/layer-index.js';
import { LayerWriter } from '../../layer/layer-writer.js';
import type { MadeLayer } from '../../layer/layer.js';
import type { SourceTree } from '../../layer/source-tree.js';
import type { Digest } from '../../oci/digest.js';
import type { Layers } from '../ports.js';
import type { CopySelection } from './copy-request.js';

/** A file of the build context that has a wanted content. */
interface ContentPlace {
  readonly tree: SourceTree;
  readonly path: string;
}

/**
 * Writes the layer of an earlier COPY again: entry by entry as its index has them, times and all, with contents from files of
 * the selection that have the same digests. The caller compares the digest of what comes out.
 *
 * @returns `undefined` when a content is in none of the selected files, as with unpacked archives
 */
export async function remakeLayer(
  selection: CopySelection,
  index: LayerIndex,
  layers: Layers,
  signal: AbortSignal,
): Promise<MadeLayer | undefined> {
  const places = await contentPlaces(selection);
  const complete = index.entries.every((entry) => entry.type !== 'file' || places.has(entry.digest));
  // A file that stood in the tar more than once cannot be told from its index alone.
  if (!complete || index.repeats !== undefined) return undefined;
  const ingest = await layers.newIngest();
  let writer: LayerWriter | undefined;
  try {
    writer = await LayerWriter.create(ingest);
    for (const entry of index.entries) {
      signal.throwIfAborted();
      if (entry.type !== 'file') {
        await writer.add(entry);
        continue;
      }
      const place = places.get(entry.digest);
      if (place === undefined) continue;
      const { digest, ...header } = entry;
      for await (const { data } of place.tree.contents([place.path])) {
        const adding = writer.add(header, data);
        if (adding !== undefined) await adding;
      }
    }
    return await writer.finish();
  } catch (error) {
    await writer?.abort();
    await ingest.discard();
    throw error;
  }
}

async function contentPlaces(selection: CopySelection): Promise<ReadonlyMap<Digest, ContentPlace>> {
  const places = new Map<Digest, ContentPlace>();
  for (const { tree, top, below } of selection.sources) {
    const files = [top, ...below].filter(({ entry }) => entry.type === 'file').map(({ source }) => source);
    if (files.length === 0) continue;
    for (const [path, digest] of await tree.digests([...new Set(files)])) places.set(digest, { tree, path });
  }
  return places;
}
