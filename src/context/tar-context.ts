import type { BuildContext } from '../engine/ports.js';
import { EngineBug } from '../errors.js';
import type { Pattern } from '../layer/pattern/dockerignore.js';
import type { FileContent, SourceEntry } from '../layer/source-tree.js';
import type { Digest } from '../oci/digest.js';
import { EventLoopTurns } from '../async/yielding.js';
import type { TarFiles } from './tar-files.js';
import { VisibleTree } from './visible-tree.js';

export interface TarContextOptions {
  readonly files: TarFiles;
  readonly ignore: readonly Pattern[];
  readonly label?: string;
  readonly signal?: AbortSignal;
}

/** A tar from standard input as a build context: owners are 0:0, as in a directory; modes and times are those of the archive. */
export class TarContext implements BuildContext {
  readonly label: string;
  readonly readsInParts = true;
  readonly #files: TarFiles;
  readonly #tree: VisibleTree;

  constructor(options: TarContextOptions) {
    this.label = options.label ?? 'the build context';
    this.#files = options.files;
    this.#tree = new VisibleTree(options.files, options.ignore, new EventLoopTurns(options.signal));
  }

  async lstat(path: string): Promise<SourceEntry | undefined> {
    return (await this.#tree.visible(path))?.entry;
  }

  readdir(path: string): Promise<readonly string[]> {
    return this.#tree.names(path);
  }

  ignoredBy(path: string): Promise<string | undefined> {
    return this.#tree.ignoredBy(path);
  }

  /** They were computed when the archive was read. */
  async digests(paths: readonly string[]): Promise<ReadonlyMap<string, Digest>> {
    const digests = new Map<string, Digest>();
    for (const path of paths) digests.set(path, (await this.#file(path)).digest);
    return digests;
  }

  /** In the order of the archive. */
  async *contents(paths: readonly string[]): AsyncGenerator<FileContent, void, undefined> {
    const inOrder = [...new Set(paths)].sort((a, b) => this.#files.offset(a) - this.#files.offset(b));
    for (const path of inOrder) {
      const { size } = await this.#file(path);
      yield { path, size, data: this.#files.content(path) };
    }
  }

  async #file(path: string): Promise<{ readonly size: number; readonly digest: Digest }> {
    const entry = (await this.#tree.visible(path))?.entry;
    const digest = this.#files.digest(path);
    if (entry?.type !== 'file' || digest === undefined) {
      throw new EngineBug(`${JSON.stringify(path)} is not a regular file of ${this.label}`);
    }
    return { size: entry.size, digest };
  }
}
