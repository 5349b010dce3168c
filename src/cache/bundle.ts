import { link, copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Of the folder, below the root. */
export const BUNDLE_NAME = 'bundle';

/**
 * A set of files of the root, gathered in one folder so that a cache service can carry them as one entry, and put back from
 * it. Names in the folder are the paths below the root.
 */
export class Bundle {
  readonly #root: string;
  readonly #folder: string;

  constructor(root: string) {
    this.#root = root;
    this.#folder = path.join(root, BUNDLE_NAME);
  }

  /**
   * Gathers `files` (paths below the root) by hard links: no byte is copied, and the store's files are never written in
   * place, so sharing them is safe. A file that is gone is left out.
   */
  async gather(files: readonly string[]): Promise<void> {
    await this.clear();
    for (const file of files) {
      const target = path.join(this.#folder, file);
      await mkdir(path.dirname(target), { recursive: true });
      await linkOrCopy(path.join(this.#root, file), target);
    }
  }

  /**
   * Moves what was restored to its places below the root. What is there already stays: it was made or verified here. Only
   * regular files below one of `folders` are taken, whatever else the service brought.
   *
   * @returns how many files were taken
   */
  async scatter(folders: readonly string[]): Promise<number> {
    let taken = 0;
    for (const folder of folders) {
      for (const name of await regularFiles(path.join(this.#folder, folder))) {
        const target = path.join(this.#root, folder, name);
        await mkdir(path.dirname(target), { recursive: true });
        if (await placeNew(path.join(this.#folder, folder, name), target)) taken += 1;
      }
    }
    await this.clear();
    return taken;
  }

  async clear(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Names directly in a folder; a bundle has no deeper files. */
async function regularFiles(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map((entry) => entry.name);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

async function placeNew(source: string, target: string): Promise<boolean> {
  try {
    await link(source, target);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    if (!hasCode(error, 'EPERM')) throw error;
    // A file system without hard links.
    await rename(source, target);
    return true;
  }
}

async function linkOrCopy(source: string, target: string): Promise<void> {
  try {
    await link(source, target);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    await copyFile(source, target);
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
