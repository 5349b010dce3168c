import { linkSync, renameSync, rmSync, type PathLike } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';

import { replaceFile, type ReplaceOptions } from './atomic-file.js';
import { errorCode } from '../errors.js';

/** Gives a finished file its final name, in place of what had that name. Its old name is gone then. */
export async function publishFile(file: string, name: string, options: ReplaceOptions = {}): Promise<void> {
  try {
    await rename(file, name);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    await replaceFile(name, (draft) => copyFile(file, draft), options);
    await rm(file);
  }
}

/**
 * Gives a finished file a name that nobody has yet. What has it already stays.
 *
 * @returns whether the file has the name now
 */
export function publishNewFile(file: string, name: string): boolean {
  try {
    linkSync(file, name);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM') throw error;
    // A file system without hard links.
    renameSync(file, name);
    return true;
  }
}

/** Gives a finished folder its final name. Where another process was faster, its folder stays and this one is removed. */
export function publishFolder(folder: string, name: string): void {
  try {
    renameSync(folder, name);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    // What had the name may be gone by now, so the error counts, and not what is there.
    if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) throw error;
  }
}

/** Gives something another name on the same file system. */
export function moveEntry(from: PathLike, to: PathLike): void {
  renameSync(from, to);
}
