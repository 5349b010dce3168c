import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';

import { diskError } from '../../files/write-error.js';
import { digestOfHex, type Digest } from '../../oci/digest.js';

/** A blob's file, hashed while it is written. */
export class BlobFile {
  readonly #fd: number;
  readonly #path: string;
  readonly #hash = createHash('sha256');
  #size = 0;
  #closed = false;

  constructor(path: string) {
    this.#path = path;
    this.#fd = openSync(path, 'w', 0o600);
  }

  write(chunk: Buffer): void {
    this.#hash.update(chunk);
    this.#size += chunk.length;
    try {
      for (let at = 0; at < chunk.length;) at += writeSync(this.#fd, chunk, at);
    } catch (error) {
      throw diskError(error, 'write the layer', this.#path);
    }
  }

  finish(): { readonly digest: Digest; readonly size: number } {
    this.close();
    return { digest: digestOfHex(this.#hash.digest('hex')), size: this.#size };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeSync(this.#fd);
  }
}
