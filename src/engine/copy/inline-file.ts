import type { FileContent, SourceEntry, SourceTree } from '../../layer/source-tree.js';
import { sha256, type Digest } from '../../oci/digest.js';

/** A here-document as a source: one file with mode 0644, owned by root. */
export class InlineFile implements SourceTree {
  readonly label = 'the Dockerfile';
  readonly #name: string;
  readonly #content: Buffer;
  readonly #mtime: number;

  /** @param mtime seconds since the epoch */
  constructor(name: string, content: string, mtime: number) {
    this.#name = name;
    this.#content = Buffer.from(content);
    this.#mtime = mtime;
  }

  lstat(path: string): Promise<SourceEntry | undefined> {
    if (path === '') {
      return Promise.resolve({ path, type: 'directory', mode: 0o755, uid: 0, gid: 0, mtime: this.#mtime });
    }
    if (path !== this.#name) return Promise.resolve(undefined);
    const size = this.#content.length;
    return Promise.resolve({ path, type: 'file', mode: 0o644, uid: 0, gid: 0, mtime: this.#mtime, size });
  }

  readdir(path: string): Promise<readonly string[]> {
    return Promise.resolve(path === '' ? [this.#name] : []);
  }

  digests(paths: readonly string[]): Promise<ReadonlyMap<string, Digest>> {
    const digest = sha256(this.#content);
    return Promise.resolve(new Map(paths.map((path) => [path, digest])));
  }

  async *contents(paths: readonly string[]): AsyncGenerator<FileContent> {
    for (const path of paths) yield await Promise.resolve({ path, size: this.#content.length, data: [this.#content] });
  }
}
