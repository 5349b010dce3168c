import { realpathSync, statSync } from 'node:fs';

import type { BuildContext, ContextConcern } from '../engine/ports.js';
import { EngineBug, InfraError, UserError, errorCode } from '../errors.js';
import { fileContent, HoleBudget } from '../layer/file-content.js';
import type { PathTable } from '../layer/packed/path-table.js';
import type { Pattern } from '../layer/pattern/dockerignore.js';
import type { FileContent, SourceEntry } from '../layer/source-tree.js';
import { sha256, type Digest } from '../oci/digest.js';
import { EventLoopTurns } from '../async/yielding.js';
import { sameIdentity, type ContextEntry } from './context-entry.js';
import { DirectoryFiles } from './directory-files.js';
import { hashBigFiles, hashSmallFile, isSmallFile, type HashJob } from './file-digests.js';
import { GitFolder } from './git-folder.js';
import { ownPaths } from './own-files.js';
import { SettledFiles } from './settled-files.js';
import { VisibleTree } from './visible-tree.js';

export interface DirectoryContextOptions {
  /** Path of the directory; links on the way to it are followed, those in it are not. */
  readonly root: string;
  /** `.dockerignore` as `loadIgnoreFile` reads it. */
  readonly ignore: readonly Pattern[];
  /** How errors name this context; `the build context` if absent. */
  readonly label?: string;
  readonly platform?: NodeJS.Platform;
  /** Absolute paths that the running command writes. They are not part of the context. */
  readonly own?: readonly string[];
  /** Absolute path of a folder for copies of files that change while they are read; absent: a change is an error. */
  readonly scratch?: string;
  readonly signal?: AbortSignal;
  /** Say if `.git` goes into a layer. */
  readonly watchesGit?: boolean;
}

/** A regular file, or a socket, which counts as an empty file. */
type ContextFile = ContextEntry & { readonly entry: Extract<SourceEntry, { type: 'file' }> };

const EMPTY = sha256('');

/**
 * A directory of this machine as a build context. Files are read only when needed, and once: a COPY of `src/` never looks into
 * `node_modules/`. A build sees one state of every file: one that changes while it is read is copied, and `SourceChanged` asks for
 * another pass, which reads the copy.
 */
export class DirectoryContext implements BuildContext {
  readonly label: string;
  readonly sentInParts = true;
  readonly readsInParts = true;
  /** Absolute path of the directory, without links. */
  readonly root: string;
  readonly #files: DirectoryFiles;
  readonly #tree: VisibleTree;
  readonly #breather: EventLoopTurns;
  readonly #git: GitFolder | undefined;
  readonly #holes = new HoleBudget();
  /** Paths of files that changed since they were read first. */
  readonly #changed = new Set<string>();
  /** Of big files. Those of small ones are kept by the tree: they are known at once, and may be very many. */
  readonly #digests = new Map<string, Promise<Digest>>();

