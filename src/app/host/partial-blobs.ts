import { open } from 'node:fs/promises';

import type { LayerIngest } from '../../engine/ports.js';
import { InfraError } from '../../errors.js';
import { diskError } from '../../files/write-error.js';
import type { BlobPart } from '../../oci/blob-part.js';
import type { Digest } from '../../oci/digest.js';

/** Blobs of which only parts were fetched: each is a file with holes. Nothing in them was verified, and they last as long as the build. */
export class PartialBlobs {
  readonly #newIngest: () => Promise<LayerIngest>;
  readonly #blobs = new Map<Digest, Promise<LayerIngest>>();

  constructor(newIngest: () => Promise<LayerIngest>) {
    this.#newIngest = newIngest;
  }

  /**
   * Writes a part of a blob.
   *
   * @param bytes of the part; any other number of them is an error
   * @returns the file that has the part, at its own place
   * @throws InfraError for the disk; what `bytes` throws
   */
  async write(digest: Digest, { offset, length }: BlobPart, bytes: AsyncIterable<Uint8Array>): Promise<string> {
    const { blobFile } = await this.#ingestOf(digest);
    const end = offset + length;
    let at = offset;
    const handle = await open(blobFile, 'r+');
    try {
      for await (const chunk of bytes) {
        if (at + chunk.byteLength > end) throw new InfraError(`a part of blob ${digest} is too long`);
        for (let done = 0; done < chunk.byteLength;) {
          const { bytesWritten } = await handle.write(chunk, done, undefined, at);
          done += bytesWritten;
          at += bytesWritten;
        }
      }
    } catch (error) {
      throw diskError(error, 'write a part of a layer to', blobFile);
    } finally {
      await handle.close();
    }
    if (at < end) throw new InfraError(`a part of blob ${digest} is cut off`);
    return blobFile;
  }

  /** Removes them. No part is read any more. */
  async close(): Promise<void> {
    const ingests = await Promise.allSettled(this.#blobs.values());
    this.#blobs.clear();
    for (const ingest of ingests) if (ingest.status === 'fulfilled') await ingest.value.discard();
  }

  #ingestOf(digest: Digest): Promise<LayerIngest> {
    let ingest = this.#blobs.get(digest);
    if (ingest === undefined) {
      ingest = this.#newIngest().then(async (made) => {
        await (await open(made.blobFile, 'wx', 0o600)).close();
        return made;
      });
      this.#blobs.set(digest, ingest);
      ingest.catch(() => this.#blobs.delete(digest));
    }
    return ingest;
  }
}
