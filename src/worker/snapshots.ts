import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';

import { digestHex, type Digest } from '../oci/digest.js';
import type { WireLayer } from './protocol.js';
import { writeNotes, type SnapshotNotes, type XattrFamily } from './snapshot-notes.js';
import type { UnpackPool } from './unpack-pool.js';

/** Where the client says that a layer's blob lies. */
export interface BlobFiles {
  readonly blobFile: string;
  readonly indexFile: string | undefined;
}

/** The request that wanted the blob cannot have it: cancelled, or the client met an error that it keeps for itself. */
export class BlobUnavailable extends Error {
  override readonly name = 'BlobUnavailable';
  readonly diffId: Digest;

  constructor(diffId: Digest) {
    super(`no blob for ${diffId}`);
    this.diffId = diffId;
  }
}

export interface SnapshotsOptions {
  /** `<root>/snapshots/<family>`. */
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
  readonly #making = new Map<Digest, Promise<void>>();
  #drafts = 0;

  constructor(options: SnapshotsOptions) {
    this.#options = options;
    mkdirSync(options.folder, { recursive: true, mode: 0o711 });
  }

  /** The snapshot's folder, whether it exists or not. */
  folder(diffId: Digest): string {
    return `${this.#options.folder}/${digestHex(diffId)}`;
  }

  /**
   * @param blob asked for when the layer must be unpacked
   * @throws InfraError, BlobUnavailable
   */
  async ensure(layer: WireLayer, blob: () => Promise<BlobFiles>): Promise<void> {
    for (;;) {
      if (existsSync(this.folder(layer.diffId))) return;
      const making = this.#making.get(layer.diffId);
      if (making === undefined) {
        const work = this.#unpack(layer, blob).finally(() => this.#making.delete(layer.diffId));
        this.#making.set(layer.diffId, work);
        await work;
        return;
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
  adopt(upper: string, diffId: Digest, notes: SnapshotNotes): void {
    const draft = this.#draft();
    mkdirSync(draft, { mode: 0o755 });
    renameSync(upper, `${draft}/fs`);
    writeNotes(draft, notes);
    this.#publish(draft, diffId);
  }

  async #unpack(layer: WireLayer, blob: () => Promise<BlobFiles>): Promise<void> {
    const { blobFile, indexFile } = await blob();
    const { pool, owner, family, onUnpacked } = this.#options;
    const folder = this.#draft();
    const warnings = await pool.unpack({ layer, blobFile, indexFile, owner, folder, family });
    this.#publish(folder, layer.diffId);
    onUnpacked(layer, warnings);
  }

  #draft(): string {
    return `${this.#options.scratch}/draft-${++this.#drafts}`;
  }

  #publish(draft: string, diffId: Digest): void {
    try {
      renameSync(draft, this.folder(diffId));
    } catch (error) {
      if (!existsSync(this.folder(diffId))) throw error;
      rmSync(draft, { recursive: true, force: true });
    }
  }
}
