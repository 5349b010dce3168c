import { createHash } from 'node:crypto';
import { chmod, lstat, open, rm, stat, utimes } from 'node:fs/promises';

import { InfraError, WrongContent, errorCode } from '../errors.js';
import { replaceFile } from '../files/atomic-file.js';
import { discard } from '../files/discard.js';
import { handleChunks } from '../files/file-chunks.js';
import { publishFile } from '../files/publish.js';
import { diskError } from '../files/write-error.js';
import type { Descriptor } from '../oci/descriptor.js';
import { digestAlgorithm, digestHex, sha256, type Digest } from '../oci/digest.js';
import type { StoreFolder } from './store-folder.js';

export interface IngestOptions {
  /** Called with the number of bytes written so far. */
  readonly onProgress?: (done: number) => void;
  /** Called with the file that is being written, when it exists; not if the store has the blob already. */
  readonly onFile?: (file: string) => void;
  readonly signal?: AbortSignal | undefined;
}

const CHUNK = 1024 * 1024;
/** A blob's mtime says when it was last used, with this precision. Milliseconds. */
export const TOUCH_EVERY = 30_000;
/** Images may have content that other users must not see. */
const BLOB_MODE = 0o600;

/**
 * Content by digest, in one folder that any number of processes may use at once. Bytes are checked against their digest when `put` and
 * `ingest` write them, and again when `open` and `read` read them.
 */
export class ContentStore {
  readonly #folder: StoreFolder;

  constructor(folder: StoreFolder) {
    this.#folder = folder;
  }

  /** Absolute path of the blob, whether it exists or not. Callers that read this file check its content. */
  path(digest: Digest): string {
    return this.#folder.blob(digest);
  }

  /** Whether the store has the blob. Marks it as used, so that a prune during this build keeps it. */
  async has(digest: Digest): Promise<boolean> {
    return (await this.size(digest)) !== undefined;
  }

  /** Bytes of the blob; undefined if the store does not have it. Marks it as used. */
  async size(digest: Digest): Promise<number | undefined> {
    const path = this.path(digest);
    const stats = await stat(path).catch(absent);
    if (stats === undefined) return undefined;
    if (Date.now() - stats.mtimeMs > TOUCH_EVERY) {
      const now = new Date();
      // It fails for a file of another user, and if a prune has just removed it.
      await utimes(path, now, now).catch(() => undefined);
    }
    return stats.size;
  }

  /**
   * The blob's bytes, checked while they are read. If reading ends without an error, they are right.
   *
   * @throws InfraError when the store does not have it, or when it is damaged. A damaged blob is removed, to be fetched or made again.
   */
  async *open(
    descriptor: Pick<Descriptor, 'digest' | 'size'>,
    signal?: AbortSignal,
  ): AsyncGenerator<Buffer, void, undefined> {
    const { digest, size } = descriptor;
    const path = this.path(digest);
    const handle = await open(path, 'r').catch(absent);
    if (handle === undefined) throw new InfraError(`blob ${digest} is not in the store`);
    try {
      const { ino, size: found } = await handle.stat();
      const hash = createHash(digestAlgorithm(digest));
      for await (const chunk of handleChunks(handle, { size: CHUNK, signal })) {
        hash.update(chunk);
        // The size in the descriptor may be wrong. Only the digest shows whether the blob is damaged.
        if (found === size) yield chunk;
      }
      if (hash.digest('hex') !== digestHex(digest)) {
        await this.#removeDamaged(path, ino);
        throw new InfraError(`blob ${digest} was damaged in the store; it was removed`, {
          retryable: true,
          hint: 'Run the build again: what is missing is fetched or made again.',
        });
      }
      if (found !== size) throw new InfraError(`blob ${digest} has ${found} bytes, but its descriptor says ${size}`);
    } finally {
      await handle.close();
    }
  }

