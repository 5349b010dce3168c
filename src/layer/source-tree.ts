import type { Digest } from '../oci/digest.js';
import type { FileEntry, TreeEntry } from './entry.js';

/** An entry of a source: as in a layer, but a file's content has not been read yet. */
export type SourceEntry = Exclude<TreeEntry, FileEntry> | SourceFile;

interface SourceFile extends Omit<FileEntry, 'digest'> {
  /** The same text for all names of one file (hard links); absent where it has only one, or where the tree cannot tell. */
  readonly inode?: string;
}

/** Where a COPY takes from: the build context, or the flattened layers of an image. Paths are as in `LayerEntry.path`. */
export interface SourceTree {
  /** How errors and reports name this tree: `the build context`, `stage build`, `image alpine:3.20`. */
  readonly label: string;

  /**
   * The entry at `path`, or `undefined` where there is none. No symbolic link is followed, neither the last component nor
   * one before it: callers resolve links themselves (`resolve-path.ts`).
   */
  lstat(path: string): Promise<SourceEntry | undefined>;

  /** Names in the directory at `path`, sorted by code unit; empty where it is no directory. */
  readdir(path: string): Promise<readonly string[]>;

  /** Content digests of the regular files at `paths`, computed at most once a file. */
  digests(paths: readonly string[]): Promise<ReadonlyMap<string, Digest>>;

  /**
   * The contents of the regular files at `paths`, in whatever order the tree gives them cheapest, each exactly once. The
   * consumer drains or drops one before it asks for the next.
   */
  contents(paths: readonly string[]): AsyncIterable<FileContent>;
}

export interface FileContent {
  readonly path: string;
  /** Bytes that `data` gives in all. */
  readonly size: number;
  readonly data: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** The bytes of one regular file of a tree. A chunk is valid until the next one is asked for. */
export async function* fileBytes(tree: SourceTree, path: string): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const { data } of tree.contents([path])) yield* data;
}
