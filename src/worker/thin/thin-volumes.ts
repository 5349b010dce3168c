import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

import { InfraError, messageOf } from '../../errors.js';
import { MAKE_ROOM } from '../../files/write-error.js';
import type { XattrFamily } from '../kernel/overlay-marks.js';
import { removeTree } from '../kernel/remove-tree.js';
import type { KernelCalls } from '../kernel/syscalls.js';
import { CONTAINER_PLACES } from '../trees/container-place.js';
import type { VolumeDriver } from '../volumes/volume-driver.js';
import { DmDevices } from './dm-devices.js';
import { PoolFiles } from './pool-files.js';
import { Programs } from './programs.js';
import { ThinPool } from './thin-pool.js';

export interface ThinParts {
  readonly kernel: KernelCalls;
  readonly family: XattrFamily;
  /** `:`-separated folders to look for programs in. */
  readonly path: string;
  /** The folder of the pool, that for layers, that of the files of containers, and a private one. */
  readonly thinPool: string;
  readonly folder: string;
  readonly containerFiles: string;
  readonly scratch: string;
}

interface OpenVolume {
  readonly target: string;
  users: number;
}

const NEEDED = { dmsetup: 'dmsetup', losetup: 'mount', blkdiscard: 'util-linux', 'mkfs.ext4': 'e2fsprogs' };
/** In the folder of a place: which volume of which pool it is. */
const DEVICE = 'device';
/** Little of the volume is given away before anything is written. */
const FORMAT = ['-q', '-m', '0', '-J', 'size=16', '-E', 'nodiscard,lazy_itable_init=1,lazy_journal_init=1'];
const MOUNT = ['noatime', 'noinit_itable'];

