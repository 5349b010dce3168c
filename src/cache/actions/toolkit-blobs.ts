import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

import { InfraError, WrongContent } from '../../errors.js';
import { discard } from '../../files/discard.js';
import type { BlobPart } from '../../oci/blob-part.js';
import type { Digest } from '../../oci/digest.js';
import type { BlobDescriptor, BlobToUpload } from '../cache-store.js';
import { type BlobEntries, missingBlob } from './blob-entries.js';
import { checkedBytes, SourceError } from './blob-source.js';
import type { CacheAccess } from './cache-access.js';
import type { ToolkitFiles } from './toolkit-files.js';
import { blobKey, blobKeys, alternateKey, isBlobKey } from './entry-keys.js';
import { fileChunks } from '../../files/file-chunks.js';
import { makeFolders } from '../../files/make-folders.js';
import { ownIdentity } from '../../files/process-identity.js';

/** Blobs through @actions/cache, one after another, for services that only know version 1 of the protocol. */
export class ToolkitBlobs implements BlobEntries {
  readonly #files: ToolkitFiles;
  readonly #folder: string;
  readonly #access: CacheAccess;

  /** @param folder absolute path of a folder for temporary files; made if missing */
  constructor(files: ToolkitFiles, folder: string, access: CacheAccess) {
    this.#files = files;
    this.#folder = folder;
    this.#access = access;
  }

  async *fetchBlob(
    blob: BlobDescriptor,
    signal: AbortSignal,
    part?: BlobPart,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    if (part !== undefined) throw new InfraError('this Actions cache gives no parts of blobs');
    const file = this.#newFile();
    try {
      const found = this.#access.read ? await this.#files.restore(file, blobKeys(blob.digest), signal) : undefined;
      if (found === undefined || !isBlobKey(found, blob.digest)) throw missingBlob(blob);
      const { size } = await stat(file);
      if (size !== blob.size) throw new WrongContent(`the Actions cache has ${size} bytes for blob ${blob.digest}`);
      yield* fileChunks(file, { size: CHUNK, signal });
    } finally {
      await discard(file);
    }
  }

  async uploadBlobs(blobs: readonly BlobToUpload[], signal: AbortSignal): Promise<ReadonlySet<Digest>> {
    const there = new Set<Digest>();
    for (const one of blobs) {
      try {
        if (await this.#uploadOne(one, signal)) there.add(one.blob.digest);
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof SourceError) continue;
        // The library does not say why it failed. It has retried already, so we stop here.
        if (!(error instanceof InfraError) || there.size === 0) throw error;
        break;
      }
    }
    return there;
  }

  async #uploadOne(wanted: BlobToUpload, signal: AbortSignal): Promise<boolean> {
    const { blob, open, damaged = false } = wanted;
    const key = blobKey(blob.digest);
    if (!damaged && (await this.#has(blob, signal))) return true;
    if (open === undefined || !this.#access.write) return false;
    const file = this.#newFile();
    try {
      await pipeline(checkedBytes(blob, open, signal), createWriteStream(file, { mode: 0o600 }), { signal });
      if (!damaged) {
        if (await this.#save(file, key, wanted, signal)) return true;
        if (await this.#has(blob, signal)) return true;
      }
      return await this.#save(file, alternateKey(key), wanted, signal);
    } finally {
      await discard(file);
    }
  }

  async #save(file: string, key: string, { onUploaded }: BlobToUpload, signal: AbortSignal): Promise<boolean> {
    const saved = await this.#files.save(file, key, signal);
    if (saved) onUploaded?.(key);
    return saved;
  }

  async #has({ digest }: BlobDescriptor, signal: AbortSignal): Promise<boolean> {
    if (!this.#access.read) return false;
    const found = (await this.#files.find(blobKey(digest), signal))?.key;
    return found !== undefined && isBlobKey(found, digest);
  }

  #newFile(): string {
    makeFolders(this.#folder, 0o700);
    return path.join(this.#folder, `${ownIdentity()}.${randomUUID()}`);
  }
}

const CHUNK = 512 * 1024;
