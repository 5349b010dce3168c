import type { Descriptor } from '../oci/descriptor.js';
import type { Digest } from '../oci/digest.js';

/** What saving and inspecting a cache needs of the blobs on this machine: the one port through which the cache sees the store. */
export interface LocalBlobs {
  /** Absolute path at which a blob lies, or would lie. */
  path(digest: Digest): string;
  /** Bytes; `undefined` where the blob is not here. */
  size(digest: Digest): Promise<number | undefined>;
  /** The blob's bytes, checked while they are read. @throws InfraError for bytes that are not the blob's */
  open(blob: Pick<Descriptor, 'digest' | 'size'>, signal: AbortSignal): AsyncIterable<Uint8Array>;
}
