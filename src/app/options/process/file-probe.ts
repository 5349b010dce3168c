import { readFileSync, statSync, type Stats } from 'node:fs';

import { UserError } from '../../../errors.js';

/** The few looks at the disk that reading options takes; tests give their own. Paths are absolute. */
export interface FileProbe {
  readonly isDirectory: (path: string) => boolean;
  readonly isFile: (path: string) => boolean;
  readonly isSocket: (path: string) => boolean;
  /** @returns `undefined` when there is no such file */
  readonly readText: (path: string) => string | undefined;
}

export const DISK: FileProbe = {
  isDirectory: (path) => stats(path)?.isDirectory() ?? false,
  isSocket: (path) => stats(path)?.isSocket() ?? false,
  isFile: (path) => {
    const found = stats(path);
    // A secret or an environment file may well be a pipe of the shell's: <(…).
    return found !== undefined && !found.isDirectory();
  },
  readText: (path) => {
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw new UserError(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  },
};

function stats(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // A folder that may not be searched hides what is in it: it is as good as absent, and using it says why.
    return undefined;
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
