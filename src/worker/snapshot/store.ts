import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';

import { moveEntry, publishFolder } from '../../files/publish.js';
import type { LayerIndex } from '../../layer/layer-index.js';
import { digestHex } from '../../oci/digest.js';
import type { DiffId } from '../../oci/identity.js';
import { BlobUnavailable, type BlobDelivery, type BlobFiles } from './blob-delivery.js';
import type { WireLayer } from '../protocol/messages.js';
import { removeTree } from '../kernel/remove-tree.js';
import { retime } from './retime.js';
import { writeNotes, type SnapshotNotes, type XattrFamily } from './snapshot-notes.js';
import type { UnpackPool } from './unpack-pool.js';

export interface SnapshotsOptions {
  /** For the snapshots of this family. */
  readonly folder: string;
  /** A private folder on the same file system. */
  readonly scratch: string;
  readonly family: XattrFamily;
  readonly owner: { readonly uid: number; readonly gid: number };
  readonly pool: UnpackPool;
  readonly onUnpacked: (layer: WireLayer, warnings: readonly string[]) => void;
}

/**
 * Layers as folders, each unpacked once on this machine: `<folder>/<diff id>/fs` with its `notes.json`. A snapshot appears by
 * a rename when it is complete, so whatever has the final name can be used; when two builds make the same one, one of them
 * throws its own away.
 */
export class Snapshots {
  readonly #options: SnapshotsOptions;
  readonly #making = new Map<DiffId, Promise<void>>();
  #drafts = 0;

  constructor(options: SnapshotsOptions) {
    this.#options = options;
    // Nobody else on the machine is to find programs with setuid bits, or device nodes, of images here.
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
        // Another request's trouble in getting the blob: ask for ourselves.
        if (!(error instanceof BlobUnavailable)) throw error;
      }
    }
  }

  /** Makes an overlay's upper directory, which is mounted no longer, the snapshot of the layer that was taken from it. */
  adopt(upper: string, diffId: DiffId, notes: SnapshotNotes): void {
    const draft = this.#draft();
    mkdirSync(draft, { mode: 0o755 });
    moveEntry(upper, `${draft}/fs`);
    writeNotes(draft, notes);
    publishFolder(draft, this.folder(diffId));
  }

  /**
   * Makes the snapshot of a layer that is not wanted that of one with the same tree, whose index is `index`. Where there is one
   * of it already, the other goes all the same: nothing will ask for it.
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

  /** Removes the snapshots, which no step may be using. */
  async removeAll(): Promise<void> {
    const { folder } = this.#options;
    await Promise.all((await readdir(folder)).map((name) => removeTree(`${folder}/${name}`)));
  }

  /**
   * Unpacks a layer into a folder that does not exist yet, behind its download where it is still coming.
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
        // What the client says of the blob counts. If it has it after all, from elsewhere, so have we.
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