  /**
   * A whole blob. Only for documents.
   *
   * @param limit in bytes; absent: 4 MiB, a manifest's limit
   * @throws InfraError as `open` does, and when it is larger
   */
  async read(descriptor: Pick<Descriptor, 'digest' | 'size'>, limit = 4 * 1024 * 1024): Promise<Buffer> {
    if (descriptor.size > limit) throw new InfraError(`blob ${descriptor.digest} has more than ${limit} bytes`);
    const chunks: Buffer[] = [];
    for await (const chunk of this.open(descriptor)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /** @throws InfraError when the disk does not take it */
  async put(bytes: Uint8Array): Promise<Pick<Descriptor, 'digest' | 'size'>> {
    const digest = sha256(bytes);
    await this.ingest([bytes], { digest, size: bytes.length });
    return { digest, size: bytes.length };
  }

  /**
   * Writes a blob. If the store has it already, `source` is not read.
   *
   * @throws InfraError when the bytes are not those of the descriptor, or the disk does not take them
   */
  async ingest(
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    descriptor: Pick<Descriptor, 'digest' | 'size'>,
    options: IngestOptions = {},
  ): Promise<void> {
    if ((await this.size(descriptor.digest)) === descriptor.size) {
      // Closes the connection behind the source.
      if (Symbol.asyncIterator in source) await source[Symbol.asyncIterator]().return?.();
      options.onProgress?.(descriptor.size);
      return;
    }
    const draft = this.#folder.newIngestPath();
    const make = (file: string): Promise<void> => write(file, checked(source, descriptor, options), options.onFile);
    try {
      await replaceFile(this.path(descriptor.digest), make, { draft });
    } catch (error) {
      throw diskError(error, `store blob ${descriptor.digest} in`, this.#folder.root, descriptor.size);
    }
  }

  /**
   * Moves a file that was written and hashed before into the store. The file is gone afterwards, also if the store has the blob.
   *
   * @throws InfraError when it does not have the size that the descriptor says
   */
  async takeFile(file: string, descriptor: Pick<Descriptor, 'digest' | 'size'>): Promise<void> {
    try {
      const { size } = await lstat(file);
      if (size !== descriptor.size) {
        throw new InfraError(`the file for blob ${descriptor.digest} has ${size} bytes instead of ${descriptor.size}`);
      }
      // If the file belongs to another user, the worker has set its mode.
      await chmod(file, BLOB_MODE).catch(() => undefined);
      if ((await this.size(descriptor.digest)) === descriptor.size) await discard(file);
      else await publishFile(file, this.path(descriptor.digest), { draft: this.#folder.newIngestPath() });
    } catch (error) {
      throw diskError(error, `store blob ${descriptor.digest} in`, this.#folder.root, descriptor.size);
    }
  }

  async remove(digest: Digest): Promise<void> {
    await rm(this.path(digest), { force: true });
  }

  /** Another process may have replaced it with a good blob by now. */
  async #removeDamaged(path: string, ino: number): Promise<void> {
    const stats = await lstat(path).catch(absent);
    if (stats?.ino === ino) await rm(path, { force: true });
  }
}

/** Passes the bytes on, and throws if they are not those of the descriptor. */
async function* checked(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  descriptor: Pick<Descriptor, 'digest' | 'size'>,
  options: IngestOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { digest, size } = descriptor;
  const hash = createHash(digestAlgorithm(digest));
  let done = 0;
  for await (const chunk of source) {
    options.signal?.throwIfAborted();
    done += chunk.length;
    if (done > size) throw new WrongContent(`blob ${digest} is longer than the ${size} bytes that it should have`);
    hash.update(chunk);
    yield chunk;
    options.onProgress?.(done);
  }
  if (done < size) {
    throw new InfraError(`blob ${digest} ended after ${done} of ${size} bytes`, { retryable: true });
  }
  const found = hash.digest('hex');
  if (found !== digestHex(digest)) {
    throw new WrongContent(`blob ${digest} has other content: ${digestAlgorithm(digest)}:${found}`, {
      retryable: true,
    });
  }
}

async function write(file: string, chunks: AsyncIterable<Uint8Array>, onFile: IngestOptions['onFile']): Promise<void> {
  const handle = await open(file, 'wx', BLOB_MODE);
  try {
    onFile?.(file);
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length;) at += (await handle.write(chunk, at)).bytesWritten;
    }
  } finally {
    await handle.close();
  }
}

function absent(error: unknown): undefined {
  if (errorCode(error) === 'ENOENT') return undefined;
  throw error;
}
