import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';

import { moveEntry, publishFolder } from '../../files/publish.js';
import type { LayerIndex } from '../../layer/layer-index.js';
import { digestHex } from '../../oci/digest.js';
import type { DiffId } from '../../oci/identity.js';
import { BlobUnavailable, type BlobDelivery, type BlobFiles } from './blob-delivery.js';
import type { WireLayer } from '../protocol/layer-messages.js';
import { removeTree } from '../kernel/remove-tree.js';
import { retime } from './retime.js';
import { writeNotes, type SnapshotNotes, type XattrFamily } from './snapshot-notes.js';
import type { UnpackPool } from './unpack-pool.js';

export interface SnapshotsOptions {
  /** The folder for the snapshots of this family. */
  readonly folder: string;
  /** A private folder on the same file system. */
  readonly scratch: string;
  readonly family: XattrFamily;
  readonly owner: { readonly uid: number; readonly gid: number };
  readonly pool: UnpackPool;
  readonly onUnpacked: (layer: WireLayer, warnings: readonly string[]) => void;
}

/**
 * Layers as folders, each unpacked once on this machine: `<folder>/<diff id>/fs` with its `notes.json`. A snapshot gets its
 * final name by a rename when it is complete, so whatever has a final name can be used. If two builds make the same one, one
 * of them drops its own.
 */
export class Snapshots {
  readonly #options: SnapshotsOptions;
  readonly #making = new Map<DiffId, Promise<void>>();
  #drafts = 0;

  constructor(options: SnapshotsOptions) {
    this.#options = options;
    // Nobody else on the machine may reach the images' programs with setuid bits, or their device nodes.
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    chmodSync(options.folder, 0o700);
  }

  /** The snapshot's folder, whether it exists or not. */
  folder(diffId: DiffId): string {
    return `${this.#options.folder}/${digestHex(diffId)}`;
  }

  /**
   * @param ask asks for the blob when the layer must be unpacked
   * @throws InfraError, BlobUnavailable
   */
  async ensure(layer: WireLayer, ask: () => BlobDelivery): Promise<void> {
    for (;;) {
      if (existsSync(this.folder(layer.diffId))) return;
      const making = this.#making.get(layer.diffId);
      if (making === undefined) {
        const work = this.#make(layer, ask).finally(() => this.#making.delete(layer.diffId));
        this.#making.set(layer.diffId, work);
        await work;
        continue;
      }
      try {
        await making;
      } catch (error) {
        // The other request could not get the blob: ask for it ourselves.
        if (!(error instanceof BlobUnavailable)) throw error;
      }
    }
  }

  /**
   * Makes an overlay's upper directory the snapshot of the layer that was captured from it. It must not be mounted any more.
   */
  adopt(upper: string, diffId: DiffId, notes: SnapshotNotes): void {
    const draft = this.#draft();
    mkdirSync(draft, { mode: 0o755 });
    moveEntry(upper, `${draft}/fs`);
    writeNotes(draft, notes);
    publishFolder(draft, this.folder(diffId));
  }

  /**
   * Turns the snapshot of the layer `made`, which is not kept, into the snapshot of `kept`, a layer with the same tree.
   * `index` is the index of `kept`. If `kept` has a snapshot already, the one of `made` is only removed: nothing will ask
   * for it.
   */
  async keep(made: DiffId, kept: DiffId, index: LayerIndex, signal: AbortSignal): Promise<void> {
    const draft = this.#draft();
    if (!existsSync(this.folder(made))) return;
    moveEntry(this.folder(made), draft);
    try {
      if (existsSync(this.folder(kept))) return;
      await retime(`${draft}/fs`, index, signal);
      publishFolder(draft, this.folder(kept));
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }

  /** Removes all snapshots. No step may be using them. */
  async removeAll(): Promise<void> {
    const { folder } = this.#options;
    await Promise.all((await readdir(folder)).map((name) => removeTree(`${folder}/${name}`)));
  }

  /**
   * Unpacks a layer into a folder that does not exist yet. It reads along if the blob is still being downloaded.
   *
   * @throws InfraError, BlobUnavailable; the folder does not exist then
   */
  async unpack(layer: WireLayer, delivery: BlobDelivery, folder: string): Promise<void> {
    const { pool, owner, family, onUnpacked } = this.#options;
    const unpackFrom = async (files: BlobFiles, follow?: BlobDelivery): Promise<void> => {
      onUnpacked(layer, await pool.unpack({ layer, ...files, owner, folder, family }, follow));
    };
    const growing = await delivery.growing;
    if (growing !== undefined) {
      try {
        await unpackFrom(growing, delivery);
        return;
      } catch {
        // The client's answer decides: it may still get the blob from another source.
      }
    }
    await unpackFrom(await delivery.complete);
  }

  async #make(layer: WireLayer, ask: () => BlobDelivery): Promise<void> {
    const draft = this.#draft();
    await this.unpack(layer, ask(), draft);
    publishFolder(draft, this.folder(layer.diffId));
  }

  #draft(): string {
    return `${this.#options.scratch}/draft-${++this.#drafts}`;
  }
}
