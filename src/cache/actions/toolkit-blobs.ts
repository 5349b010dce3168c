import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

import { InfraError, WrongContent } from '../../errors.js';
import type { Digest } from '../../oci/digest.js';
import type { BlobDescriptor, BlobToSave } from '../cache-store.js';
import { type BlobEntries, notThere } from './blob-entries.js';
import { checkedBytes, SourceError } from './blob-source.js';
import type { CacheAccess } from './cache-access.js';
import type { CarriedFiles } from './toolkit-files.js';
import { blobKey, blobKeys, nextKey, isBlobKey } from './entry-keys.js';

/** Blobs by @actions/cache, one after another, for services that speak the protocol's first version alone. */
export class CarriedBlobs implements BlobEntries {
  readonly #files: CarriedFiles;
  readonly #folder: string;
  readonly #access: CacheAccess;

  /** @param folder absolute path of a folder for files in the making; made if missing */
  constructor(files: CarriedFiles, folder: string, access: CacheAccess) {
    this.#files = files;
    this.#folder = folder;
    this.#access = access;
  }

  async *fetch(blob: BlobDescriptor, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    const file = await this.#newFile();
    try {
      const found = this.#access.read ? await this.#files.restore(file, blobKeys(blob.digest), signal) : undefined;
      if (found === undefined || !isBlobKey(found, blob.digest)) throw notThere(blob);
      const { size } = await stat(file);
      if (size !== blob.size) throw new WrongContent(`the Actions cache has ${size} bytes for blob ${blob.digest}`);
      yield* createReadStream(file, { signal, highWaterMark: CHUNK }) as AsyncIterable<Buffer>;
    } finally {
      await rm(file, { force: true });
    }
  }

  async hold(blobs: readonly BlobToSave[], signal: AbortSignal): Promise<ReadonlySet<Digest>> {
    const held = new Set<Digest>();
    for (const one of blobs) {
      try {
        if (await this.#holdOne(one, signal)) held.add(one.blob.digest);
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof SourceError) continue;
        // The library does not say why: what failed once within its many tries is not asked again.
        if (!(error instanceof InfraError) || held.size === 0) throw error;
        break;
      }
    }
    return held;
  }

  async #holdOne({ blob, open, damaged = false }: BlobToSave, signal: AbortSignal): Promise<boolean> {
    const key = blobKey(blob.digest);
    if (!damaged && (await this.#has(blob, signal))) return true;
    if (open === undefined || !this.#access.write) return false;
    const file = await this.#newFile();
    try {
      await pipeline(checkedBytes(blob, open, signal), createWriteStream(file), { signal });
      if (!damaged && ((await this.#files.save(file, key, signal)) || (await this.#has(blob, signal)))) return true;
      return await this.#files.save(file, nextKey(key), signal);
    } finally {
      await rm(file, { force: true });
    }
  }

  async #has({ digest }: BlobDescriptor, signal: AbortSignal): Promise<boolean> {
    if (!this.#access.read) return false;
    const found = await this.#files.find(blobKey(digest), signal);
    return found !== undefined && isBlobKey(found, digest);
  }

  async #newFile(): Promise<string> {
    await mkdir(this.#folder, { recursive: true });
    return path.join(this.#folder, randomUUID());
  }
}

const CHUNK = 512 * 1024;
