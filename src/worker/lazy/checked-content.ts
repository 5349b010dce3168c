import { InfraError } from '../../errors.js';
import type { FileEntry, LayerEntry, NewEntry } from '../../layer/entry.js';
import { FileDigest } from '../../layer/file-digest.js';
import type { LayerVisitor } from '../../layer/layer-visitor.js';
import { displayName } from '../../text/byte-name.js';
import { ImageFile } from '../erofs/image-file.js';
import { MAX_HOLES, UnfitForImage } from '../erofs/image-writer.js';
import { BLOCK } from '../erofs/structures.js';
import { CONTENT_START, contentBlocks } from './image-plan.js';

interface OpenFile {
  readonly entry: FileEntry;
  readonly digest: FileDigest;
}

/**
 * Puts the content of files into an image that `writePlan` wrote, while a layer is read, or a part of it. What a file has counts only when
 * its sha256 is that of the index: `end` checks it.
 */
export class CheckedContent implements LayerVisitor {
  readonly #image: ImageFile;
  readonly #blocks: ReadonlyMap<string, number>;
  readonly #files = new Map<string, FileEntry>();
  #file: OpenFile | undefined;
  #isClosed = false;

  constructor(file: string, entries: Iterable<LayerEntry>) {
    this.#image = new ImageFile(file, CONTENT_START, true);
    this.#blocks = contentBlocks(entries).blocks;
    for (const entry of entries) if (entry.type === 'file') this.#files.set(entry.path, entry);
  }

  /** All before it was written, or belongs to nothing that was read. */
  get position(): number {
    return this.#image.position;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** The next file is the one whose content begins at `position` in the image. */
  beginAt(position: number): void {
    this.#image.seek(position);
  }

  /** @throws InfraError if the layer is not what its index says */
  entry({ type, path }: NewEntry): void {
    this.#file = undefined;
    if (type !== 'file') return;
    const entry = this.#files.get(path);
    const start = (this.#blocks.get(path) ?? 0) * BLOCK;
    if (entry === undefined) throw new InfraError(`/${displayName(path)} is not in the index of its layer`);
    if (entry.size > 0) {
      if (start < this.#image.position) throw new InfraError(`/${displayName(path)} comes at another place`);
      this.#image.skipTo(start);
    }
    this.#file = { entry, digest: new FileDigest(entry.size) };
  }

  /** @throws InfraError if the layer is not what its index says; UnfitForImage */
  data(chunk: Buffer): void {
    if (this.#file === undefined) return;
    const { entry, digest } = this.#file;
    digest.update(chunk);
    if (digest.seen > entry.size) differs(entry);
    this.#image.write(chunk);
    if (this.#image.holes > MAX_HOLES) throw new UnfitForImage('it has large holes, so it is kept as a folder');
  }

  /** @throws InfraError if the layer is not what its index says */
  end(): void {
    if (this.#file === undefined) return;
    const { entry, digest } = this.#file;
    this.#file = undefined;
    if (digest.digest() !== entry.digest) differs(entry);
  }

  opaque(): void {
    // It is in the entries.
  }

  /** Writes what is not in the image's file yet. */
  flush(): void {
    this.#image.flush();
  }

  close(): void {
    this.#isClosed = true;
    this.#image.close();
  }
}

function differs({ path }: FileEntry): never {
  throw new InfraError(`/${displayName(path)} has other content than the index of its layer says`);
}
