import type { NewEntry } from './entry.js';

/**
 * Is called for each part of a layer while it is read, synchronously and in the order of the tar. Digests are only checked at the end: if
 * `readLayer` fails, what was made of the layer must be dropped.
 *
 * A parent of a path is never a symbolic link or a file of the same layer: paths through a link of the same tar are rewritten to where it
 * leads. A path may be repeated. The later entry replaces the earlier one, but a directory over a directory keeps its content. Parents
 * that the tar does not have are not visited. A whiteout only removes what is in the layers below: an entry of this layer at its path,
 * before or after it, stays, and is opaque if it is a directory.
 */
export interface LayerVisitor {
  /** For a regular file, `data` follows. */
  entry(entry: NewEntry): void;
  data(chunk: Buffer): void;
  /** After every entry. */
  end(): void;
  /** The directory at `path` is opaque. Its entry may come before or after this, or never. */
  opaque(path: string): void;
}
