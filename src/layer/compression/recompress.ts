import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

import { InfraError } from '../../errors.js';
import type { Descriptor } from '../../oci/descriptor.js';
import { type DiffId, diffIdOfHex } from '../../oci/identity.js';
import { OCI_LAYER, OCI_LAYER_GZIP, OCI_LAYER_ZSTD, ociLayerType } from '../../oci/media-types.js';
import { BlobFile } from './blob-file.js';
import { compress } from './compress.js';
import { decompress } from './decompress.js';
import type { LayerCompression } from './layer-compression.js';
import type { LayerGroups } from './layer-groups.js';

const MEDIA_TYPES = { gzip: OCI_LAYER_GZIP, zstd: OCI_LAYER_ZSTD, uncompressed: OCI_LAYER } as const;

/** Bytes of the blob at a time. */
const CHUNK = 256 * 1024;

/** How a layer is compressed, by its media type. */
export function kindOfLayer(mediaType: string): LayerCompression['kind'] | undefined {
  const type = ociLayerType(mediaType);
  return (['gzip', 'zstd', 'uncompressed'] as const).find((kind) => MEDIA_TYPES[kind] === type);
}

/**
 * Writes a layer's tar to a file, compressed in another way. A few megabytes are in memory at a time. If it is known how the layer was cut
 * into groups, the new blob is cut there too: it is then the very blob that would have been made in the first place.
 *
 * @param blobFile absolute path of the layer's blob
 * @param file absolute path of the new blob; it may be there after an error
 * @returns the new blob, and the bytes of the tar
 * @throws InfraError if the blob is not that of the layer, or if nothing can compress in this way
 */
export async function recompressBlob(
  blobFile: string,
  layer: { readonly blob: Descriptor; readonly diffId: DiffId; readonly groups?: LayerGroups | undefined },
  compression: LayerCompression,
  file: string,
  signal: AbortSignal,
): Promise<{ readonly blob: Descriptor; readonly uncompressedSize: number }> {
  const label = `layer ${layer.blob.digest}`;
  const diff = createHash('sha256');
  let uncompressedSize = 0;
  async function* tar(): AsyncGenerator<Buffer, void, undefined> {
    const source = createReadStream(blobFile, { highWaterMark: CHUNK }) as AsyncIterable<Uint8Array>;
    for await (const chunk of decompress(source, { label, signal })) {
      diff.update(chunk);
      uncompressedSize += chunk.length;
      yield chunk;
    }
  }
  const target = new BlobFile(file);
  try {
    const groups = layer.groups?.groups.map(({ size }) => size);
    for await (const chunk of compress(tar(), compression, signal, groups)) target.write(chunk);
  } finally {
    target.close();
  }
  if (diffIdOfHex(diff.digest('hex')) !== layer.diffId) throw new InfraError(`${label} is damaged in the store`);
  return { blob: { mediaType: MEDIA_TYPES[compression.kind], ...target.finish() }, uncompressedSize };
}
