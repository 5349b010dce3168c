import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import { digestHex, hashFields } from '../oci/digest.js';
import type { KernelCalls } from './kernel-calls.js';

export interface CacheMount {
  readonly id: string;
  readonly sharing: 'shared' | 'private' | 'locked';
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** What tells caches of one id apart by what they started as; `''` for one that starts empty. */
  readonly seed: string;
}

/** How often a cache that another build holds is asked for again, in milliseconds. */
const RETRY = 100;

/** The folders behind `RUN --mount=type=cache`: `<folder>/<hash of id and seed>/<number>/data`. */
export class CacheMounts {
  readonly #folder: string;
  readonly #kernel: KernelCalls;
  #drafts = 0;

  constructor(folder: string, kernel: KernelCalls) {
    this.#folder = folder;
    this.#kernel = kernel;
  }

  /**
   * Gives the folder to mount, made with `mode` and owner when it is new. `locked` waits until no other step has it; `private`
   * takes another folder of the same id while one is in use.
   *
   * @param fill puts the first content into a new folder
   */
  async acquire(
    mount: CacheMount,
    fill: (folder: string) => Promise<void>,
    signal: AbortSignal,
  ): Promise<{ readonly folder: string; readonly release: () => Promise<void> }> {
    const base = `${this.#folder}/${digestHex(hashFields(mount.id, mount.seed))}`;
    mkdirSync(base, { recursive: true, mode: 0o711 });
    for (let copy = 0; ;) {
      const lock = `${base}/${copy}.lock`;
      if (mount.sharing === 'shared' || (await this.#kernel.lock(lock))) {
        const folder = `${base}/${copy}`;
        if (!existsSync(folder)) await this.#make(folder, mount, fill);
        const release = (): Promise<void> =>
          mount.sharing === 'shared' ? Promise.resolve() : this.#kernel.unlock(lock);
        return { folder: `${folder}/data`, release };
      }
      if (mount.sharing === 'private') copy++;
      else await delay(RETRY, undefined, { signal });
    }
  }

  async #make(folder: string, mount: CacheMount, fill: (folder: string) => Promise<void>): Promise<void> {
    const draft = `${folder}.${process.hrtime.bigint()}-${++this.#drafts}.tmp`;
    mkdirSync(`${draft}/data`, { recursive: true, mode: 0o755 });
    await fill(`${draft}/data`);
    if (readdirSync(`${draft}/data`).length === 0 || mount.seed === '') {
      chownSync(`${draft}/data`, mount.uid, mount.gid);
      chmodSync(`${draft}/data`, mount.mode);
    }
    try {
      renameSync(draft, folder);
    } catch (error) {
      // Another step was faster.
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    }
  }
}
