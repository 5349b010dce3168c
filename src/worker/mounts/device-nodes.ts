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
 * The devices that a step may use. Their nodes are on a file system that no step sees. Each step has its own set, so that
 * its changes to them affect no other step. Each node is mounted by itself into the step's /dev, where no other node works.
 */
export class DeviceNodes {
  readonly #kernel: KernelCalls;
  readonly #folder: string;
  #count = 0;

  private constructor(kernel: KernelCalls, folder: string) {
    this.#kernel = kernel;
    this.#folder = folder;
  }

  /** @param folder a private folder, on which a file system for nodes is mounted */
  static async mount(kernel: KernelCalls, folder: string): Promise<DeviceNodes> {
    mkdirSync(folder, { mode: 0o700 });
    const options = ['nosuid', 'noexec', 'mode=700'];
    await kernel.mount({ source: 'tmpfs', target: folder, type: 'tmpfs', options });
    return new DeviceNodes(kernel, folder);
  }

  /**
   * @param dev an empty private folder on a file system of its own
   * @returns a function that removes the nodes; mounts of them that still exist keep working
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

/** The links that belong in /dev. A runtime makes them too, but only after we have followed paths that lead through them. */
export function linkDescriptors(dev: string): void {
  for (const [target, name] of LINKS) symlinkSync(target, `${dev}/${name}`);
}
