import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

import { errorCode } from '../errors.js';

/**
 * Makes a folder and the missing folders above it. Does nothing if the folder exists.
 *
 * Node's option `recursive: true` must not be used for a path from a user. If the system says that a folder is missing
 * although its parent exists, as below `/proc`, Node tries for ever, and no signal stops the synchronous form.
 *
 * @param mode the mode of all folders that are made
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
    // The folder may exist even if the code is not EEXIST: on a read-only file system, or if it is a mount.
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
