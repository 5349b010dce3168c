import { mkdirSync, statSync, writeFileSync } from 'node:fs';

import { UserError } from '../../errors.js';
import { restrictMount, type Restriction } from '../kernel/mount-flags.js';
import { RootedPath, type PlaceKind } from '../kernel/rooted-path.js';
import { SyscallError, type KernelCalls } from '../kernel/syscalls.js';
import type { SpecMount } from '../runtime/runtime-spec.js';
import type { PlannedMount } from '../runtime/system-mounts.js';
import { linkDescriptors, type DeviceNodes } from './device-nodes.js';
import { MountPoints } from './mount-points.js';
import { checkSystemFolder, checkTarget } from './mount-target.js';

export interface ContainerTreeOptions {
  readonly kernel: KernelCalls;
  /** Where the image's layers are mounted; it stays free of what is mounted here. */
  readonly rootfs: string;
  /** A private folder that does not exist yet. */
  readonly folder: string;
  /** `undefined` in a user namespace, which cannot make any: the runtime then mounts the machine's. */
  readonly devices: DeviceNodes | undefined;
  /** Nodes that the step makes open devices. */
  readonly privileged: boolean;
}

const RESTRICTIONS: readonly string[] = ['ro', 'nosuid', 'nodev', 'noexec'] satisfies readonly Restriction[];

/**
 * A step's root file system with all that is mounted on it, made before its container is. A path of the image or of a mount is
 * never handed to anybody as a text: it is followed once, by descriptors, and what was found is what is mounted or mounted on.
 * A runtime is left with what needs the container's own namespaces, on folders that nobody else can touch.
 *
 * On nothing that a step can write in does a device node open a device, unless it is privileged.
 */
export class ContainerTree {
  readonly root: string;
  /** What the runtime has to mount, in order. */
  readonly left: SpecMount[] = [];
  readonly #options: ContainerTreeOptions;
  readonly #points: MountPoints;
  /** What everything that the step can write in has. */
  readonly restrictions: readonly Restriction[];
  readonly #undo: (() => Promise<void>)[] = [];
  /** Private places that something is mounted on. */
  readonly #places = new Set<string>();
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
    tree.#places.add(tree.root);
    await restrictMount(kernel, tree.root, tree.restrictions);
    return tree;
  }

  /** @throws UserError when there is no such place, or none that may be mounted on */
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

  /** Takes everything away that was mounted, then the mount points that were made. */
  async close(): Promise<void> {
    for (const place of this.#places) await this.#options.kernel.unmount(place);
    this.#places.clear();
    for (const undo of this.#undo.splice(0)) await undo();
    this.#points.remove();
  }

  /** An image from scratch can be run for it: the folder stays in the layer, as with BuildKit, which has the runtime make it. */
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
    this.#places.delete(source);
  }

  /** Whether the runtime will have mounted something of the kernel's over the path. */
  #isKernels(path: string): boolean {
    return this.left.some(({ destination }) => path === destination || path.startsWith(`${destination}/`));
  }

  /** Mounts at a private place, with all its restrictions. */
  async #prepare(mount: PlannedMount, kind: PlaceKind): Promise<string> {
    const { kernel, folder, devices } = this.#options;
    const place = `${folder}/mount-${++this.#count}`;
    if (kind === 'directory') mkdirSync(place);
    else writeFileSync(place, '');
    const { source, type, options } = mount;
    if (type === 'bind') {
      await kernel.mount({ source, target: place, type: 'none', options: ['bind'] });
      this.#places.add(place);
      await restrictMount(kernel, place, [...options.filter(isRestriction), ...this.restrictions]);
      return place;
    }
    // The terminals of a devpts are devices, and nobody can make another node there.
    const closed = type === 'devpts' ? [] : this.restrictions;
    await kernel.mount({ source, target: place, type, options: [...options, ...closed] });
    this.#places.add(place);
    if (mount.destination !== '/dev') return place;
    linkDescriptors(place);
    if (devices !== undefined) this.#undo.push(await devices.fill(place));
    return place;
  }
}

function isRestriction(option: string): option is Restriction {
  return RESTRICTIONS.includes(option);
}

/** As runc does of itself: a tmpfs over a directory that is there has its mode, else what the kernel gives one. To be asked before the directory is made. */
function withMode({ type, options }: PlannedMount, target: RootedPath): readonly string[] {
  if (type !== 'tmpfs' || options.some((option) => option.startsWith('mode='))) return options;
  const mode = target.exists && target.stats.isDirectory() ? target.stats.mode & 0o7777 : 0o1777;
  return [...options, `mode=${mode.toString(8)}`];
}
