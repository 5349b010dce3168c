import type { Descriptor } from '../oci/descriptor.js';
import type { Digest } from '../oci/digest.js';

/** The blobs on this machine, as far as the cache needs them. It knows nothing else of the local store. */
export interface LocalBlobs {
  /** Absolute path at which a blob lies, or would lie. */
  path(digest: Digest): string;
  /** Bytes; `undefined` where the blob is not here. */
  size(digest: Digest): Promise<number | undefined>;
  /** The blob's bytes, checked while they are read. @throws InfraError for bytes that are not the blob's */
  open(blob: Pick<Descriptor, 'digest' | 'size'>, signal: AbortSignal): AsyncIterable<Uint8Array>;
}