/** Thin volumes of device mapper, each with a file system of its own. */
export class ThinVolumes implements VolumeDriver {
  readonly name = 'devicemapper';
  readonly #parts: ThinParts;
  readonly #programs: Programs;
  readonly #devices: DmDevices;
  readonly #files: PoolFiles;
  readonly #pool: ThinPool;
  readonly #open = new Map<number, OpenVolume>();
  /** Those that somebody still had open when they were removed. */
  readonly #late = new Set<number>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(parts: ThinParts) {
    const { kernel, path, thinPool, scratch } = parts;
    this.#parts = parts;
    this.#programs = new Programs(path);
    this.#devices = new DmDevices(kernel, path, `${scratch}/device-nodes`);
    this.#files = new PoolFiles(thinPool);
    this.#pool = new ThinPool({ kernel, programs: this.#programs, devices: this.#devices, files: this.#files });
  }

  async lack(): Promise<string | undefined> {
    if (this.#parts.family === 'user') return 'a user namespace cannot make devices';
    const missing = Object.entries(NEEDED).filter(([name]) => !this.#programs.has(name));
    if (missing.length > 0)
      return missing.map(([name, from]) => `the program ${name} (${from}) is not installed`).join(', and ');
    await this.#devices.begin();
    try {
      await this.#pool.open(() => this.#keptIds());
    } catch (error) {
      await this.#devices.end();
      return messageOf(error);
    }
    for (const place of this.#strange()) await removeTree(place);
    return undefined;
  }

  create(place: string): Promise<void> {
    return this.#alone(async () => {
      const id = this.#newPlace(place);
      await this.#pool.make(id);
      await this.#pool.withDevice(id, (node) => this.#programs.run('mkfs.ext4', ...FORMAT, node));
    });
  }

  clone(origin: string, place: string): Promise<void> {
    return this.#alone(async () => {
      const from = this.#idOf(origin);
      const name = this.#pool.deviceName(from);
      const opened = this.#open.get(from);
      if (opened !== undefined) await this.#sync(opened.target);
      const id = this.#newPlace(place);
      const isActive = await this.#devices.has(name);
      if (isActive) await this.#devices.suspend(name);
      try {
        await this.#pool.make(id, from);
      } finally {
        if (isActive) await this.#devices.resume(name);
      }
    });
  }

  open(place: string): Promise<string> {
    return this.#alone(async () => {
      const id = this.#idOf(place);
      const known = this.#open.get(id);
      if (known !== undefined) {
        known.users++;
        return known.target;
      }
      const target = `${this.#parts.scratch}/volumes/${id}`;
      mkdirSync(target, { recursive: true, mode: 0o700 });
      await this.#pool.withDevice(id, (source) =>
        this.#parts.kernel.mount({ source, target, type: 'ext4', options: MOUNT }),
      );
      this.#open.set(id, { target, users: 1 });
      return target;
    });
  }

  close(place: string): Promise<void> {
    return this.#alone(async () => {
      const id = this.#findId(place);
      const opened = id === undefined ? undefined : this.#open.get(id);
      if (id === undefined || opened === undefined || --opened.users > 0) return;
      this.#open.delete(id);
      try {
        await this.#sync(opened.target);
      } finally {
        await this.#parts.kernel.unmount(opened.target);
      }
    });
  }

  async remove(place: string): Promise<void> {
    const id = this.#findId(place);
    if (id !== undefined) await this.#alone(() => this.#delete(id));
    await removeTree(place);
  }

  async end(): Promise<void> {
    await this.#alone(async () => {
      for (const { target } of this.#open.values()) await this.#parts.kernel.unmount(target);
      this.#open.clear();
      for (const id of this.#late) await this.#delete(id);
    });
    await this.#pool.close();
    await this.#devices.end();
  }

  async #delete(id: number): Promise<void> {
    await this.#pool.delete(id);
    if (this.#files.ids().includes(id)) this.#late.add(id);
  }

  /**
   * What a step wrote may find no room only when the kernel writes it to the disk, long after the step was told that all is well.
   *
   * @throws InfraError if something could not be written
   */
  async #sync(folder: string): Promise<void> {
    try {
      await this.#programs.run('sync', '-f', folder);
    } catch (error) {
      const status = await this.#pool.status().catch(() => '');
      throw new InfraError(
        `the disk is full, or broken: what was written to a volume of device mapper is lost: ${messageOf(error)}. The pool: ${status}`,
        { cause: error, hint: MAKE_ROOM },
      );
    }
  }

  /** One after the other in this worker, and while no other worker changes the pool. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#queue.catch(() => undefined).then(() => this.#pool.alone(work));
    this.#queue = next;
    return next;
  }

  /** Makes the folder first: a volume that no place names is removed. */
  #newPlace(place: string): number {
    const id = this.#files.newId();
    mkdirSync(place, { mode: 0o700 });
    writeFileSync(`${place}/${DEVICE}`, `${this.#files.identity} ${id}`);
    return id;
  }

  /** @returns `undefined` if there is no such place, or if it is of another pool */
  #findId(place: string): number | undefined {
    const file = `${place}/${DEVICE}`;
    if (!existsSync(file)) return undefined;
    const [identity, id] = readFileSync(file, 'utf8').split(' ');
    return identity === this.#files.identity ? Number(id) : undefined;
  }

  #idOf(place: string): number {
    const id = this.#findId(place);
    if (id !== undefined) return id;
    throw new InfraError(`${place} is not a volume of this pool any more`, {
      hint: 'Remove what is kept for later builds: layer-build cache prune --all',
    });
  }

  #kept(): readonly string[] {
    const { folder } = this.#parts;
    return namesIn(folder)
      .filter((name) => name.endsWith(`.${this.name}`))
      .map((name) => `${folder}/${name}`);
  }

  /** Kept, but of a pool that is gone. */
  #strange(): readonly string[] {
    return this.#kept().filter((place) => this.#findId(place) === undefined);
  }

  /** Of all places that there are but those of workers. */
  #keptIds(): ReadonlySet<number> {
    const { containerFiles } = this.#parts;
    const containers = namesIn(containerFiles).flatMap((id) =>
      ['origin', 'volume'].map((name) => `${containerFiles}/${id}/${CONTAINER_PLACES.devicemapper}/${name}`),
    );
    const ids = [...this.#kept(), ...containers].map((place) => this.#findId(place));
    return new Set(ids.filter((id) => id !== undefined));
  }
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
