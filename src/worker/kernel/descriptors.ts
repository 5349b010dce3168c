import { constants, openSync } from 'node:fs';

import { fsPath } from '../../text/byte-name.js';

/**
 * A path to the file that a descriptor of this process has open, or to `name` in it if it is a folder. The path works in all
 * processes of the worker. It leads to the same file even if that was renamed or removed. `name` itself may still be a
 * symbolic link: calls on it must not follow one.
 */
export function descriptorPath(fd: number, name?: string): string {
  const path = `/proc/${process.pid}/fd/${fd}`;
  return name === undefined ? path : `${path}/${name}`;
}

/** Opens a folder by a path that nobody but us can change. */
export function openFolder(path: string): number {
  return openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
}

/** Opens the folder `name` in an open folder. @throws what `openSync` throws if it is a link, or not a folder */
export function openChildFolder(folder: number, name: string): number {
  const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
  return openSync(fsPath(descriptorPath(folder, name)), flags);
}
