import type { MadeLayer } from '../../layer/layer.js';
import { LayerWriter } from '../../layer/layer-writer.js';
import type { CopyLayout } from '../copy/lay-out.js';
import { writeCopyLayer } from '../copy/write-copy-layer.js';
import type { Layers } from '../ports.js';

/** Writes a layer into the store's `ingest` folder. If that fails, nothing is left there. */
export async function makeLayer(layout: CopyLayout, layers: Layers, signal: AbortSignal): Promise<MadeLayer> {
  const ingest = await layers.newIngest();
  let writer: LayerWriter | undefined;
  try {
    writer = await LayerWriter.create({ ...ingest, paths: layout.entries.paths });
    await writeCopyLayer(layout, writer, signal);
    return await writer.finish();
  } catch (error) {
    await writer?.abort();
    await ingest.discard();
    throw error;
  }
}
