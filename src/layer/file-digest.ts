import { createHash, hash, type Hash } from 'node:crypto';

import { digestOfHex, type Digest } from '../oci/digest.js';

/** sha256 of a file's content as its chunks go by. A file that comes whole, as small ones do, costs no hash object. */
export class FileDigest {
  /** Bytes seen. */
  seen = 0;
  readonly #size: number;
  #hash: Hash | undefined;
  #hex: string | undefined;

  /** @param size bytes that are expected */
  constructor(size: number) {
    this.#size = size;
  }

  update(chunk: Uint8Array): void {
    if (this.seen === 0 && chunk.length === this.#size) this.#hex = hash('sha256', chunk, 'hex');
    else (this.#hash ??= createHash('sha256')).update(chunk);
    this.seen += chunk.length;
  }

  digest(): Digest {
    return digestOfHex(this.#hash?.digest('hex') ?? this.#hex ?? EMPTY);
  }
}

const EMPTY = hash('sha256', '', 'hex');
