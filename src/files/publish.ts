import { linkSync, renameSync, type PathLike } from 'node:fs';
import { copyFile, rename } from 'node:fs/promises';

import { replaceFile, type ReplaceOptions } from './atomic-file.js';
import { errorCode } from '../errors.js';
import { discard, discardNow } from './discard.js';

/** Moves a finished file to its final name, and replaces what had that name. */
export async function publishFile(file: string, name: string, options: ReplaceOptions = {}): Promise<void> {
  try {
    await rename(file, name);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    await replaceFile(name, (draft) => copyFile(file, draft), options);
    await discard(file);
  }
}

/**
 * Gives a finished file its final name, unless something has that name already.
 *
 * @returns whether the file got the name
 */
export function publishNewFile(file: string, name: string): boolean {
  try {
    linkSync(file, name);
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM') throw error;
    // The file system has no hard links.
    renameSync(file, name);
    return true;
  }
}

/** Gives a finished folder its final name. If another process was faster, its folder stays and this one is removed. */
export function publishFolder(folder: string, name: string): void {
  try {
    renameSync(folder, name);
  } catch (error) {
    discardNow(folder);
    // The error decides, not whether the name exists now: the other folder may be gone again.
    if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) throw error;
  }
}

/** Renames a file or folder on the same file system. */
export function moveEntry(from: PathLike, to: PathLike): void {
  renameSync(from, to);
}
