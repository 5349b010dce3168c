import type { ImageMounts } from '../erofs/image-mounts.js';
import type { ServedFiles } from '../lazy/served-files.js';
import type { WireLayer } from '../protocol/layer-messages.js';
import type { OnDemandImages } from './on-demand-images.js';
import { contentOf } from './snapshot-form.js';
import { readNotes } from './snapshot-notes.js';
import { ArrivalFailed, type PlannedLayer, type UnfinishedLayer } from './unfinished-layer.js';

export interface OnDemandParts {
  readonly layer: WireLayer;
  readonly indexFile: Promise<string | undefined>;
  /** The folder for its image; it does not exist yet. */
  readonly draft: string;
  readonly files: ServedFiles;
  readonly images: ImageMounts;
  readonly onDemand: OnDemandImages;
  readonly warn: (warnings: readonly string[]) => void;
}

/**
 * A layer of which only that comes which steps read. Its index is that of its record, byte for byte. So nothing has to be read to its end
 * for the results of steps to count: each file is compared with the index before it is seen.
 */
export class OnDemandLayer implements UnfinishedLayer {
  readonly planned: Promise<PlannedLayer | undefined>;
  readonly proven = Promise.resolve();
  readonly broken: Promise<never>;
  readonly #parts: OnDemandParts;
  readonly #number: number;
  #fails: (error: Error) => void = () => undefined;

  constructor(parts: OnDemandParts) {
    this.#parts = parts;
    this.#number = parts.files.newNumber();
    this.broken = new Promise<never>((_, reject) => (this.#fails = reject));
    this.broken.catch(() => undefined);
    this.planned = this.#begin();
    void parts.files.ended.then(() => this.fail('the program that serves its files has ended'));
  }

  fail(reason: string): void {
    const { files, onDemand, layer } = this.#parts;
    files.giveUp(this.#number);
    onDemand.end(this.#number);
    this.#fails(new ArrivalFailed(`layer ${layer.blob.digest}: ${reason}`));
  }

  async #begin(): Promise<PlannedLayer | undefined> {
    const { layer, draft, files, images, onDemand, warn } = this.#parts;
    const number = this.#number;
    const indexFile = await this.#parts.indexFile;
    if (indexFile === undefined) return undefined;
    try {
      files.onAsked(number, (from, end) => onDemand.ask(number, from, end));
      const image = { layer, indexFile, folder: draft, pipe: files.pipe };
      const warnings = await onDemand.begin(number, image, (reason) => this.fail(reason));
      if (warnings === undefined) return undefined;
      const shown = files.serve(number, contentOf(draft, 'erofs'));
      const planned = { files: await images.mount(shown, 'served'), notes: readNotes(draft) };
      warn(warnings);
      return planned;
    } catch {
      // Whatever it is, it will be reported when the layer is had in another way, or does not matter then.
      return undefined;
    }
  }
}
