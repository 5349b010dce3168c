import { InfraError } from '../../errors.js';
import type { FileEntry, LayerEntry, NewEntry } from '../../layer/entry.js';
import { FileDigest } from '../../layer/file-digest.js';
import type { LayerVisitor } from '../../layer/layer-visitor.js';
import { differenceOf } from './same-entries.js';
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
 * Fills in the content of files while a layer is read, for an image that `writePlan` wrote. What a file has counts only when its sha256
 * is that of the index.
 */
export class ImageFill implements LayerVisitor {
  readonly #image: ImageFile;
  readonly #entries: Iterable<LayerEntry>;
  readonly #blocks: ReadonlyMap<string, number>;
  readonly #files = new Map<string, FileEntry>();
  readonly #arrived: (end: number) => void;
  #file: OpenFile | undefined;
  /** All up to here was checked. */
  #checked = CONTENT_START;
  #told = CONTENT_START;
  #isTelling = false;
  #isClosed = false;

  /** @param arrived is told up to where the image has its content */
  constructor(file: string, entries: Iterable<LayerEntry>, arrived: (end: number) => void) {
    this.#image = new ImageFile(file, CONTENT_START, true);
    this.#entries = entries;
    this.#blocks = contentBlocks(entries).blocks;
    for (const entry of entries) if (entry.type === 'file') this.#files.set(entry.path, entry);
    this.#arrived = arrived;
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
    this.#checked = Math.ceil(this.#image.position / BLOCK) * BLOCK;
    if (this.#isTelling) return;
    this.#isTelling = true;
    // At the end of this turn. Until then, more small files may come, and all are written at once.
    setImmediate(() => {
      this.#isTelling = false;
      this.#tell();
    });
  }

  opaque(): void {
    // It is in the entries.
  }

  close(): void {
    this.#isClosed = true;
    this.#image.close();
  }

  /**
   * @param found what the layer had
   * @throws InfraError if the layer is not what its index says
   */
  finish(found: Iterable<NewEntry>): void {
    const different = differenceOf(this.#entries, found);
    if (different !== undefined) throw new InfraError(`/${displayName(different)} is not as in the index of its layer`);
    this.#tell();
    this.close();
  }

  #tell(): void {
    if (this.#isClosed || this.#checked === this.#told) return;
    this.#image.flush();
    this.#told = this.#checked;
    this.#arrived(this.#checked);
  }
}

function differs({ path }: FileEntry): never {
  throw new InfraError(`/${displayName(path)} has other content than the index of its layer says`);
}
