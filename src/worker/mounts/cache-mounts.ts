import { chmodSync, existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { moveEntry, publishFolder } from '../../files/publish.js';
import type { MountKey } from '../../oci/identity.js';
import { removeTree } from '../kernel/remove-tree.js';
import type { KernelCalls, Lock, LockKind } from '../kernel/syscalls.js';

export type Sharing = 'shared' | 'private' | 'locked';

/** A mount's folder, locked until it is released. */
export interface HeldMount {
  readonly folder: string;
  release(): Promise<void>;
}

/** Milliseconds between tries to lock a folder that others use. */
const RETRY = 100;

/**
 * The folders behind `RUN --mount=type=cache`: `<folder>/<key of the mount>/<number>/data`. The mtime of `<number>` says
 * when it was last used.
 */
export class CacheMounts {
  readonly #folder: string;
  readonly #scratch: string;
  readonly #kernel: KernelCalls;
  readonly #making = new Map<string, Promise<void>>();
  /** By the base folder of a key: the folder that steps of this build share now, and how many steps do. */
  readonly #shared = new Map<string, { readonly folder: string; steps: number }>();
  #drafts = 0;

  /** @param scratch a private folder on the same file system */
  constructor(folder: string, scratch: string, kernel: KernelCalls) {
    this.#folder = folder;
    this.#scratch = scratch;
    this.#kernel = kernel;
    // Nobody else on the machine may read or run what steps leave here.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  }

  /**
   * Returns a folder to mount, as BuildKit does: `shared` steps use one folder together, each other step has one alone. If
   * all folders of the key are locked by others, `locked` waits, and `shared` and `private` get a new one.
   *
   * @param make makes the given folder, with its first content
   */
  async acquire(
    key: MountKey,
    sharing: Sharing,
    make: (folder: string) => Promise<void>,
    signal: AbortSignal,
  ): Promise<HeldMount> {
    const base = this.#base(key);
    for (;;) {
      for (const folder of this.#choices(base, sharing)) {
        const lock = await this.#lock(base, folder, sharing === 'shared' ? 'shared' : 'exclusive');
        if (lock === undefined) continue;
        const leave = sharing === 'shared' ? this.#join(base, folder) : () => undefined;
        try {
          await this.#ensure(folder, make);
          return hold(folder, lock, leave);
        } catch (error) {
          leave();
          await lock.release();
          throw error;
        }
      }
      await delay(RETRY, undefined, { signal });
    }
  }

  /** A sharing step goes to the folder that others of this build share. Any other step goes to the first free folder. */
  *#choices(base: string, sharing: Sharing): Generator<string, void, undefined> {
    const together = sharing === 'shared' ? this.#shared.get(base) : undefined;
    if (together !== undefined) yield together.folder;
    for (let copy = 0; copy === 0 || sharing !== 'locked' || existsSync(`${base}/${copy}`); copy++) {
      yield `${base}/${copy}`;
    }
  }

  async #lock(base: string, folder: string, kind: LockKind): Promise<Lock | undefined> {
    mkdirSync(base, { recursive: true, mode: 0o700 });
    try {
      return await this.#kernel.lock(`${folder}.lock`, kind);
    } catch (error) {
      // `removeUnused` of another worker has just removed it.
      if (!existsSync(base)) return undefined;
      throw error;
    }
  }

  /** @returns a function to call when the step has ended */
  #join(base: string, folder: string): () => void {
    const known = this.#shared.get(base);
    const group = known?.folder === folder ? known : { folder, steps: 0 };
    group.steps += 1;
    this.#shared.set(base, group);
    return () => {
      group.steps -= 1;
      if (group.steps === 0 && this.#shared.get(base) === group) this.#shared.delete(base);
    };
  }

  /** The folder of the key that was used last, to be read while steps may share it. */
  async latest(key: MountKey): Promise<HeldMount | 'absent' | 'busy'> {
    const base = this.#base(key);
    const [latest] = copiesIn(base).sort((left, right) => right.used - left.used);
    if (latest === undefined) return 'absent';
    const lock = await this.#kernel.lock(`${latest.folder}.lock`, 'shared');
    if (lock === undefined) return 'busy';
    return { folder: `${latest.folder}/data`, release: () => lock.release() };
  }

  /** Removes the folders that no step uses. */
  async removeUnused(signal: AbortSignal): Promise<void> {
    for (const name of readdirSync(this.#folder)) {
      const base = `${this.#folder}/${name}`;
      for (const file of readdirSync(base).filter((each) => /^\d+\.lock$/.test(each))) {
        signal.throwIfAborted();
        const lock = await this.#kernel.lock(`${base}/${file}`, 'exclusive');
        if (lock === undefined) continue;
        // Moved away first, so that the next owner of the lock finds either the whole folder or none.
        const draft = `${this.#scratch}/mount-${++this.#drafts}`;
        const folder = `${base}/${path.basename(file, '.lock')}`;
        if (existsSync(folder)) moveEntry(folder, draft);
        rmSync(`${base}/${file}`);
        await lock.release();
        await removeTree(draft);
      }
      if (readdirSync(base).length === 0) rmdirSync(base);
    }
  }

  #base(key: MountKey): string {
    return `${this.#folder}/${key}`;
  }

  /** Steps that share a new folder wait for the one that makes it. */
  async #ensure(folder: string, make: (folder: string) => Promise<void>): Promise<void> {
    while (!existsSync(folder)) {
      const making = this.#making.get(folder);
      if (making !== undefined) {
        // If that fails, we try ourselves.
        await making.catch(() => undefined);
        continue;
      }
      const work = this.#make(folder, make).finally(() => this.#making.delete(folder));
      this.#making.set(folder, work);
      await work;
    }
  }

  async #make(folder: string, make: (folder: string) => Promise<void>): Promise<void> {
    const draft = `${this.#scratch}/mount-${++this.#drafts}`;
    mkdirSync(draft, { mode: 0o755 });
    try {
      await make(`${draft}/data`);
      publishFolder(draft, folder);
    } catch (error) {
      await removeTree(draft);
      // Another build may have been faster.
      if (!existsSync(folder)) throw error;
    }
  }
}

function hold(folder: string, lock: Lock, leave: () => void): HeldMount {
  const touch = (): void => utimesSync(folder, new Date(), new Date());
  touch();
  const release = async (): Promise<void> => {
    touch();
    leave();
    await lock.release();
  };
  return { folder: `${folder}/data`, release };
}

function copiesIn(base: string): { readonly folder: string; readonly used: number }[] {
  if (!existsSync(base)) return [];
  const names = readdirSync(base).filter((name) => /^\d+$/.test(name));
  return names.map((name) => ({ folder: `${base}/${name}`, used: statSync(`${base}/${name}`).mtimeMs }));
}
