import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

import { errorCode } from '../errors.js';

/**
 * Makes a folder, and those above it that are missing; does nothing where it is there.
 *
 * Node's own way, `recursive: true`, must not be used for a path that a user gave: where the system says that a folder is missing
 * whose parent is there, as below `/proc`, it tries for ever, and in the synchronous form no signal ends it.
 *
 * @param mode of all folders that are made
 * @throws the system's error
 */
export function makeFolders(folder: string, mode = 0o777): void {
  try {
    makeFolder(folder, mode);
  } catch (error) {
    const parent = path.dirname(folder);
    if (errorCode(error) !== 'ENOENT' || parent === folder) throw error;
    makeFolders(parent, mode);
    makeFolder(folder, mode);
  }
}

function makeFolder(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    // What is there may also be told in other words than EEXIST: on a file system that takes nothing, or where it is a mount.
    if (errorCode(error) === 'ENOENT' || !isFolder(folder)) throw error;
  }
}

function isFolder(folder: string): boolean {
  try {
    return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}
