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

  /** @param folder a private one, which does not exist yet */
  constructor(kernel: KernelCalls, folder: string) {
    this.#kernel = kernel;
    this.#folder = folder;
  }

  /**
   * @param through gives the image another path
   * @returns why this kernel cannot use such images, found out by mounting one; `undefined` if it can
   */
  async lack(through?: (image: string) => string): Promise<string | undefined> {
    const place = `${this.#folder}-probe-${++this.#count}`;
    const image = `${place}/image`;
    mkdirSync(place, { recursive: true, mode: 0o700 });
    writeEmpty(image);
    try {
      const shown =
        through === undefined ? await this.#mount(image, 'file') : await this.#mount(through(image), 'served');
      await this.#tryOverlay(shown, place);
      return undefined;
    } catch (error) {
      if (error instanceof SyscallError) return messageOf(error);
      throw error;
    }
  }

  /**
   * @param kind a file, or one that another program serves. The kernel then reads no more of it than it must, and keeps it once.
   * @returns the folder that shows the image
   * @throws SyscallError
   */
  mount(image: string, kind: ImageKind = 'file'): Promise<string> {
    let mount = this.#mounts.get(image);
    if (mount === undefined) {
      mount = this.#mount(image, kind);
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

  async #mount(image: string, kind: ImageKind): Promise<string> {
    const target = `${this.#folder}/${++this.#count}`;
    mkdirSync(target, { recursive: true, mode: 0o700 });
    // The kernel reads the file itself, since Linux 6.12 (EROFS_FS_BACKED_BY_FILE). Before, it needed a block device.
    const mount = (options: readonly string[]): Promise<void> =>
      this.#kernel.mount({ source: image, target, type: 'erofs', options: ['ro', ...options] });
    if (kind === 'file') await mount([]);
    // An option since Linux 6.15. It only saves memory and time.
    else await mount(['directio']).catch(() => mount([]));
    return target;
  }

  async #tryOverlay(shown: string, place: string): Promise<void> {
    const [merged, other] = [`${place}/merged`, `${place}/other`];
    for (const folder of [merged, other]) mkdirSync(folder, { mode: 0o700 });
    try {
      const options = ['ro', `lowerdir=${shown}:${other}`];
      await this.#kernel.mount({ source: 'overlay', target: merged, type: 'overlay', options });
      await this.#kernel.unmount(merged);
    } finally {
      await this.#kernel.unmount(shown);
    }
  }
}

type ImageKind = 'file' | 'served';

function writeEmpty(image: string): void {
  const nothing = imageTree(
    [],
    () => 0,
    () => undefined,
  );
  const file = new ImageFile(image, BLOCK);
  file.finish(writeMetadata(nothing.root, Buffer.alloc(16, 1), file));
}
