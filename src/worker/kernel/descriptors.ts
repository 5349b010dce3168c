import { constants, openSync } from 'node:fs';

import { fsPath } from '../../text/byte-name.js';

/**
 * A path to what a descriptor of this process stands for, or to `name` in it where that is a folder. It is good in all
 * processes of the worker, and leads to the same file whatever has become of the file's own name. `name` itself may still
 * be a symbolic link: calls on it must not follow one.
 */
export function descriptorPath(fd: number, name?: string): string {
  const path = `/proc/${process.pid}/fd/${fd}`;
  return name === undefined ? path : `${path}/${name}`;
}

/** Opens a folder by a path that nobody but us can change. */
export function openFolder(path: string): number {
  return openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
}

/** Opens the folder `name` in an open folder. @throws what `openSync` throws where it is no folder, or a link to one */
export function openChildFolder(folder: number, name: string): number {
  const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
  return openSync(fsPath(descriptorPath(folder, name)), flags);
}

export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}
