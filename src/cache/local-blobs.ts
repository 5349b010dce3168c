import type { Descriptor } from '../oci/descriptor.js';
import type { Digest } from '../oci/digest.js';

/** The blobs on this machine. It is all that the cache knows of the local store. */
export interface LocalBlobs {
  /** Absolute path of the blob's file, whether it exists or not. */
  path(digest: Digest): string;
  /** Bytes; `undefined` if the blob is not here. */
  size(digest: Digest): Promise<number | undefined>;
  /** The blob's bytes, checked while they are read. @throws InfraError for bytes that are not the blob's */
  open(blob: Pick<Descriptor, 'digest' | 'size'>, signal: AbortSignal): AsyncIterable<Uint8Array>;
}
