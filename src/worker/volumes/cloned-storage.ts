import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';

import { errorCode } from '../../errors.js';
import { moveEntry } from '../../files/publish.js';
import type { LayerIndex } from '../../layer/layer-index.js';
import type { DiffId } from '../../oci/identity.js';
import { removeTree } from '../kernel/remove-tree.js';
import type { KernelCalls } from '../kernel/syscalls.js';
import type { WireLayer } from '../protocol/layer-messages.js';
import type { UnfinishedLayer } from '../snapshot/unfinished-layer.js';
import { BlobUnavailable } from '../snapshot/blob-delivery.js';
import { CONTAINER_PLACES } from '../trees/container-place.js';
import type { AskLayer, LayerStorage, ShownTree, TreePlace, WorkTree } from '../trees/layer-storage.js';
import { mergeLayer } from '../snapshot/merge-layer.js';
import { retime } from '../snapshot/set-file-times.js';
import { setStats } from '../snapshot/snapshot-stack.js';
import type { Unpacking } from '../snapshot/unpack-layer.js';
import { highestOfEach } from '../snapshot/equal-layers.js';
import { AskedOnce } from './asked-once.js';
import { ClonedTree } from './cloned-tree.js';
import { waitForLaterTime } from './wait-for-later-time.js';
import type { VolumeDriver } from './volume-driver.js';

export interface ClonedStorageParts {
  readonly kernel: KernelCalls;
  readonly driver: VolumeDriver;
  /** The folder for what is kept. */
  readonly folder: string;
  /** A private folder on the same file system. */
  readonly scratch: string;
  readonly unpacking: Unpacking;
}

/** In a volume: the files of the layers, and a layer that is being unpacked. */
const FILES = 'fs';
const UNPACKED = 'layer';

/**
 * Keeps the files of whole stacks of layers, each stack in a volume: `<folder>/<hash of its diff ids>.<driver>`. A stack is made by cloning
 * the one below its highest layer, and merging that layer into the clone. A step works on a clone, which becomes the volume of its stack
 * and the layer that the step made. A volume gets its final name when it is complete.
 */
export class ClonedStorage implements LayerStorage {
  readonly #parts: ClonedStorageParts;
  /** By place. */
  readonly #making = new Map<string, Promise<void>>();
  /** What is below each layer that a step of this worker made. */
  readonly #below = new Map<DiffId, readonly DiffId[]>();
  readonly #asked = new AskedOnce();
  #count = 0;

  constructor(parts: ClonedStorageParts) {
    this.#parts = parts;
  }

  async ensure(stack: readonly WireLayer[], ask: AskLayer): Promise<void> {
    const layers = highestOfEach(stack, ({ diffId }) => diffId);
    const places = layers.map((_, position) => this.#place(diffIdsOf(layers.slice(0, position + 1))));
    const first = places.findLastIndex((place) => existsSync(place)) + 1;
    const missing = layers.slice(first).map((layer, position) => ({ layer, at: first + position }));
    // All are asked for at once, since they are downloaded side by side.
    for (const { layer } of missing) this.#asked.begin(layer, ask);
    for (const { layer, at } of missing) await this.#ensureOne(places[at] ?? '', places[at - 1], layer, ask);
  }

  /** @param below the place of the stack below the layer; `undefined` if it is the lowest */
  async #ensureOne(place: string, below: string | undefined, layer: WireLayer, ask: AskLayer): Promise<void> {
    for (;;) {
      if (existsSync(place)) return;
      const making = this.#making.get(place);
      if (making === undefined) {
        const work = this.#make(place, below, layer, ask).finally(() => this.#making.delete(place));
        this.#making.set(place, work);
        await work;
        continue;
      }
      try {
        await making;
      } catch (error) {
        // The other request could not get a blob: ask for it ourselves.
        if (!(error instanceof BlobUnavailable)) throw error;
      }
    }
  }

  async begin(stack: readonly WireLayer[], ask: AskLayer): Promise<readonly UnfinishedLayer[]> {
    await this.ensure(stack, ask);
    return [];
  }

  async show(stack: readonly DiffId[], { target, scratch }: TreePlace): Promise<ShownTree> {
    const { kernel, driver } = this.#parts;
    const place = await this.#volumeOf(stack, `${scratch}/empty`);
    const folder = await driver.open(place);
    mkdirSync(target, { recursive: true });
    await kernel.mount({ source: `${folder}/${FILES}`, target, type: 'none', options: ['bind'] });
    await kernel.mount({ source: 'none', target, type: 'none', options: ['remount', 'bind', 'ro'] });
    return {
      unmount: async () => {
        await kernel.unmount(target);
        await driver.close(place);
      },
    };
  }

  async work(stack: readonly DiffId[], place: TreePlace): Promise<WorkTree> {
    const { scratch } = place;
    const origin = await this.#volumeOf(stack, `${scratch}/origin`);
    const volume = `${scratch}/volume`;
    await this.#parts.driver.clone(origin, volume);
    return this.#tree({ stack, origin, volume, place, keeps: false });
  }

