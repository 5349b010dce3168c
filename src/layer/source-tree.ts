import type { Digest } from '../oci/digest.js';
import type { FileEntry, TreeEntry } from './entry.js';
import type { PathTable } from './packed/path-table.js';

/** An entry of a source: as in a layer, but files were not read yet. */
export type SourceEntry = Exclude<TreeEntry, FileEntry> | SourceFile;

interface SourceFile extends Omit<FileEntry, 'digest'> {
  /** The same text for all hard links to one file; absent if there is only one name, or if that is not known. */
  readonly inode?: string;
}

/** What COPY takes files from: the build context, or the flattened layers of an image. Paths are as in `LayerEntry.path`. */
export interface SourceTree {
  /** For errors and reports: `the build context`, `stage build`, `image alpine:3.20`. */
  readonly label: string;
  /** Asking for contents in many parts costs no more than asking at once. */
  readonly readsInParts?: true;
  /** Has the paths that were looked at. Who keeps them, too, keeps their numbers, and may add other paths. */
  readonly paths?: PathTable;

  /**
   * The entry at `path`, or `undefined` if there is none. No symbolic link is followed, not even in a parent: callers resolve links
   * (`text/resolve-path.ts`).
   */
  lstat(path: string): Promise<SourceEntry | undefined>;

  /** Names in the directory at `path`, sorted by code unit; empty if it is not a directory. */
  readdir(path: string): Promise<readonly string[]>;

  /** Digests of the regular files at `paths`. Each file is read at most once for it. */
  digests(paths: readonly string[]): Promise<ReadonlyMap<string, Digest>>;

  /**
   * The contents of the regular files at `paths`, each exactly once, in the order that costs the tree least. A content must be read or
   * dropped before the next one is asked for.
   */
  contents(paths: readonly string[]): AsyncIterable<FileContent>;
}

export interface FileContent {
  readonly path: string;
  /** Bytes of `data`. */
  readonly size: number;
  readonly data: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** The bytes of one regular file of a tree. A chunk is valid until the next one is asked for. */
export async function* fileBytes(tree: SourceTree, path: string): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const { data } of tree.contents([path])) yield* data;
}
