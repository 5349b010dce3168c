import type { MadeLayer } from '../../layer/layer.js';
import { LayerWriter } from '../../layer/layer-writer.js';
import type { CopyLayout } from '../copy/lay-out.js';
import { writeCopyLayer } from '../copy/write-copy-layer.js';
import { formatFor } from '../../layer/compression/group-compressor.js';
import type { OpContext } from './op-context.js';

/**
 * Writes a layer into the store's `ingest` folder. If that fails, nothing is left there.
 *
 * @param cacheOnly no image will have the layer
 */
export async function makeLayer(
  layout: CopyLayout,
  cacheOnly: boolean,
  { ports: { layers }, signal }: Pick<OpContext, 'ports' | 'signal'>,
): Promise<MadeLayer> {
  const ingest = await layers.newIngest();
  let writer: LayerWriter | undefined;
  try {
    writer = await LayerWriter.create({ ...ingest, format: formatFor(cacheOnly), paths: layout.entries.paths });
    await writeCopyLayer(layout, writer, signal);
    return await writer.finish();
  } catch (error) {
    await writer?.abort();
    await ingest.discard();
    throw error;
  }
}
