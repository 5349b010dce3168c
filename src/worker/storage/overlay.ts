import { mkdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import { InfraError, UserError } from '../../errors.js';
import type { DiffId } from '../../oci/identity.js';
import { SyscallError, type KernelCalls } from '../kernel/syscalls.js';
import type { XattrFamily } from '../kernel/overlay-marks.js';
import { SnapshotStack } from '../snapshot/snapshot-stack.js';
import { highestOfEach } from '../snapshot/equal-layers.js';
import type { Lower, Snapshots } from '../snapshot/store.js';
import type { ShortNames } from './short-names.js';

/** The most lower directories that overlayfs takes (fs/overlayfs/params.c, OVL_MAX_STACK). */
export const MAX_LOWERS = 500;
/**
 * With more layers, the lowest directory is itself an overlay mount of the lowest layers. Only one can be: a mount shows no
 * whiteouts, so nothing may be below it, and overlays nest two deep at most (linux/fs.h, FILESYSTEM_MAX_STACK_DEPTH).
 */
const MAX_LAYERS = 2 * MAX_LOWERS - 1;

/**
 * A step's files become a layer or are dropped, so none of its writes must survive a crash of the machine. With this option,
 * neither an fsync in the step waits for the disk, nor the unmount, which would also write out what was just unpacked. Since
 * Linux 5.10.
 */
const SKIP_SYNC = 'volatile';
/**
 * Images are file systems of their own. With this option, all files of a mount have one device number all the same: programs
 * that stay on one file system (`tar --one-file-system`) would leave out the files of images. It costs inode numbers of 64 bits.
 */
const ONE_DEVICE = 'xino=on';
/** How many times `seal` tries, and the milliseconds between two tries. */
const SEAL_TRIES = 100;
const SEAL_RETRY = 20;

export interface Upper {
  readonly upper: string;
  readonly work: string;
  /** Default: true. Else it has what was written to an earlier mount of the same layers. */
  readonly isNew?: boolean;
}

export interface LayerMountsParts {
  readonly kernel: KernelCalls;
  readonly snapshots: Snapshots;
  readonly family: XattrFamily;
  /** For the folders that are mounted. */
  readonly names: ShortNames;
}

interface OverlayMount {
  readonly target: string;
  /** Highest first. */
  readonly lowers: readonly string[];
  /** Those of `lowers` that other mounts use too. */
  readonly shared: ReadonlySet<string>;
  readonly upper: Upper | undefined;
  /** Further options. */
  readonly more: readonly string[];
}

/** Mounts stacks of snapshots with overlayfs. */
export class LayerMounts {
  readonly #kernel: KernelCalls;
  readonly #snapshots: Snapshots;
  readonly #family: XattrFamily;
  readonly #names: ShortNames;
  /** Set to false on a kernel that does not know the option. */
  #skipsSync = true;

  constructor({ kernel, snapshots, family, names }: LayerMountsParts) {
    this.#kernel = kernel;
    this.#snapshots = snapshots;
    this.#family = family;
    this.#names = names;
  }

  /**
   * Mounts the flattened layers at `target`. Writes go to `upper`, which gets the root directory's metadata first. Without
   * `upper`, the mount is read-only.
   *
   * @param layers lowest first, each with its snapshot
   * @param scratch a private folder on the snapshots' file system
   * @throws InfraError when overlayfs refuses
   */
  async mount(layers: readonly DiffId[], target: string, scratch: string, upper?: Upper): Promise<SnapshotStack> {
    mkdirSync(target, { recursive: true });
    const below = await this.#lowers(layers);
    const stack = new SnapshotStack(below);
    const folders = below.map(({ files }) => files).reverse();
    const top = `${scratch}/top`;
    const lowers = [...((await stack.writeTop(top)) ? [top] : []), ...folders];
    if (lowers.length === 0) {
      mkdirSync(`${scratch}/empty`, { recursive: true, mode: 0o755 });
      lowers.push(`${scratch}/empty`);
    }
    if (upper !== undefined && upper.isNew !== false) stack.copyRoot(upper.upper);
    if (upper === undefined && lowers.length === 1) {
      await this.#kernel.mount({ source: lowers[0] ?? '', target, type: 'none', options: ['bind'] });
      await this.#kernel.mount({ source: 'none', target, type: 'none', options: ['remount', 'bind', 'ro'] });
      return stack;
    }
    const more = below.some(({ form }) => form !== 'folder') ? [ONE_DEVICE] : [];
    const shared = new Set(folders);
    if (lowers.length <= MAX_LOWERS) await this.#overlay({ target, lowers, shared, upper, more });
    else if (lowers.length <= MAX_LAYERS)
      await this.#overlayTwice({ target, lowers, shared, upper, more: [] }, scratch);
    else {
      throw new InfraError(`the image has ${layers.length} layers; a RUN can use at most ${MAX_LAYERS}`, {
        hint: 'Join steps, or flatten the base image.',
      });
    }
    return stack;
  }

  #lowers(layers: readonly DiffId[]): Promise<readonly Lower[]> {
    return Promise.all(highestOfEach(layers, (diffId) => diffId).map((diffId) => this.#snapshots.lower(diffId)));
  }

  /**
   * Makes a mount with an upper directory read-only. A step may have passed an open file to another step, which then cannot
   * change the directory any more while it is captured or used.
   *
   * @throws UserError if another process keeps a file open for writing; the signal's reason
   */
  async seal(target: string, signal: AbortSignal): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        await this.#kernel.mount({ source: 'none', target, type: 'none', options: ['remount', 'ro'] });
        return;
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        // The kernel may still be closing files of the step's last processes.
        if (tries < SEAL_TRIES) await delay(SEAL_RETRY, undefined, { signal });
        else {
          throw new UserError('another process keeps a file of this step open for writing', {
            hint: 'Steps that run side by side must not pass each other open files of their own.',
            cause: error,
          });
        }
      }
    }
  }

  async #overlayTwice(wanted: OverlayMount, scratch: string): Promise<void> {
    const lowest = `${scratch}/lowest`;
    mkdirSync(lowest);
    const { lowers } = wanted;
    await this.#overlay({ ...wanted, target: lowest, lowers: lowers.slice(-MAX_LOWERS), upper: undefined });
    try {
      await this.#overlay({ ...wanted, lowers: [...lowers.slice(0, -MAX_LOWERS), lowest] });
    } finally {
      // The overlay above still uses it, so it stays until that is unmounted.
      await this.#kernel.unmount(lowest);
    }
  }

  #overlay(wanted: OverlayMount): Promise<void> {
    const { lowers, shared, upper } = wanted;
    const own = lowers.filter((lower) => !shared.has(lower));
    const written = upper === undefined ? [] : [upper.upper, upper.work];
    return this.#names.during([...own, ...written], (nameOf) => this.#mountOverlay(wanted, nameOf));
  }

  async #mountOverlay({ target, lowers, upper, more }: OverlayMount, nameOf: (path: string) => string): Promise<void> {
    const options = [`lowerdir=${lowers.map(nameOf).join(':')}`];
    if (upper === undefined) options.push('ro');
    else options.push(`upperdir=${nameOf(upper.upper)}`, `workdir=${nameOf(upper.work)}`);
    // So that the upper directory is complete by itself: renamed lower directories and files with new metadata are copied
    // into it.
    options.push('redirect_dir=nofollow', 'metacopy=off', 'index=off', ...more);
    if (this.#family === 'user') options.push('userxattr');
    const cwd = this.#names.folder;
    const mount = (sync: readonly string[] = []): Promise<void> =>
      this.#kernel.mount({ source: 'overlay', target, type: 'overlay', options: [...options, ...sync], cwd });
    try {
      if (upper === undefined || !this.#skipsSync) await mount();
      else {
        await mount([SKIP_SYNC]).catch(async (error: unknown) => {
          if (!(error instanceof SyscallError)) throw error;
          await mount();
          this.#skipsSync = false;
        });
      }
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
      throw new InfraError(`overlayfs refused to mount ${lowers.length} layers: ${error.message}`, {
        hint: 'Keep the data (--root) on a file system that overlayfs can use, such as ext4 or xfs, not on an overlay or NFS.',
        cause: error,
      });
    }
  }
}
