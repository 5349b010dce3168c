import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';

import { InfraError } from '../../errors.js';
import type { TarHeader } from '../../layer/tar/tar-header.js';
import type { TarSink } from '../../layer/tar/tar-reader.js';
import { LISTING_FILE } from './listing.js';
import { madeOnce } from './made-once.js';
import { isPackedPath } from './packed-path.js';

/** Bytes of one unpacked file of a pack, at most: we never write more. */
const MAX_FILE = 256 * 1024 ** 2;

/** Writes the members of a pack into a folder. Members that may not be in a pack are left out. */
export class PackedFiles implements TarSink {
  readonly #folder: string;
  readonly #maxBytes: number;
  readonly #hashes = new Map<string, string>();
  readonly #mkdir = madeOnce();
  #current: { readonly name: string; readonly descriptor: number; readonly hash: Hash } | undefined;
  #bytes = 0;

  /** @param maxBytes the limit for all members together: a sparse one may be much larger than its bytes in the archive */
  constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  /** The hex of the sha256 of each file that was written, by its name. */
  get hashes(): ReadonlyMap<string, string> {
    return this.#hashes;
  }

  entry({ path: name, typeflag, size }: TarHeader): void {
    this.#bytes += size;
    if (this.#bytes > this.#maxBytes) throw new InfraError(`the pack unpacks to more than ${this.#maxBytes} bytes`);
    const isWanted = typeflag === '0' && size <= MAX_FILE && (name === LISTING_FILE || isPackedPath(name));
    // If two members have the same name, the first counts.
    if (!isWanted || this.#hashes.has(name)) return;
    const file = path.join(this.#folder, name);
    this.#mkdir(path.dirname(file));
    this.#current = { name, descriptor: openSync(file, 'wx', 0o600), hash: createHash('sha256') };
  }

  data(chunk: Buffer): void {
    if (this.#current === undefined) return;
    const { descriptor, hash } = this.#current;
    hash.update(chunk);
    for (let at = 0; at < chunk.length;) at += writeSync(descriptor, chunk, at);
  }

  end(): void {
    if (this.#current === undefined) return;
    const { name, descriptor, hash } = this.#current;
    this.#current = undefined;
    closeSync(descriptor);
    this.#hashes.set(name, hash.digest('hex'));
  }

  /** Closes the file of a member that is incomplete. */
  close(): void {
    if (this.#current !== undefined) closeSync(this.#current.descriptor);
    this.#current = undefined;
  }
}
