import type { NewEntry } from './entry.js';

/**
 * Sees a layer while it is read, in the order of its tar, synchronously. The digests are checked only at the end: when
 * `readLayer` rejects, drop what was made.
 *
 * No ancestor of a path is a symbolic link or file of the same layer (paths through a link of the same tar are rewritten to
 * where it leads). A path may come again: the later entry replaces the earlier, but a directory over a directory keeps its
 * content. Parents that the tar does not name are not announced. A whiteout removes from the layers below only: where this
 * layer has an entry at its path, before or after it, the entry stays (a directory then is opaque).
 */
export interface LayerVisitor {
  /** For a regular file, `data` follows. */
  entry(entry: NewEntry): void;
  data(chunk: Buffer): void;
  /** After every entry. */
  end(): void;
  /** The directory at `path` is opaque; it may have been announced before, may come later, or never (then it is implied). */
  opaque(path: string): void;
}
