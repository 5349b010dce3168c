import { EngineBug } from '../../errors.js';
import type { ImageMounts } from '../erofs/image-mounts.js';
import { UnfitForImage } from '../erofs/image-writer.js';
import type { ServedFiles } from '../lazy/served-files.js';
import type { WireLayer } from '../protocol/layer-messages.js';
import { BlobUnavailable, type BlobDelivery } from './blob-delivery.js';
import { contentOf } from './snapshot-form.js';
import { readNotes, type SnapshotNotes } from './snapshot-notes.js';
import { newsOf, type UnpackPool } from './unpack-pool.js';

/** A layer does not come, but may yet be had in another way. What steps made of it does not count. */
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
  /** Is called when the image is whole. */
  readonly onWhole: (warnings: readonly string[]) => void;
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
  /**
   * When all of it is there and was checked.
   *
   * @throws ArrivalFailed; InfraError when the index is wrong, or the disk full
   */
  readonly whole: Promise<void>;
  readonly #arrival: Arrival;
  readonly #number: number;
  #fails: (error: Error) => void = () => undefined;

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
    this.#failWith(new ArrivalFailed(`layer ${this.#arrival.layer.blob.digest}: ${reason}`));
  }

  #failWith(error: Error): void {
    this.#arrival.files.giveUp(this.#number);
    this.#fails(error);
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
    const { onWhole, files } = this.#arrival;
    try {
      await this.#fillFrom(task);
      onWhole(warnings);
    } catch (error) {
      if (error instanceof BlobUnavailable || error instanceof UnfitForImage) this.fail(error.message);
      else this.#failWith(error instanceof Error ? error : new EngineBug(String(error)));
    } finally {
      files.forget(this.#number);
    }
  }

  async #fillFrom(task: Planned['task']): Promise<void> {
    const { delivery, pool } = this.#arrival;
    const growing = await delivery.growing;
    if (growing !== undefined) {
      try {
        await pool.do({ task: 'fill', ...task, blobFile: growing.blobFile, news: newsOf(delivery) });
        return;
      } catch (error) {
        if (error instanceof UnfitForImage) throw error;
        // The client's answer decides: it may still get the blob from another source. Who waits for content, waits for that.
      }
    }
    await pool.do({ task: 'fill', ...task, blobFile: (await delivery.complete).blobFile });
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
