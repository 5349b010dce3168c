import { InfraError } from '../../errors.js';
import type { LayerEntry, NewEntry } from '../../layer/entry.js';
import type { LayerVisitor } from '../../layer/layer-visitor.js';
import { displayName } from '../../text/byte-name.js';
import { BLOCK } from '../erofs/structures.js';
import { CheckedContent } from './checked-content.js';
import { CONTENT_START } from './image-plan.js';
import { differenceOf } from './same-entries.js';

/** Fills in the content of files while a layer is read from its start to its end, for an image that `writePlan` wrote. */
export class ImageFill implements LayerVisitor {
  readonly #content: CheckedContent;
  readonly #entries: Iterable<LayerEntry>;
  readonly #arrived: (end: number) => void;
  #isFile = false;
  /** All up to here was checked. */
  #checked = CONTENT_START;
  #told = CONTENT_START;
  #isTelling = false;

  /** @param arrived is told up to where the image has its content */
  constructor(file: string, entries: Iterable<LayerEntry>, arrived: (end: number) => void) {
    this.#content = new CheckedContent(file, entries);
    this.#entries = entries;
    this.#arrived = arrived;
  }

  /** @throws InfraError if the layer is not what its index says */
  entry(entry: NewEntry): void {
    this.#isFile = entry.type === 'file';
    this.#content.entry(entry);
  }

  /** @throws InfraError if the layer is not what its index says; UnfitForImage */
  data(chunk: Buffer): void {
    this.#content.data(chunk);
  }

  /** @throws InfraError if the layer is not what its index says */
  end(): void {
    if (!this.#isFile) return;
    this.#content.end();
    this.#checked = Math.ceil(this.#content.position / BLOCK) * BLOCK;
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
    this.#content.close();
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
    if (this.#content.isClosed || this.#checked === this.#told) return;
    this.#content.flush();
    this.#told = this.#checked;
    this.#arrived(this.#checked);
  }
}
