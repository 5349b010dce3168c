import { InfraError } from '../../errors.js';
import type { BlobPart } from '../../oci/blob-part.js';
import type { Digest } from '../../oci/digest.js';
import type { BlobDescriptor, BlobToUpload } from '../cache-store.js';

/** Blobs in the Actions cache, one entry for each: the methods of `CacheStore` that are about blobs. */
export interface BlobEntries {
  fetchBlob(blob: BlobDescriptor, signal: AbortSignal, part?: BlobPart): AsyncIterable<Uint8Array>;
  uploadBlobs(blobs: readonly BlobToUpload[], signal: AbortSignal): Promise<ReadonlySet<Digest>>;
}

export function missingBlob({ digest }: BlobDescriptor): InfraError {
  return new InfraError(`the Actions cache does not have blob ${digest}`);
}
