import { createReadStream } from 'node:fs';

import { EngineBug } from '../errors.js';
import type { FileContent, SourceEntry, SourceTree } from '../layer/source-tree.js';
import type { Digest } from '../oci/digest.js';

/** Facts about a download that can be known without its bytes. */
export interface DownloadFacts {
  /** sha256 of the content. */
  readonly digest: Digest;
  /** Bytes. */
  readonly size: number;
  /** Time of Last-Modified in seconds since the epoch; 0 when the server did not send it. */
  readonly mtime: number;
}

/** The mode that BuildKit gives to downloads. */
const MODE = 0o600;
const CHUNK = 512 * 1024;

/** A tree with one file, which is downloaded when its bytes are needed. */
export class DownloadedFile implements SourceTree {
  readonly label: string;
  readonly #name: string;
  readonly #facts: DownloadFacts;
  readonly #file: () => Promise<string>;

  /** @param file gives the absolute path of the downloaded content */
  constructor(label: string, name: string, facts: DownloadFacts, file: () => Promise<string>) {
    this.label = label;
    this.#name = name;
    this.#facts = facts;
    this.#file = file;
  }

  lstat(path: string): Promise<SourceEntry | undefined> {
    const { mtime, size } = this.#facts;
    const owner = { uid: 0, gid: 0, mtime };
    if (path === '') return Promise.resolve({ path, type: 'directory', mode: 0o755, ...owner });
    return Promise.resolve(path === this.#name ? { path, type: 'file', mode: MODE, ...owner, size } : undefined);
  }

  readdir(path: string): Promise<readonly string[]> {
    return Promise.resolve(path === '' ? [this.#name] : []);
  }

  digests(paths: readonly string[]): Promise<ReadonlyMap<string, Digest>> {
    return Promise.resolve(new Map(paths.map((path) => [this.#check(path), this.#facts.digest])));
  }

  async *contents(paths: readonly string[]): AsyncGenerator<FileContent, void, undefined> {
    for (const path of new Set(paths)) {
      this.#check(path);
      const stream = createReadStream(await this.#file(), { highWaterMark: CHUNK });
      yield { path, size: this.#facts.size, data: stream as AsyncIterable<Buffer> };
    }
  }

  #check(path: string): string {
    if (path !== this.#name) throw new EngineBug(`${this.label} has no ${path}`);
    return path;
  }
}
