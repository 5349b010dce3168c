import { UnfitForImage } from '../erofs/image-writer.js';
import type { XattrFamily } from '../kernel/overlay-marks.js';
import type { WireLayer } from '../protocol/layer-messages.js';
import type { BlobDelivery, BlobFiles } from './blob-delivery.js';
import type { SnapshotForm } from './snapshot-form.js';
import type { UnpackJob } from './unpack-job.js';
import { newsOf, type UnpackPool } from './unpack-pool.js';

export interface UnpackingOptions {
  readonly pool: UnpackPool;
  readonly family: XattrFamily;
  readonly owner: { readonly uid: number; readonly gid: number };
  readonly onUnpacked: (layer: WireLayer, warnings: readonly string[]) => void;
}

/** Unpacks layers in the threads of a pool. */
export class Unpacking {
  readonly pool: UnpackPool;
  readonly onUnpacked: UnpackingOptions['onUnpacked'];
  readonly #options: UnpackingOptions;

  constructor(options: UnpackingOptions) {
    this.#options = options;
    this.pool = options.pool;
    this.onUnpacked = options.onUnpacked;
  }

  /**
   * Unpacks a layer into a folder that does not exist yet. It reads along if the blob is still being downloaded.
   *
   * @throws InfraError, BlobUnavailable; the folder does not exist then
   */
  async unpack(layer: WireLayer, delivery: BlobDelivery, folder: string, form: SnapshotForm): Promise<void> {
    const { pool, owner, family, onUnpacked } = this.#options;
    const unpackFrom = async (files: BlobFiles, follow?: Pick<UnpackJob, 'news'>): Promise<void> => {
      onUnpacked(layer, await pool.do({ task: 'unpack', layer, ...files, owner, folder, form, family, ...follow }));
    };
    const growing = await delivery.growing;
    if (growing !== undefined) {
      try {
        await unpackFrom(growing, { news: newsOf(delivery) });
        return;
      } catch (error) {
        if (error instanceof UnfitForImage) throw error;
        // The client's answer decides: it may still get the blob from another source.
      }
    }
    await unpackFrom(await delivery.complete);
  }
}
