import { createHash } from 'node:crypto';

import { EngineBug, InfraError } from '../../errors.js';
import { digestAlgorithm, digestHex } from '../../oci/digest.js';
import type { BlobDescriptor } from '../cache-store.js';

/** This machine's bytes of a blob are at fault, not the location that they go to. */
export class SourceError extends InfraError {}

/**
 * The bytes that `open` gives, checked on their way: an entry can never be corrected, so nothing wrong may become one.
 *
 * @throws SourceError when they are not the blob's
 */
export async function* checkedBytes(
  { digest, size }: BlobDescriptor,
  open: (signal: AbortSignal) => AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash(digestAlgorithm(digest));
  let seen = 0;
  for await (const chunk of ownBytes(open, signal)) {
    hash.update(chunk);
    seen += chunk.byteLength;
    if (seen > size) break;
    yield chunk;
  }
  if (seen !== size || hash.digest('hex') !== digestHex(digest)) {
    throw new SourceError(`this machine's blob ${digest} is damaged`);
  }
}

async function* ownBytes(
  open: (signal: AbortSignal) => AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* open(signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EngineBug) throw error;
    throw new SourceError("this machine's blob cannot be read", { cause: error });
  }
}