  private constructor(root: string, options: DirectoryContextOptions) {
    this.root = root;
    this.label = options.label ?? 'the build context';
    this.#breather = new EventLoopTurns(options.signal);
    this.#files = new DirectoryFiles(root, {
      label: this.label,
      platform: options.platform ?? process.platform,
      own: ownPaths(root, options.own ?? []),
      settled: options.scratch === undefined ? undefined : new SettledFiles(options.scratch),
      onChange: (path) => {
        this.#changed.add(path);
        return () => this.#settle();
      },
    });
    this.#git = options.watchesGit === true ? new GitFolder(this) : undefined;
    this.#tree = new VisibleTree(this.#git?.watched(this.#files) ?? this.#files, options.ignore, this.#breather);
  }

  /** @throws UserError when `options.root` is not a directory */
  static open(options: DirectoryContextOptions): DirectoryContext {
    return new DirectoryContext(contextRoot(options.root), options);
  }

  get paths(): PathTable {
    return this.#tree.paths;
  }

  /** @throws UserError when it may not be looked at */
  async lstat(path: string): Promise<SourceEntry | undefined> {
    return (await this.#tree.visible(path))?.entry;
  }

  /** When the file was changed last, in milliseconds since the epoch with their fractions; `undefined` if there is none. */
  async modifiedMs(path: string): Promise<number | undefined> {
    return (await this.#tree.visible(path))?.identity.mtimeMs;
  }

  /** @throws UserError when the directory may not be read */
  readdir(path: string): Promise<readonly string[]> {
    return this.#tree.names(path);
  }

  ignoredBy(path: string): Promise<string | undefined> {
    return this.#tree.ignoredBy(path);
  }

  async concerns(line: number, paths: Iterable<string> | AsyncIterable<string>): Promise<readonly ContextConcern[]> {
    return (await this.#git?.concerns(line, paths)) ?? [];
  }

  /** @throws SourceChanged if a file has changed since it was read first; UserError if it cannot be read */
  async digests(paths: readonly string[]): Promise<ReadonlyMap<string, Digest>> {
    const jobs: HashJob[] = [];
    for (const path of paths) {
      if (this.#isKnown(path)) continue;
      const file = await this.#file(path);
      if (this.#isKnown(path)) continue;
      if (!file.readable) this.#tree.noteDigest(path, EMPTY);
      else if (isSmallFile(file.entry.size)) this.#tree.noteDigest(path, this.#hash(path, file));
      else this.#digests.set(path, this.#queue(path, file, jobs));
    }
    try {
      await hashBigFiles(jobs, this.#breather, this.#holes);
    } catch (error) {
      for (const job of jobs) job.failed(error);
      throw error;
    }
    const digests = new Map<string, Digest>();
    for (const path of paths) {
      const digest = this.#tree.digestOf(path) ?? (await this.#digests.get(path));
      if (digest !== undefined) digests.set(path, digest);
    }
    return digests;
  }

  #isKnown(path: string): boolean {
    return this.#tree.hasDigest(path) || this.#digests.has(path);
  }

  #hash(path: string, file: ContextFile): Digest {
    let hashed: ReturnType<typeof hashSmallFile>;
    try {
      hashed = hashSmallFile(this.#files.path(path), file.entry.size);
    } catch (error) {
      throw this.#files.error(path, error);
    }
    if (!this.#isUnchanged(path, file, hashed.bytes)) throw this.#files.changed(path);
    return hashed.digest;
  }

  #queue(path: string, file: ContextFile, jobs: HashJob[]): Promise<Digest> {
    const digest = new Promise<Digest>((resolve, reject) => {
      const done = (made: Digest, bytes: number): void => {
        if (this.#isUnchanged(path, file, bytes)) resolve(made);
        else reject(this.#files.changed(path));
      };
      const failed = (error: unknown): void => reject(this.#files.error(path, error));
      jobs.push({ file: this.#files.path(path), path, done, failed });
    });
    // Callers that await it see the failure. Without this line, a failure that nobody awaits would end the process.
    digest.catch(() => undefined);
    return digest;
  }

  /**
   * In the order of the paths.
   *
   * @throws as `digests` does; for a change, at the latest after a file's last byte
   */
  async *contents(paths: readonly string[]): AsyncGenerator<FileContent, void, undefined> {
    for (const path of [...new Set(paths)].sort()) {
      const file = await this.#file(path);
      yield { path, size: file.entry.size, data: file.readable ? this.#read(path, file) : [] };
    }
  }

  *#read(path: string, file: ContextFile): Generator<Buffer, void, undefined> {
    const { size } = file.entry;
    let bytes = 0;
    const chunks = fileContent(this.#files.path(path), size);
    try {
      for (;;) {
        const chunk = next(chunks, (error) => this.#files.error(path, error));
        // The layer's header, with the size, is already written. Further bytes would corrupt the layer.
        if (chunk === undefined || bytes + chunk.length > size) break;
        bytes += chunk.length;
        yield chunk;
      }
    } finally {
      chunks.return();
    }
    if (!this.#isUnchanged(path, file, bytes)) throw this.#files.changed(path);
  }

  /** Reads the changed files again at the next use. Call it when nobody reads any more, so that all readers see the same change. */
  #settle(): void {
    for (const path of this.#changed) {
      this.#files.settle(path);
      this.#tree.forget(path);
      this.#digests.delete(path);
    }
    this.#changed.clear();
  }

  #isUnchanged(path: string, file: ContextFile, bytes: number): boolean {
    return bytes === file.entry.size && sameIdentity(this.#files.path(path), file.identity);
  }

  async #file(path: string): Promise<ContextFile> {
    const found = await this.#tree.visible(path);
    if (found === undefined || !isFile(found)) {
      throw new EngineBug(`${JSON.stringify(path)} is not a regular file of ${this.label}`);
    }
    return found;
  }
}

function isFile(found: ContextEntry): found is ContextFile {
  return found.entry.type === 'file';
}

/** The next chunk. Errors of the file system are explained; those that the consumer throws at its `yield` do not pass here. */
function next(chunks: Iterator<Buffer, void>, explain: (error: unknown) => Error): Buffer | undefined {
  try {
    const result = chunks.next();
    return result.done === true ? undefined : result.value;
  } catch (error) {
    throw explain(error);
  }
}

function contextRoot(path: string): string {
  try {
    const root = realpathSync(path);
    if (statSync(root).isDirectory()) return root;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new UserError(`build context ${path} not found`, { cause: error });
    throw new InfraError(`cannot open the build context ${path}`, { cause: error });
  }
  throw new UserError(`build context ${path} is not a directory`, {
    hint: 'Give the directory, and the Dockerfile in it with -f.',
  });
}
