import { mkdirSync } from 'node:fs';

import type { KernelCalls } from '../kernel/syscalls.js';
import { Programs } from './programs.js';

export interface DmDevice {
  readonly name: string;
  readonly isSuspended: boolean;
}

/** What to leave to nobody else: the nodes of our devices are private, and udev need not know of them. */
const OWN_NODES = ['--noudevsync', '--noudevrules'];

/** Devices of device mapper. Their nodes are in a folder that ends with this worker. */
export class DmDevices {
  readonly #kernel: KernelCalls;
  readonly #programs: Programs;
  readonly #folder: string;

  /**
   * @param path `:`-separated folders to look for programs in
   * @param folder a path that does not exist, for the nodes
   */
  constructor(kernel: KernelCalls, path: string, folder: string) {
    this.#kernel = kernel;
    this.#programs = new Programs(path, { DM_DEV_DIR: folder });
    this.#folder = folder;
  }

  async begin(): Promise<void> {
    mkdirSync(this.#folder, { mode: 0o700 });
    const options = ['nosuid', 'noexec', 'mode=700'];
    await this.#kernel.mount({ source: 'tmpfs', target: this.#folder, type: 'tmpfs', options });
  }

  async end(): Promise<void> {
    await this.#kernel.unmount(this.#folder);
  }

  /** Of this machine, not only ours. */
  async list(): Promise<readonly DmDevice[]> {
    const columns = ['-c', '--noheadings', '--separator', ' ', '-o', 'name,suspended'];
    const lines = (await this.#dmsetup('info', ...columns)).trim().split('\n');
    return lines.map((line) => {
      const [name = '', state] = line.split(' ');
      return { name, isSuspended: state === 'Suspended' };
    });
  }

  async has(name: string): Promise<boolean> {
    return (await this.list()).some((device) => device.name === name);
  }

  /** @param table of one target, of which the first sector is 0 */
  async create(name: string, ...table: readonly (string | number)[]): Promise<void> {
    await this.#dmsetup('create', ...OWN_NODES, name, '--table', ['0', ...table].join(' '));
  }

  /** @returns its node, also if another worker made the device */
  async node(name: string): Promise<string> {
    await this.#dmsetup('mknodes', name);
    return `${this.#folder}/mapper/${name}`;
  }

  /** Has the kernel remove a device when nobody has it open any more: at once, or when the last who has it open ends, however that is. */
  async removeWhenUnused(name: string): Promise<void> {
    await this.#dmsetup('remove', '--noudevsync', '--deferred', name);
  }

  async message(name: string, ...words: readonly (string | number)[]): Promise<void> {
    await this.#dmsetup('message', name, '0', words.join(' '));
  }

  /** Brings a file system on the device into order, and stops all writing until `resume`. */
  async suspend(name: string): Promise<void> {
    await this.#dmsetup('suspend', '--noudevsync', name);
  }

  async resume(name: string): Promise<void> {
    await this.#dmsetup('resume', ...OWN_NODES, name);
  }

  async status(name: string): Promise<string> {
    return (await this.#dmsetup('status', name)).trim();
  }

  #dmsetup(...args: readonly string[]): Promise<string> {
    return this.#programs.run('dmsetup', ...args);
  }
}
