import { access, mkdir, readFile, rm, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { LayerIngest } from '../engine/ports.js';
import { InfraError, errorCode } from '../errors.js';
import { discard } from '../files/discard.js';
import { publishFile } from '../files/publish.js';
import { isFull } from '../files/write-error.js';
import { decodeIndex, encodeIndex, type LayerIndex } from '../layer/layer-index.js';
import type { Layer, MadeLayer } from '../layer/layer.js';
import { type DiffId, contentIdOfTree } from '../oci/identity.js';
import type { ContentStore } from './content-store.js';
import type { StoreFolder } from './store-folder.js';

/** Layers in the store: their blobs are in the content store, and their indexes are files named by diff id. */
export class LayerStore {
  readonly #folder: StoreFolder;
  readonly #content: ContentStore;

  constructor(folder: StoreFolder, content: ContentStore) {
    this.#folder = folder;
    this.#content = content;
  }

  /** A private folder in which one layer is written. If this process ends early, a later one removes it. */
  async newIngest(): Promise<LayerIngest> {
    const folder = this.#folder.newIngestPath();
    await mkdir(folder, { mode: 0o700 });
    return {
      blobFile: join(folder, 'blob'),
      indexFile: join(folder, 'index'),
      discard: () => discard(folder),
    };
  }

  /**
   * Moves the files of a made layer to their final names, the index first: a blob that others see has an index.
   *
   * @throws InfraError when a file is missing or has the wrong size
   */
  async take(made: MadeLayer): Promise<Layer> {
    try {
      await publishFile(made.indexFile, this.#folder.index(made.diffId));
    } catch (error) {
      throw new InfraError(`cannot store the index of layer ${made.diffId}`, { cause: error });
    }
    await this.#content.takeFile(made.blobFile, made.blob);
    await this.#removeFolders(made);
    const { blob, diffId, treeDigest, indexDigest } = made;
    return { blob, diffId, contentId: contentIdOfTree(treeDigest), ...(indexDigest !== undefined && { indexDigest }) };
  }

  /** Removes the files of a made layer that is not needed after all. */
  async drop(made: MadeLayer): Promise<void> {
    await discard(made.blobFile);
    await discard(made.indexFile);
    await this.#removeFolders(made);
  }

  /** Path for a layer's index if it is missing; undefined if it exists. */
  async missingIndexFile(diffId: DiffId): Promise<string | undefined> {
    const path = this.#folder.index(diffId);
    return access(path).then(
      () => undefined,
      () => path,
    );
  }

  /** Path of the layer's index; undefined if it is missing. */
  async indexFile(diffId: DiffId): Promise<string | undefined> {
    return (await this.missingIndexFile(diffId)) === undefined ? this.#folder.index(diffId) : undefined;
  }

  /** The index of the layer; undefined if it is missing or damaged. It can be made again from the blob. */
  async indexOf(diffId: DiffId): Promise<LayerIndex | undefined> {
    const path = this.#folder.index(diffId);
    let bytes: Buffer;
    try {
      bytes = await readFile(path);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw new InfraError(`cannot read the index of layer ${diffId}`, { cause: error });
    }
    const index = decodeOrNothing(bytes);
    if (index?.diffId !== diffId) {
      await rm(path, { force: true });
      return undefined;
    }
    const now = new Date();
    await utimes(path, now, now).catch(() => undefined);
    return index;
  }

  /** Stores an index that was made from a fetched blob. On a full disk it is not kept, and has to be made again. */
  async putIndex(index: LayerIndex): Promise<void> {
    try {
      await this.#folder.write(this.#folder.index(index.diffId), encodeIndex(index));
    } catch (error) {
      // Whoever looks what is on a full disk, to make room, must not fail.
      if (!isFull(errorCode(error))) throw error;
    }
  }

  async removeIndex(diffId: DiffId): Promise<void> {
    await rm(this.#folder.index(diffId), { force: true });
  }

  /** Only folders that `newIngest` made are removed. */
  async #removeFolders(made: MadeLayer): Promise<void> {
    for (const folder of new Set([dirname(made.blobFile), dirname(made.indexFile)])) {
      if (dirname(folder) === this.#folder.ingest) await discard(folder);
    }
  }
}

function decodeOrNothing(bytes: Buffer): LayerIndex | undefined {
  try {
    return decodeIndex(bytes);
  } catch (error) {
    if (error instanceof InfraError) return undefined;
    throw error;
  }
}
