import { EngineBug } from '../../errors.js';
import type { ImageMounts } from '../erofs/image-mounts.js';
import { UnfitForImage } from '../erofs/image-writer.js';
import type { ServedFiles } from '../lazy/served-files.js';
import type { WireLayer } from '../protocol/layer-messages.js';
import { BlobUnavailable, type BlobDelivery } from './blob-delivery.js';
import { contentOf } from './snapshot-form.js';
import { readNotes } from './snapshot-notes.js';
import { ArrivalFailed, type PlannedLayer, type UnfinishedLayer } from './unfinished-layer.js';
import { newsOf, type UnpackPool } from './unpack-pool.js';

export interface Arrival {
  readonly layer: WireLayer;
  readonly indexFile: Promise<string | undefined>;
  readonly delivery: BlobDelivery;
  /** The folder that becomes the snapshot; it does not exist yet. */
  readonly draft: string;
  readonly files: ServedFiles;
  readonly images: ImageMounts;
  readonly pool: UnpackPool;
  /** Is called when the image is whole. */
  readonly onWhole: (warnings: readonly string[]) => void;
}

/**
 * A layer whose blob is read from its start to its end while steps already run on it. Its index may come from a cache that others write. So
 * steps' results count when all of the layer was compared with it.
 */
export class ArrivingLayer implements UnfinishedLayer {
  readonly planned: Promise<PlannedLayer | undefined>;
  readonly whole: Promise<void>;
  readonly proven: Promise<void>;
  readonly broken: Promise<never>;
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
    this.proven = this.whole;
    this.broken = this.whole.then(() => new Promise<never>(() => undefined));
    this.broken.catch(() => undefined);
    void arrival.files.ended.then(() => this.fail('the program that serves its files has ended'));
  }

  fail(reason: string): void {
    this.#failWith(new ArrivalFailed(`layer ${this.#arrival.layer.blob.digest}: ${reason}`));
  }

  #failWith(error: Error): void {
    this.#arrival.files.giveUp(this.#number);
    this.#fails(error);
  }

  async #plan(): Promise<Planned | undefined> {
    const { layer, draft, files, images, pool } = this.#arrival;
    const indexFile = await this.#arrival.indexFile;
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
