import { createHash } from 'node:crypto';

import { EngineBug, InfraError } from '../../errors.js';
import { digestAlgorithm, digestHex } from '../../oci/digest.js';
import type { BlobDescriptor } from '../cache-store.js';

/** This machine's copy of a blob is at fault, not the location that it goes to. */
export class SourceError extends InfraError {}

/**
 * The bytes from `open`, checked as they pass: an entry cannot be corrected later, so no wrong bytes may get into one.
 *
 * @throws SourceError when they do not match the blob's digest
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