  async reopen(stack: readonly DiffId[], place: TreePlace, folder: string): Promise<WorkTree> {
    const { driver } = this.#parts;
    const own = `${folder}/${CONTAINER_PLACES[driver.name]}`;
    if (!existsSync(own)) {
      // What it was cloned from must stay as long as the container, to see what was changed.
      const draft = `${place.scratch}/files`;
      mkdirSync(draft, { mode: 0o700 });
      const origin = await this.#volumeOf(stack, `${place.scratch}/origin`);
      for (const name of ['origin', 'volume']) await driver.clone(origin, `${draft}/${name}`);
      moveEntry(draft, own);
    }
    return this.#tree({ stack, origin: `${own}/origin`, volume: `${own}/volume`, place, keeps: true });
  }

  writtenIn(_folder: string): Promise<undefined> {
    // The whole tree is kept there. What of it was written is seen by comparing it with the layers below.
    return Promise.resolve(undefined);
  }

  async removeFiles(folder: string): Promise<number | undefined> {
    const { driver } = this.#parts;
    for (const name of ['origin', 'volume']) await driver.remove(`${folder}/${CONTAINER_PLACES[driver.name]}/${name}`);
    await removeTree(folder);
    return undefined;
  }

  async keep(made: DiffId, kept: DiffId, index: LayerIndex, signal: AbortSignal): Promise<void> {
    const { driver } = this.#parts;
    const below = this.#below.get(made);
    if (below === undefined) return;
    const draft = this.#draft();
    if (!takeFolder(this.#place([...below, made]), draft)) return;
    const place = this.#place([...below, kept]);
    try {
      if (existsSync(place)) return;
      await retime(`${await driver.open(draft)}/${FILES}`, index, signal);
      await driver.close(draft);
      await this.#publish(draft, place);
    } finally {
      await driver.close(draft);
      await driver.remove(draft);
    }
  }

  async removeAll(): Promise<void> {
    const { driver, folder } = this.#parts;
    for (const name of readdirSync(folder)) {
      if (name.endsWith(`.${driver.name}`)) await driver.remove(`${folder}/${name}`);
      else await removeTree(`${folder}/${name}`);
    }
  }

  close(): Promise<void> {
    return this.#parts.driver.end();
  }

  async #tree({ stack, origin, volume, place, keeps }: TreeParts): Promise<WorkTree> {
    const { kernel, driver, scratch } = this.#parts;
    const folder = await driver.open(volume);
    // Nothing that the step changes may keep the time that it has now.
    await waitForLaterTime(`${folder}/tick`);
    mkdirSync(place.target, { recursive: true });
    await kernel.mount({ source: `${folder}/${FILES}`, target: place.target, type: 'none', options: ['bind'] });
    return new ClonedTree({
      ...{ kernel, driver, origin, volume, place, keeps },
      written: scratch,
      files: FILES,
      adopt: async (sealed, made) => {
        const [from, to] = [await driver.open(origin), await driver.open(sealed)];
        // A layer has no entry for its root: when it is unpacked, the root of the layers below is used.
        setStats(`${to}/${FILES}`, lstatSync(`${from}/${FILES}`));
        for (const opened of [origin, sealed]) await driver.close(opened);
        this.#below.set(made, stack);
        await this.#publish(sealed, this.#place([...stack, made]));
      },
    });
  }

  /** @param empty where a volume is made for no layers at all */
  async #volumeOf(stack: readonly DiffId[], empty: string): Promise<string> {
    if (stack.length > 0) return this.#place(stack);
    await this.#makeEmpty(empty);
    return empty;
  }

  async #makeEmpty(place: string): Promise<void> {
    const { driver } = this.#parts;
    await driver.create(place);
    mkdirSync(`${await driver.open(place)}/${FILES}`, { mode: 0o755 });
    await driver.close(place);
  }

  async #make(place: string, below: string | undefined, layer: WireLayer, ask: AskLayer): Promise<void> {
    const { driver, kernel, unpacking } = this.#parts;
    const draft = this.#draft();
    try {
      if (below === undefined) await this.#makeEmpty(draft);
      else await driver.clone(below, draft);
      const folder = await driver.open(draft);
      await unpacking.unpack(layer, this.#asked.take(layer, ask), `${folder}/${UNPACKED}`, 'plain');
      await mergeLayer(`${folder}/${UNPACKED}`, `${folder}/${FILES}`, kernel);
      rmSync(`${folder}/${UNPACKED}`, { recursive: true });
      await driver.close(draft);
      await this.#publish(draft, place);
    } finally {
      await driver.close(draft);
      await driver.remove(draft);
    }
  }

  /** Gives a volume its final name. If there is one with that name already, that stays. */
  async #publish(draft: string, place: string): Promise<void> {
    const { driver } = this.#parts;
    if (!existsSync(place)) {
      try {
        moveEntry(draft, place);
        return;
      } catch (error) {
        if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) throw error;
      }
    }
    await driver.remove(draft);
  }

  #place(stack: readonly DiffId[]): string {
    const layers = highestOfEach(stack, (diffId) => diffId);
    const name = createHash('sha256').update(layers.join('\n')).digest('hex');
    return `${this.#parts.folder}/${name}.${this.#parts.driver.name}`;
  }

  #draft(): string {
    return `${this.#parts.scratch}/stack-${++this.#count}`;
  }
}

function diffIdsOf(layers: readonly WireLayer[]): readonly DiffId[] {
  return layers.map(({ diffId }) => diffId);
}

interface TreeParts {
  readonly stack: readonly DiffId[];
  readonly origin: string;
  readonly volume: string;
  readonly place: TreePlace;
  readonly keeps: boolean;
}

/** @returns `false` if there is none */
function takeFolder(from: string, to: string): boolean {
  try {
    moveEntry(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
