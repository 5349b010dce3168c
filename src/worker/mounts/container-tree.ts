import { mkdirSync, statSync, writeFileSync } from 'node:fs';

import { UserError } from '../../errors.js';
import { restrictMount, type Restriction } from '../kernel/mount-flags.js';
import { RootedPath, type EntryKind } from '../kernel/rooted-path.js';
import { SyscallError, type KernelCalls } from '../kernel/syscalls.js';
import type { SpecMount } from '../runtime/runtime-spec.js';
import type { PlannedMount } from '../runtime/system-mounts.js';
import { linkDescriptors, type DeviceNodes } from './device-nodes.js';
import { MountPoints } from './mount-points.js';
import { checkSystemFolder, checkTarget } from './mount-target.js';

export interface ContainerTreeOptions {
  readonly kernel: KernelCalls;
  /** Where the image's layers are mounted. Nothing is mounted on this folder itself. */
  readonly rootfs: string;
  /** A private folder that does not exist yet. */
  readonly folder: string;
  /** `undefined` in a user namespace, which cannot make device nodes: the runtime mounts the machine's then. */
  readonly devices: DeviceNodes | undefined;
  /** Device nodes that the step makes can be opened. */
  readonly privileged: boolean;
}

const RESTRICTIONS: readonly string[] = ['ro', 'nosuid', 'nodev', 'noexec'] satisfies readonly Restriction[];

/**
 * A step's root file system with everything that is mounted on it. It is made before the container is. Paths of the image
 * and of mounts are never passed on as text: each is followed once, by descriptors, and what was found is what gets mounted.
 * The runtime only makes the mounts that need the container's own namespaces, on folders that nobody else can touch.
 *
 * Unless the step is privileged, device nodes do not work on any file system that it can write to.
 */
export class ContainerTree {
  readonly root: string;
  /** What the runtime has to mount, in order. */
  readonly left: SpecMount[] = [];
  readonly #options: ContainerTreeOptions;
  readonly #points: MountPoints;
  /** The restrictions of every mount that the step can write to. */
  readonly restrictions: readonly Restriction[];
  readonly #undo: (() => Promise<void>)[] = [];
  /** Private paths that something is mounted on. */
  readonly #mountPoints = new Set<string>();
  #count = 0;

  private constructor(options: ContainerTreeOptions) {
    this.#options = options;
    this.root = `${options.folder}/root`;
    this.#points = new MountPoints(options.rootfs);
    this.restrictions = options.privileged ? [] : ['nodev'];
  }

  static async create(options: ContainerTreeOptions): Promise<ContainerTree> {
    const tree = new ContainerTree(options);
    const { kernel, rootfs, folder } = options;
    mkdirSync(folder, { mode: 0o700 });
    mkdirSync(tree.root);
    await kernel.mount({ source: rootfs, target: tree.root, type: 'none', options: ['bind'] });
    tree.#mountPoints.add(tree.root);
    await restrictMount(kernel, tree.root, tree.restrictions);
    return tree;
  }

  /** @throws UserError when the destination does not exist or may not be mounted on */
  async mount(mount: PlannedMount): Promise<void> {
    const target = new RootedPath(this.root, mount.destination);
    try {
      if (mount.maker === 'runtime') this.#leave(mount, target);
      else await this.#mountAt(mount, target);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error) || error instanceof SyscallError) throw error;
      const [reason = ''] = error.message.split(',');
      throw new UserError(`cannot mount on ${mount.destination}: ${reason}`, { cause: error });
    } finally {
      target.close();
    }
  }

  /** Unmounts everything, then removes the mount points that were made. */
  async close(): Promise<void> {
    for (const mountPoint of this.#mountPoints) await this.#options.kernel.unmount(mountPoint);
    this.#mountPoints.clear();
    for (const undo of this.#undo.splice(0)) await undo();
    this.#points.remove();
  }

  /**
   * Leaves the mount to the runtime. It makes a missing /proc or /sys, which stays in the layer, as it does with BuildKit.
   */
  #leave({ maker: _, ...mount }: PlannedMount, target: RootedPath): void {
    if (mount.destination === '/proc' || mount.destination === '/sys') {
      checkSystemFolder(target, mount.destination);
      target.make('directory');
    }
    this.left.push(mount);
  }

  async #mountAt(mount: PlannedMount, target: RootedPath): Promise<void> {
    const kind = mount.type !== 'bind' || statSync(mount.source).isDirectory() ? 'directory' : 'file';
    checkTarget(target.path, mount);
    const options = withMode(mount, target);
    if (mount.destination === '/dev') {
      checkSystemFolder(target, '/dev');
      target.make('directory');
    }
    if (this.#isKernels(target.path)) {
      const source = await this.#prepare({ ...mount, options }, kind);
      this.left.push({ destination: target.path, type: 'bind', source, options: ['rbind'] });
      return;
    }
    if (!target.exists) target.make(kind, (made) => this.#points.note(made));
    if (target.stats.isDirectory() !== (kind === 'directory')) {
      const there = kind === 'file' ? 'directory' : 'file';
      throw new UserError(`cannot mount a ${kind} on ${mount.destination}: it is a ${there}`);
    }
    const source = await this.#prepare({ ...mount, options }, kind);
    await this.#options.kernel.mount({ source, target: target.file, type: 'none', options: ['move'] });
    this.#mountPoints.delete(source);
  }

  /** Whether the path is on a file system of the kernel that the runtime mounts later. */
  #isKernels(path: string): boolean {
    return this.left.some(({ destination }) => path === destination || path.startsWith(`${destination}/`));
  }

  /** Mounts it on a private path, with all its restrictions. */
  async #prepare(mount: PlannedMount, kind: EntryKind): Promise<string> {
    const { kernel, folder, devices } = this.#options;
    const mountPoint = `${folder}/mount-${++this.#count}`;
    if (kind === 'directory') mkdirSync(mountPoint);
    else writeFileSync(mountPoint, '');
    const { source, type, options } = mount;
    if (type === 'bind') {
      await kernel.mount({ source, target: mountPoint, type: 'none', options: ['bind'] });
      this.#mountPoints.add(mountPoint);
      await restrictMount(kernel, mountPoint, [...options.filter(isRestriction), ...this.restrictions]);
      return mountPoint;
    }
    // The terminals of a devpts are devices that must work, and nobody can make other nodes there.
    const closed = type === 'devpts' ? [] : this.restrictions;
    await kernel.mount({ source, target: mountPoint, type, options: [...options, ...closed] });
    this.#mountPoints.add(mountPoint);
    if (mount.destination !== '/dev') return mountPoint;
    linkDescriptors(mountPoint);
    if (devices !== undefined) this.#undo.push(await devices.fill(mountPoint));
    return mountPoint;
  }
}

function isRestriction(option: string): option is Restriction {
  return RESTRICTIONS.includes(option);
}

/**
 * As runc does: a tmpfs over an existing directory gets the directory's mode, any other the kernel's default. Call it before
 * the directory is made.
 */
function withMode({ type, options }: PlannedMount, target: RootedPath): readonly string[] {
  if (type !== 'tmpfs' || options.some((option) => option.startsWith('mode='))) return options;
  const mode = target.exists && target.stats.isDirectory() ? target.stats.mode & 0o7777 : 0o1777;
  return [...options, `mode=${mode.toString(8)}`];
}
