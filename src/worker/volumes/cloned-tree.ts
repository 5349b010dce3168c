import type { DiffId } from '../../oci/identity.js';
import type { KernelCalls } from '../kernel/syscalls.js';
import type { LayerSink } from '../trees/layer-sink.js';
import type { TreePlace, WorkTree } from '../trees/layer-storage.js';
import { captureChanges } from './compare-trees.js';
import { FolderOrigin } from './folder-origin.js';
import type { VolumeDriver } from './volume-driver.js';

export interface ClonedTreeParts {
  readonly kernel: KernelCalls;
  readonly driver: VolumeDriver;
  /** Places of the volume that is written to, which is open, and of the one that it was cloned from. */
  readonly volume: string;
  readonly origin: string;
  readonly place: TreePlace;
  /** Whether the volume stays, as that of a container. */
  readonly keeps: boolean;
  readonly written: string;
  /** The folder in a volume that has the files of the layers. */
  readonly files: string;
  readonly adopt: (sealed: string, made: DiffId) => Promise<void>;
}

/** A tree in a volume of its own. */
export class ClonedTree implements WorkTree {
  readonly written: string;
  readonly #parts: ClonedTreeParts;
  /** The place of a clone that nobody has open, once it is sealed. */
  #sealed: string | undefined;

  constructor(parts: ClonedTreeParts) {
    this.#parts = parts;
    this.written = parts.written;
  }

  /** A step may have passed an open file to another one. That file is one of the volume, and not of its clone. */
  async seal(): Promise<void> {
    const { driver, volume, place } = this.#parts;
    const sealed = `${place.scratch}/sealed`;
    await driver.clone(volume, sealed);
    this.#sealed = sealed;
  }

  async unmount(): Promise<void> {
    const { kernel, driver, volume, place } = this.#parts;
    await kernel.unmount(place.target);
    await driver.close(volume);
  }

  async capture(sink: LayerSink, signal: AbortSignal): Promise<void> {
    const { kernel, driver, volume, origin: from, files } = this.#parts;
    const read = this.#sealed ?? volume;
    const [before, now] = [await driver.open(from), await driver.open(read)];
    try {
      const origin = new FolderOrigin(`${before}/${files}`);
      try {
        await captureChanges({ root: `${now}/${files}`, origin, signal }, kernel, sink);
      } finally {
        origin.close();
      }
    } finally {
      for (const place of [from, read]) await driver.close(place);
    }
  }

  async adopt(made: DiffId): Promise<void> {
    if (this.#sealed === undefined) return;
    await this.#parts.adopt(this.#sealed, made);
  }

  async discard(): Promise<void> {
    const { driver, volume, place, keeps } = this.#parts;
    const others = [`${place.scratch}/sealed`, `${place.scratch}/origin`];
    for (const each of keeps ? others : [volume, ...others]) await driver.remove(each);
  }
}
