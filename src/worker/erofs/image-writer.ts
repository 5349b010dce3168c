import type { LayerEntry, NewEntry } from '../../layer/entry.js';
import type { LayerVisitor } from '../../layer/layer-visitor.js';
import { ImageFile } from './image-file.js';
import { imageTree, type TreeNotes } from './image-tree.js';
import { writeMetadata } from './metadata.js';
import { BLOCK } from './structures.js';

/** A layer that should be kept as a folder. */
export class UnfitForImage extends Error {
  override readonly name = 'UnfitForImage';
}

/** Bytes of zeros. In an image, a sparse file has none of its holes: `du` shows them, and a step that changes it writes them. */
export const MAX_HOLES = 8 * 1024 * 1024;

/**
 * Writes a layer into an EROFS image while it is read, in one pass: the content of files as it comes, and behind it the
 * metadata.
 */
export class ImageWriter implements LayerVisitor {
  readonly #file: ImageFile;
  readonly #uuid: Buffer;
  /** By path: the first block of its content. A later file at the same path replaces an earlier one. */
  readonly #blocks = new Map<string, number>();
  #isFile = false;

  /** @param uuid identifies the file system; overlayfs wants different ones */
  constructor(file: string, uuid: Buffer) {
    this.#file = new ImageFile(file, BLOCK);
    this.#uuid = uuid;
  }

  entry(entry: NewEntry): void {
    this.#isFile = entry.type === 'file';
    if (entry.type === 'file' && entry.size > 0) this.#blocks.set(entry.path, this.#file.nextBlock());
  }

  /** @throws UnfitForImage */
  data(chunk: Buffer): void {
    if (!this.#isFile) return;
    this.#file.write(chunk);
    if (this.#file.holes > MAX_HOLES) throw new UnfitForImage(`a layer has more than ${MAX_HOLES} bytes of zeros`);
  }

  end(): void {
    this.#isFile = false;
  }

  opaque(): void {
    // It is in the entries.
  }

  close(): void {
    this.#file.close();
  }

  finish(
    _kernel: unknown,
    warn: (message: string) => void,
    entries: Iterable<LayerEntry | NewEntry>,
  ): Promise<TreeNotes> {
    const { root, notes } = imageTree(entries, (path) => this.#blocks.get(path) ?? 0, warn);
    this.#file.finish(writeMetadata(root, this.#uuid, this.#file));
    return Promise.resolve(notes);
  }
}
