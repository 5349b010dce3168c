import { InfraError } from '../../errors.js';
import type { Digest } from '../../oci/digest.js';
import type { BlobDescriptor, BlobToSave } from '../cache-store.js';

/** Blobs in the Actions cache, one entry each. The parts of `CacheStore` that are about them. */
export interface BlobEntries {
  fetch(blob: BlobDescriptor, signal: AbortSignal): AsyncIterable<Uint8Array>;
  hold(blobs: readonly BlobToSave[], signal: AbortSignal): Promise<ReadonlySet<Digest>>;
}

export function notThere({ digest }: BlobDescriptor): InfraError {
  return new InfraError(`the Actions cache does not have blob ${digest}`);
}
