import { lstatSync, readdirSync, rmdirSync, statSync, unlinkSync, utimesSync, type Stats } from 'node:fs';

import { errorCode } from '../../errors.js';
import { FolderDescent } from '../kernel/folder-descent.js';
import type { MadeEntry } from '../kernel/rooted-path.js';
import { fsPath } from '../../text/byte-name.js';

/**
 * The mount points that the image did not have and that were made for one step. After the step, those that are still empty
 * are removed, without a change to their parents' times, so that the layer has no trace of them.
 */
export class MountPoints {
  readonly #rootfs: string;
  readonly #root: Stats;
  /** Deepest first. */
  readonly #made: string[] = [];

  /** @param rootfs where the image is mounted, with nothing mounted on it */
  constructor(rootfs: string) {
    this.#rootfs = rootfs;
    this.#root = statSync(rootfs);
  }

  /**
   * Notes a mount point if it was made in the image itself. One that was made inside a mount, such as a cache, stays there.
   */
  note({ path, folder }: MadeEntry): void {
    if (folder.dev === this.#root.dev) this.#made.unshift(path);
  }

  remove(): void {
    const descent = new FolderDescent(this.#rootfs);
    try {
      for (const path of this.#made) removeEmpty(descent, path);
    } finally {
      descent.close();
    }
  }
}

function removeEmpty(descent: FolderDescent, path: string): void {
  const slash = path.lastIndexOf('/');
  try {
    const folder = descent.enter(path.slice(1, Math.max(1, slash)));
    const file = fsPath(`${folder}${path.slice(slash)}`);
    const stats = lstatSync(file, { throwIfNoEntry: false });
    const { atimeMs, mtimeMs } = statSync(folder);
    if (stats?.isDirectory() === true && readdirSync(file).length === 0) rmdirSync(file);
    else if (stats?.isFile() === true && stats.size === 0) unlinkSync(file);
    else return;
    utimesSync(folder, atimeMs / 1000, mtimeMs / 1000);
  } catch (error) {
    // The step has put something else there.
    if (!['ENOENT', 'ENOTDIR', 'ELOOP'].includes(errorCode(error) ?? '')) throw error;
  }
}
