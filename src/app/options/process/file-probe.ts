import { lstatSync, readFileSync, statSync, type Stats } from 'node:fs';

import { UserError, messageOf, errorCode } from '../../../errors.js';

/** What the reading of options needs to know of the disk. Paths are absolute. Tests give their own. */
export interface FileProbe {
  readonly isDirectory: (path: string) => boolean;
  readonly isFile: (path: string) => boolean;
  readonly isSocket: (path: string) => boolean;
  /** Whether it is a symbolic link itself. */
  readonly isLink: (path: string) => boolean;
  /** @returns `undefined` when there is no such file */
  readonly readText: (path: string) => string | undefined;
}

export const DISK: FileProbe = {
  isDirectory: (path) => stats(path)?.isDirectory() ?? false,
  isSocket: (path) => stats(path)?.isSocket() ?? false,
  isLink: (path) => stats(path, lstatSync)?.isSymbolicLink() ?? false,
  isFile: (path) => {
    const found = stats(path);
    // A secret can be a pipe that the shell made for <(…).
    return found !== undefined && !found.isDirectory();
  },
  readText: (path) => {
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw new UserError(`cannot read ${path}: ${messageOf(error)}`, {
        cause: error,
      });
    }
  },
};

function stats(path: string, look: typeof statSync = statSync): Stats | undefined {
  try {
    return look(path, { throwIfNoEntry: false });
  } catch {
    // In a folder that we may not search, a file is as good as absent. Whoever uses it gets the error that says why.
    return undefined;
  }
}

function isMissing(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}
