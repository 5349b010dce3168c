import { mkdirSync, symlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import { InfraError, UserError } from '../../errors.js';
import type { DiffId } from '../../oci/identity.js';
import { SyscallError, type KernelCalls } from '../kernel/syscalls.js';
import type { XattrFamily } from './snapshot-notes.js';
import { SnapshotStack } from './snapshot-stack.js';
import type { Snapshots } from './store.js';

/** The most lower directories that overlayfs takes (fs/overlayfs/params.c, OVL_MAX_STACK). */
const MAX_LOWERS = 500;
/**
 * A mount of the lowest layers can be one of these directories, and no more than one: a mount shows no whiteouts, so that
 * nothing may be below it, and file systems stand on each other two deep (linux/fs.h, FILESYSTEM_MAX_STACK_DEPTH).
 */
const MAX_LAYERS = 2 * MAX_LOWERS - 1;

/**
 * What a step makes is a layer or nothing, so that no write of it must outlive the machine: neither the end of the mount, which
 * else writes out all that was just unpacked, nor an fsync in the step waits for the disk. Since Linux 5.10.
 */
const SKIP_SYNC = 'volatile';
/** How often, and after how many milliseconds, the end of writing is tried again. */
const SEAL_TRIES = 100;
const SEAL_RETRY = 20;

export interface Upper {
  readonly upper: string;
  readonly work: string;
}

/** Mounts stacks of snapshots with overlayfs. */
export class LayerMounts {
  readonly #kernel: KernelCalls;
  readonly #snapshots: Snapshots;
  readonly #family: XattrFamily;
  /** Cleared on a kernel that does not know the option. */
  #skipsSync = true;

  constructor(kernel: KernelCalls, snapshots: Snapshots, family: XattrFamily) {
    this.#kernel = kernel;
    this.#snapshots = snapshots;
    this.#family = family;
  }

  /**
   * Shows the flattened layers at `target`; writes go to `upper`, which gets the root directory's metadata first. Without
   * `upper` the mount is read-only.
   *
   * @param layers lowest first, each with its snapshot
   * @param scratch a private folder on the snapshots' file system
   * @throws InfraError when overlayfs will not
   */
  async mount(layers: readonly DiffId[], target: string, scratch: string, upper?: Upper): Promise<SnapshotStack> {
    mkdirSync(target, { recursive: true });
    const folders = highestOfEach(layers).map((diffId) => this.#snapshots.folder(diffId));
    const stack = new SnapshotStack(folders);
    const top = `${scratch}/top`;
    const lowers = [...(stack.writeTop(top) ? [top] : []), ...folders.map((folder) => `${folder}/fs`).reverse()];
    if (lowers.length === 0) {
      mkdirSync(`${scratch}/empty`, { recursive: true, mode: 0o755 });
      lowers.push(`${scratch}/empty`);
    }
    if (upper !== undefined) stack.copyRoot(upper.upper);
    if (upper === undefined && lowers.length === 1) {
      await this.#kernel.mount({ source: lowers[0] ?? '', target, type: 'none', options: ['bind'] });
      await this.#kernel.mount({ source: 'none', target, type: 'none', options: ['remount', 'bind', 'ro'] });
      return stack;
    }
    if (lowers.length <= MAX_LOWERS) await this.#overlay(target, lowers, `${scratch}/l`, upper);
    else if (lowers.length <= MAX_LAYERS) await this.#overlayTwice(target, lowers, scratch, upper);
    else {
      throw new InfraError(`the image has ${layers.length} layers; a RUN can stand on ${MAX_LAYERS}`, {
        hint: 'Join steps, or flatten the base image.',
      });
    }
    return stack;
  }

  /**
   * Ends all writing in a mount with an upper directory: who still has a descriptor in it, passed on by the step to another
   * one, cannot change what is read from the directory now and used later.
   *
   * @throws UserError where something keeps a file open for writing; the signal's reason
   */
  async seal(target: string, signal: AbortSignal): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        await this.#kernel.mount({ source: 'none', target, type: 'none', options: ['remount', 'ro'] });
        return;
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        // What the step's last processes had open the kernel may be closing still.
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

  async #overlayTwice(target: string, lowers: readonly string[], scratch: string, upper?: Upper): Promise<void> {
    const lowest = `${scratch}/lowest`;
    mkdirSync(lowest);
    await this.#overlay(lowest, lowers.slice(-MAX_LOWERS), `${scratch}/ll`);
    try {
      await this.#overlay(target, [...lowers.slice(0, -MAX_LOWERS), lowest], `${scratch}/l`, upper);
    } finally {
      // What stands on it keeps it.
      await this.#kernel.unmount(lowest);
    }
  }

  /**
   * @param lowers highest first
   * @param names folder for links to them: mount(2) takes one page of options, and short names make hundreds fit
   */
  async #overlay(target: string, lowers: readonly string[], names: string, upper?: Upper): Promise<void> {
    mkdirSync(names, { recursive: true });
    const short = lowers.map((lower, position) => {
      const name = position.toString(36);
      symlinkSync(lower, `${names}/${name}`);
      return name;
    });
    const options = [`lowerdir=${short.join(':')}`];
    if (upper === undefined) options.push('ro');
    else {
      symlinkSync(upper.upper, `${names}/upper`);
      symlinkSync(upper.work, `${names}/work`);
      options.push('upperdir=upper', 'workdir=work');
    }
    // Renames of lower directories and changes of metadata then copy, so that the upper directory says all by itself.
    options.push('redirect_dir=nofollow', 'metacopy=off', 'index=off');
    if (this.#family === 'user') options.push('userxattr');
    const mount = (more: readonly string[] = []): Promise<void> =>
      this.#kernel.mount({ source: 'overlay', target, type: 'overlay', options: [...options, ...more], cwd: names });
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

/**
 * Layers that stand in the stack more than once (steps that made the same, nothing most often) only where they stand highest:
 * all that they say is said there again, and overlayfs does not take a folder twice.
 */
function highestOfEach(layers: readonly DiffId[]): readonly DiffId[] {
  return layers.filter((layer, position) => layers.lastIndexOf(layer) === position);
}
