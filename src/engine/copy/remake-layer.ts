import type { GroupFormat } from '../../layer/compression/group.js';
import type { LayerIndex } from '../../layer/layer-index.js';
import { LayerWriter } from '../../layer/layer-writer.js';
import type { MadeLayer } from '../../layer/layer.js';
import type { Digest } from '../../oci/digest.js';
import type { Layers } from '../ports.js';
import { filesOf, type CopySelection } from './copy-request.js';
import { inBatches } from '../../async/in-batches.js';
import type { TreeFile } from './content-sources.js';

/**
 * Writes the layer of an earlier COPY again: each entry as its index has it, times included, with the content of a selected file that
 * has the same digest. The caller compares the digest of the result.
 *
 * @returns `undefined` if no selected file has one of the contents, as after unpacking an archive
 */
export async function remakeLayer(
  selection: CopySelection,
  { index, format }: { readonly index: LayerIndex; readonly format: GroupFormat },
  layers: Layers,
  signal: AbortSignal,
): Promise<MadeLayer | undefined> {
  const sources = await filesByContent(selection);
  // The index does not have the earlier contents of a file that is in the tar more than once.
  if (index.repeats !== undefined) return undefined;
  for (const entry of index.entries) if (entry.type === 'file' && !sources.has(entry.digest)) return undefined;
  const ingest = await layers.newIngest();
  let writer: LayerWriter | undefined;
  try {
    writer = await LayerWriter.create({ ...ingest, format });
    for (const entry of index.entries) {
      signal.throwIfAborted();
      if (entry.type !== 'file') {
        await writer.add(entry);
        continue;
      }
      const source = sources.get(entry.digest);
      if (source === undefined) continue;
      const { digest, ...header } = entry;
      for await (const { data } of source.tree.contents([source.path])) {
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

/** Files whose digests are asked for at once. */
const BATCH = 4096;

async function filesByContent(selection: CopySelection): Promise<ReadonlyMap<Digest, TreeFile>> {
  const sources = new Map<Digest, TreeFile>();
  for (const source of selection.sources) {
    const { tree } = source;
    for await (const files of inBatches(filesOf(source), BATCH)) {
      for (const [path, digest] of await tree.digests([...new Set(files)])) sources.set(digest, { tree, path });
    }
  }
  return sources;
}
