import { closeSync, openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import type { KernelCalls, Lock } from '../kernel/syscalls.js';
import type { DmDevices } from './dm-devices.js';
import type { PoolFiles } from './pool-files.js';
import type { Programs } from './programs.js';

/** Sectors of a block of the pool, 64 KiB: what a clone copies when it is written to. */
const BLOCK = 128;
/** Milliseconds between two tries for what others have for as long as one command takes. */
const RETRY = 20;
const TRIES = 50;

export interface ThinPoolParts {
  readonly kernel: KernelCalls;
  readonly programs: Programs;
  readonly devices: DmDevices;
  readonly files: PoolFiles;
}

/**
 * A pool of device mapper's thin volumes, in files. Workers that run side by side use one pool together. Each has it open, and the kernel
 * removes it, and its loop devices, when the last of them ends, also if that one is killed.
 */
export class ThinPool {
  readonly #parts: ThinPoolParts;
  #name = '';
  #held: number | undefined;

  constructor(parts: ThinPoolParts) {
    this.#parts = parts;
  }

  /**
   * @param used is called when no other worker has volumes, and returns those that are kept
   * @throws InfraError
   */
  async open(used: () => ReadonlySet<number>): Promise<void> {
    const { files } = this.#parts;
    files.makeFolder();
    await this.alone(async () => {
      files.make();
      this.#name = files.deviceName;
      for (let tries = 1; this.#held === undefined; tries++) {
        try {
          await this.#openOnce(used);
        } catch (error) {
          // The kernel may be just removing it.
          if (tries === TRIES) throw error;
          await delay(RETRY);
        }
      }
    });
  }

  async #openOnce(used: () => ReadonlySet<number>): Promise<void> {
    const { devices } = this.#parts;
    await this.#tidy();
    const isNew = !(await devices.has(this.#name));
    if (isNew) await this.#start();
    const held = openSync(await devices.node(this.#name), 'r');
    try {
      await devices.removeWhenUnused(this.#name);
      if (isNew) await this.#forgetAllBut(used());
    } catch (error) {
      closeSync(held);
      throw error;
    }
    this.#held = held;
  }

  /** Whoever works alone sees no device that another one is about to change: what looks so was left by one that was killed. */
  async #tidy(): Promise<void> {
    const { devices } = this.#parts;
    const own = (await devices.list()).filter(({ name }) => name.startsWith(`${this.#name}-`));
    for (const { name, isSuspended } of own) {
      if (isSuspended) await devices.resume(name);
      await devices.removeWhenUnused(name);
    }
  }

  async #forgetAllBut(used: ReadonlySet<number>): Promise<void> {
    for (const id of this.#parts.files.ids()) if (!used.has(id)) await this.delete(id);
  }

  /** Lets go of the pool, and removes its files if it has no volumes. */
  async close(): Promise<void> {
    if (this.#held === undefined) return;
    const { devices, files } = this.#parts;
    await this.alone(async () => {
      if (this.#held !== undefined) closeSync(this.#held);
      this.#held = undefined;
      if (files.ids().length > 0) return;
      for (let tries = 0; tries < TRIES && (await devices.has(this.#name)); tries++) await delay(RETRY);
      // Otherwise another worker still has it.
      if (!(await devices.has(this.#name))) files.remove();
    });
  }

  /** Does something while no other worker changes what there is. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const { kernel, files } = this.#parts;
    let lock: Lock | undefined;
    while ((lock = await kernel.lock(files.changes, 'exclusive')) === undefined) await delay(RETRY);
    try {
      return await work();
    } finally {
      await lock.release();
    }
  }

  /** Makes an empty volume, or a clone of another one. */
  async make(id: number, origin?: number): Promise<void> {
    const { devices } = this.#parts;
    if (origin === undefined) await devices.message(this.#name, 'create_thin', id);
    else await devices.message(this.#name, 'create_snap', id, origin);
  }

  deviceName(id: number): string {
    return `${this.#name}-${id}`;
  }

  /**
   * Calls `use` with the node of a volume's device, which goes when nobody has it open any more.
   */
  async withDevice<T>(id: number, use: (node: string) => Promise<T>): Promise<T> {
    const { devices, files } = this.#parts;
    const name = this.deviceName(id);
    if (!(await devices.has(name)))
      await devices.create(name, files.volumeSize, 'thin', await devices.node(this.#name), id);
    try {
      return await use(await devices.node(name));
    } finally {
      await devices.removeWhenUnused(name);
    }
  }

  /** Of a volume that is still mounted somewhere, the next worker that is alone removes what is left. */
  async delete(id: number): Promise<void> {
    const { devices, programs, files } = this.#parts;
    const isUsed = (): Promise<boolean> => devices.has(this.deviceName(id));
    if (await isUsed()) return;
    // Gives its room back to the disk.
    await this.withDevice(id, (node) => programs.run('blkdiscard', node)).catch(() => undefined);
    if (await isUsed()) return;
    await devices.message(this.#name, 'delete', id).catch(() => undefined);
    files.forgetId(id);
  }

  /** @returns what the kernel says of the pool */
  status(): Promise<string> {
    return this.#parts.devices.status(this.#name);
  }

  async #start(): Promise<void> {
    const { files, devices, programs } = this.#parts;
    const loops: string[] = [];
    try {
      for (const file of [files.metadata, files.data])
        loops.push((await programs.run('losetup', '--find', '--show', file)).trim());
      const sectors = Math.floor(files.dataSize / BLOCK) * BLOCK;
      await devices.create(this.#name, sectors, 'thin-pool', ...loops, BLOCK, 0, 1, 'error_if_no_space');
    } finally {
      // They go with the pool.
      for (const device of loops) await programs.run('losetup', '-d', device);
    }
  }
}
