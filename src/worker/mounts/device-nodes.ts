import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';

import { removeTree } from '../kernel/remove-tree.js';
import { FILE_TYPE, type KernelCalls } from '../kernel/syscalls.js';

/** The devices of runtime-spec, "Default Devices", by major and minor number. */
const DEVICES = [
  ['null', 1, 3],
  ['zero', 1, 5],
  ['full', 1, 7],
  ['random', 1, 8],
  ['urandom', 1, 9],
  ['tty', 5, 0],
] as const;
const LINKS = [
  ['pts/ptmx', 'ptmx'],
  ['/proc/self/fd', 'fd'],
  ['/proc/self/fd/0', 'stdin'],
  ['/proc/self/fd/1', 'stdout'],
  ['/proc/self/fd/2', 'stderr'],
  ['/proc/kcore', 'core'],
] as const;

export const DEVICE_PATHS: ReadonlySet<string> = new Set(DEVICES.map(([name]) => `/dev/${name}`));

/**
 * The devices that a step may use. Their nodes lie on a file system that no step sees, one set for each step, so that what it
 * does to them is its own affair; in the step's /dev, on which no other node opens anything, each is mounted by itself.
 */
export class DeviceNodes {
  readonly #kernel: KernelCalls;
  readonly #folder: string;
  #count = 0;

  private constructor(kernel: KernelCalls, folder: string) {
    this.#kernel = kernel;
    this.#folder = folder;
  }

  /** @param folder a private folder, which a file system for nodes is mounted on */
  static async mount(kernel: KernelCalls, folder: string): Promise<DeviceNodes> {
    mkdirSync(folder, { mode: 0o700 });
    const options = ['nosuid', 'noexec', 'mode=700'];
    await kernel.mount({ source: 'tmpfs', target: folder, type: 'tmpfs', options });
    return new DeviceNodes(kernel, folder);
  }

  /**
   * @param dev an empty private folder on a file system of its own
   * @returns removes the nodes; mounts that are still there keep theirs
   */
  async fill(dev: string): Promise<() => Promise<void>> {
    const nodes = `${this.#folder}/${++this.#count}`;
    mkdirSync(nodes);
    for (const [name, major, minor] of DEVICES) {
      const node = `${nodes}/${name}`;
      await this.#kernel.makeNode(Buffer.from(node), FILE_TYPE.char | 0o666, major, minor);
      chmodSync(node, 0o666);
      writeFileSync(`${dev}/${name}`, '', { mode: 0o666 });
      await this.#kernel.mount({ source: node, target: `${dev}/${name}`, type: 'none', options: ['bind'] });
    }
    return () => removeTree(nodes);
  }
}

/** What else belongs in an empty /dev. A runtime would make it too, but a path that leads through it is followed before. */
export function linkDescriptors(dev: string): void {
  for (const [target, name] of LINKS) symlinkSync(target, `${dev}/${name}`);
}
