import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';

import { UserError } from '../errors.js';
import type { TarHeader } from '../layer/tar/tar-header.js';
import type { TarSink } from '../layer/tar/tar-reader.js';
import { digestOfHex, type Digest } from '../oci/digest.js';

/** A regular member of an archive, unpacked to a file with a name of our own. */
export interface ArchiveFile {
  readonly file: string;
  readonly size: number;
  readonly digest: Digest;
}

/** An image archive never has more members. */
const MAX_MEMBERS = 100_000;

/**
 * Unpacks an image archive into a folder of numbered files. `manifest.json` and `index.json` say what each member is for, and may come
 * last. Names of the archive are keys here, never paths.
 */
export class ArchiveFiles implements TarSink {
  readonly #folder: string;
  readonly #label: string;
  readonly #files = new Map<string, ArchiveFile>();
  readonly #links = new Map<string, string>();
  #current: { readonly path: string; readonly file: string; readonly fd: number; readonly hash: Hash } | undefined;
  #size = 0;
  #count = 0;

  constructor(folder: string, label: string) {
    this.#folder = folder;
    this.#label = label;
  }

  entry(header: TarHeader): void {
    if (++this.#count > MAX_MEMBERS) throw new UserError(`${this.#label} has more than ${MAX_MEMBERS} members`);
    // Old versions of `docker save` write a link if two images share a layer.
    if (header.typeflag === '2') {
      this.#links.set(header.path, posix.join('/', posix.dirname(header.path), header.linkname).slice(1));
    } else if (header.typeflag === '1') this.#links.set(header.path, header.linkname);
    if (header.typeflag !== '0') return;
    const file = join(this.#folder, String(this.#count));
    this.#size = 0;
    this.#current = { path: header.path, file, fd: openSync(file, 'wx', 0o600), hash: createHash('sha256') };
  }

  data(chunk: Buffer): void {
    if (this.#current === undefined) return;
    this.#current.hash.update(chunk);
    for (let at = 0; at < chunk.length;) at += writeSync(this.#current.fd, chunk, at);
    this.#size += chunk.length;
  }

  end(): void {
    if (this.#current === undefined) return;
    const { path, file, fd, hash } = this.#current;
    closeSync(fd);
    this.#files.set(path, { file, size: this.#size, digest: digestOfHex(hash.digest('hex')) });
    this.#current = undefined;
  }

  /** Closes the file of a member that was cut off. */
  close(): void {
    if (this.#current !== undefined) closeSync(this.#current.fd);
    this.#current = undefined;
  }

  find(path: string): ArchiveFile | undefined {
    const target = this.#links.get(path);
    return this.#files.get(path) ?? (target === undefined ? undefined : this.#files.get(target));
  }

  /** The bytes of a document. @throws UserError when it is too large */
  async document(path: string, limit: number): Promise<Buffer | undefined> {
    const found = this.find(path);
    if (found === undefined) return undefined;
    if (found.size > limit) throw new UserError(`${path} in ${this.#label} has more than ${limit} bytes`);
    return readFile(found.file);
  }
}
