import { messageOf } from '../../errors.js';
import type { ImageMounts } from '../erofs/image-mounts.js';
import { UnfitForImage } from '../erofs/image-writer.js';
import type { ServedFiles } from '../lazy/served-files.js';
import type { WireLayer } from '../protocol/layer-messages.js';
import type { BlobDelivery } from './blob-delivery.js';
import { contentOf } from './snapshot-form.js';
import { readNotes, type SnapshotNotes } from './snapshot-notes.js';
import { newsOf, type UnpackPool } from './unpack-pool.js';

/** A layer did not come whole. What steps made of it does not count. */
export class ArrivalFailed extends Error {
  override readonly name = 'ArrivalFailed';
}

export interface Arrival {
  readonly layer: WireLayer;
  readonly delivery: BlobDelivery;
  /** The folder that becomes the snapshot; it does not exist yet. */
  readonly draft: string;
  readonly files: ServedFiles;
  readonly images: ImageMounts;
  readonly pool: UnpackPool;
  /** Gets the image when it is whole. @param keep if later builds should use it */
  readonly onWhole: (keep: boolean, warnings: readonly string[]) => void;
}

/** An image that steps use while the content of its files still comes. */
export interface PlannedLayer {
  /** The folder that shows it. */
  readonly files: string;
  readonly notes: SnapshotNotes;
}

/** A layer whose metadata is known, and whose content comes while steps already run on it. */
export class ArrivingLayer {
  /** `undefined` if it must be unpacked before a step can use it. */
  readonly planned: Promise<PlannedLayer | undefined>;
  /** When all of it is there and was checked. @throws ArrivalFailed */
  readonly whole: Promise<void>;
  readonly #arrival: Arrival;
  readonly #number: number;
  #fails: (error: ArrivalFailed) => void = () => undefined;

  constructor(arrival: Arrival) {
    this.#arrival = arrival;
    this.#number = arrival.files.newNumber();
    const failed = new Promise<never>((_, reject) => (this.#fails = reject));
    const planning = this.#plan();
    this.planned = planning.then((found) => found?.layer);
    this.whole = Promise.race([planning.then((found) => found && this.#fill(found)), failed]);
    this.whole.catch(() => undefined);
    void arrival.files.ended.then(() => this.fail('the program that serves its files has ended'));
  }

  /** Whoever waits for content gets an error. Does nothing when all is there. */
  fail(reason: string): void {
    this.#arrival.files.giveUp(this.#number);
    this.#fails(new ArrivalFailed(`layer ${this.#arrival.layer.blob.digest}: ${reason}`));
  }

  async #plan(): Promise<Planned | undefined> {
    const { layer, delivery, draft, files, images, pool } = this.#arrival;
    const indexFile = await delivery.index;
    if (indexFile === undefined) return undefined;
    const task = { layer, indexFile, folder: draft, number: this.#number, pipe: files.pipe };
    try {
      const warnings = await pool.do({ task: 'plan', ...task });
      const shown = files.serve(this.#number, contentOf(draft, 'erofs'));
      return { task, warnings, layer: { files: await images.mount(shown, 'served'), notes: readNotes(draft) } };
    } catch {
      // Whatever it is, it will be reported when the layer is unpacked, or does not matter then.
      return undefined;
    }
  }

  async #fill({ task, warnings }: Planned): Promise<void> {
    const { delivery, pool, onWhole, files } = this.#arrival;
    try {
      const growing = await delivery.growing;
      const { blobFile } = growing ?? (await delivery.complete);
      const news = growing === undefined ? {} : { news: newsOf(delivery) };
      await pool.do({ task: 'fill', ...task, blobFile, ...news });
      onWhole(true, warnings);
    } catch (error) {
      if (error instanceof UnfitForImage) onWhole(false, warnings);
      else {
        this.fail(messageOf(error));
        throw error;
      }
    } finally {
      files.forget(this.#number);
    }
  }
}

interface Planned {
  readonly task: {
    readonly layer: WireLayer;
    readonly indexFile: string;
    readonly folder: string;
    readonly number: number;
    readonly pipe: string;
  };
  readonly warnings: readonly string[];
  readonly layer: PlannedLayer;
}
