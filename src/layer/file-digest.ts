import { createHash, hash, type Hash } from 'node:crypto';

import { digestOfHex, type Digest } from '../oci/digest.js';
import type { FileEntry, NewFile } from './entry.js';

/** sha256 of a file's content, chunk by chunk. A file that comes as one chunk is hashed by one call, without a hash object. */
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
    // An empty chunk behind the only one must not start a hash object.
    if (chunk.length === 0) return;
    if (this.seen === 0 && chunk.length === this.#size) this.#hex = hash('sha256', chunk, 'hex');
    else (this.#hash ??= createHash('sha256')).update(chunk);
    this.seen += chunk.length;
  }

  digest(): Digest {
    return digestOfHex(this.#hash?.digest('hex') ?? this.#hex ?? EMPTY);
  }
}

/** The entry of a file that was read. No spread: with it, V8 gives each of many thousand entries its own hidden class. */
export function digestedFile(file: NewFile, digest: Digest): FileEntry {
  const { path, mode, uid, gid, mtime, xattrs, size } = file;
  if (xattrs === undefined) return { type: 'file', path, mode, uid, gid, mtime, size, digest };
  return { type: 'file', path, mode, uid, gid, mtime, xattrs, size, digest };
}

const EMPTY = hash('sha256', '', 'hex');
