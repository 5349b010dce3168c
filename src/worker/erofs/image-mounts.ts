import { mkdirSync } from 'node:fs';

import { messageOf } from '../../errors.js';
import { SyscallError, type KernelCalls } from '../kernel/syscalls.js';
import { ImageFile } from './image-file.js';
import { imageTree } from './image-tree.js';
import { writeMetadata } from './metadata.js';
import { BLOCK } from './structures.js';

/** Mounts EROFS images, each once. The mounts are this worker's own, and end with it. */
export class ImageMounts {
  readonly #kernel: KernelCalls;
  readonly #folder: string;
  readonly #mounts = new Map<string, Promise<string>>();
  #count = 0;
  #lack: Promise<string | undefined> | undefined;

  /** @param folder a private one, which does not exist yet */
  constructor(kernel: KernelCalls, folder: string) {
    this.#kernel = kernel;
    this.#folder = folder;
  }

  /** @returns why this kernel cannot use such images, found out by mounting one; `undefined` if it can */
  lack(): Promise<string | undefined> {
    this.#lack ??= this.#probe();
    return this.#lack;
  }

  /** @returns the folder that shows the image @throws SyscallError */
  mount(image: string): Promise<string> {
    let mount = this.#mounts.get(image);
    if (mount === undefined) {
      mount = this.#mount(image);
      this.#mounts.set(image, mount);
      mount.catch(() => this.#mounts.delete(image));
    }
    return mount;
  }

  async unmountAll(): Promise<void> {
    const mounts = [...this.#mounts.values()];
    this.#mounts.clear();
    for (const mount of mounts) await this.#kernel.unmount(await mount);
  }

  async #mount(image: string): Promise<string> {
    const target = `${this.#folder}/${++this.#count}`;
    mkdirSync(target, { recursive: true, mode: 0o700 });
    // The kernel reads the file itself, since Linux 6.12 (EROFS_FS_BACKED_BY_FILE). Before, it needed a block device.
    await this.#kernel.mount({ source: image, target, type: 'erofs', options: ['ro'] });
    return target;
  }

  async #probe(): Promise<string | undefined> {
    const place = `${this.#folder}-probe`;
    const [image, merged, other] = [`${place}/image`, `${place}/merged`, `${place}/other`];
    for (const folder of [merged, other]) mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = new ImageFile(image, BLOCK);
    const { root } = imageTree(
      [],
      () => 0,
      () => undefined,
    );
    file.finish(writeMetadata(root, Buffer.alloc(16, 1), file));
    try {
      const shown = await this.#mount(image);
      try {
        const options = ['ro', `lowerdir=${shown}:${other}`];
        await this.#kernel.mount({ source: 'overlay', target: merged, type: 'overlay', options });
        await this.#kernel.unmount(merged);
      } finally {
        await this.#kernel.unmount(shown);
      }
      return undefined;
    } catch (error) {
      if (error instanceof SyscallError) return messageOf(error);
      throw error;
    }
  }
}
