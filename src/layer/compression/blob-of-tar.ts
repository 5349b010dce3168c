import { createHash } from 'node:crypto';

import { diffIdOfHex, type DiffId } from '../../oci/identity.js';
import type { Descriptor } from '../../oci/descriptor.js';
import { OCI_LAYER_GZIP } from '../../oci/media-types.js';
import { BlobFile } from './blob-file.js';
import { compress } from './compress.js';
import { decompress } from './decompress.js';

/** A tar that became a blob of a layer. Nobody has looked at its entries yet. */
interface TarBlob {
  readonly blob: Descriptor;
  readonly diffId: DiffId;
  /** Bytes of the tar. */
  readonly uncompressedSize: number;
}

/**
 * Writes a tar, compressed or not, as a blob compressed by gzip.
 *
 * @param path of the file, which does not exist yet
 * @param label names the source in errors
 * @throws InfraError for a source that ends too early or is damaged, and for the disk
 */
export async function blobOfTar(
  source: AsyncIterable<Uint8Array>,
  path: string,
  { label, signal }: { readonly label: string; readonly signal: AbortSignal },
): Promise<TarBlob> {
  const hash = createHash('sha256');
  let uncompressedSize = 0;
  async function* tar(): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of decompress(source, { label, signal })) {
      hash.update(chunk);
      uncompressedSize += chunk.length;
      yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    }
  }
  const file = new BlobFile(path);
  try {
    for await (const chunk of compress(tar(), { kind: 'gzip', force: false }, signal)) file.write(chunk);
    const blob = { mediaType: OCI_LAYER_GZIP, ...file.finish() };
    return { blob, diffId: diffIdOfHex(hash.digest('hex')), uncompressedSize };
  } finally {
    file.close();
  }
}
