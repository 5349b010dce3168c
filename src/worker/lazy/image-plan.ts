import type { LayerEntry } from '../../layer/entry.js';
import { ImageFile } from '../erofs/image-file.js';
import { imageTree, type TreeNotes } from '../erofs/image-tree.js';
import { writeMetadata } from '../erofs/metadata.js';
import { BLOCK } from '../erofs/structures.js';

/**
 * Blocks between content and metadata, on both sides of the content. The kernel reads ahead, up to 1 MiB at once. Such a read must never
 * have both in it: a look at the metadata would wait for content, and nothing in the worker may wait for that.
 */
const GAP = (1024 * 1024) / BLOCK;
/** The first byte of the content. */
export const CONTENT_START = GAP * BLOCK;

/** The first block of each file's content, by path: files in the order of the tar, so that they come in this order too. */
export function contentBlocks(entries: Iterable<LayerEntry>): {
  readonly blocks: ReadonlyMap<string, number>;
  /** The block behind the last. */
  readonly end: number;
} {
  const blocks = new Map<string, number>();
  let end = GAP;
  for (const entry of entries) {
    if (entry.type !== 'file' || entry.size === 0) continue;
    blocks.set(entry.path, end);
    end += Math.ceil(entry.size / BLOCK);
  }
  return { blocks, end };
}

export interface PlannedImage {
  readonly notes: TreeNotes;
  /** The first byte of the metadata, which goes to the end. */
  readonly metadataStart: number;
}

/**
 * Writes an image of a layer that has everything but the content of its files.
 *
 * @param file does not exist yet
 * @param uuid identifies the file system; overlayfs wants different ones
 * @throws InfraError for an entry that no file system can hold
 */
export function writePlan(
  file: string,
  uuid: Buffer,
  entries: Iterable<LayerEntry>,
  warn: (message: string) => void,
): PlannedImage {
  const { blocks, end } = contentBlocks(entries);
  const { root, notes } = imageTree(entries, (path) => blocks.get(path) ?? 0, warn);
  const metadataStart = (end + GAP) * BLOCK;
  const image = new ImageFile(file, metadataStart);
  try {
    image.finish(writeMetadata(root, uuid, image));
  } finally {
    image.close();
  }
  return { notes, metadataStart };
}
