import { mkdirSync } from 'node:fs';

import { UserError, errorCode } from '../errors.js';
import { displayName, fsPath } from '../text/byte-name.js';
import { holdFile, type HeldFile } from './held-file.js';
import { makeFolders } from './make-folders.js';

/**
 * Holds the folder at `names` below `root`: each name is a folder inside the one before, and none may be a link. Files that
 * are made or removed at its `path` are in that folder, even if it is renamed meanwhile. Links on the way to `root` itself
 * are followed, since the user named them.
 *
 * @param root absolute path
 * @param missing what to do with a folder that does not exist
 * @returns `undefined` if a folder is missing and should not be made; the caller must close the result
 * @throws UserError if there is a link or a file instead of a folder below `root`; what `open` and `mkdir` throw
 */
export function holdFolder(root: string, names: readonly string[], missing: 'make' | 'leave'): HeldFile | undefined {
  if (missing === 'make') makeFolders(root);
  let held = holdIfThere(root, 'follow');
  let shown = root;
  for (const name of names) {
    if (held === undefined) return undefined;
    const above: HeldFile = held;
    shown = `${shown}/${name}`;
    try {
      if (missing === 'make') makeFolder(`${above.path}/${name}`);
      held = holdIfThere(`${above.path}/${name}`, 'keep');
    } finally {
      above.close();
    }
    if (held !== undefined && !held.stats.isDirectory()) {
      held.close();
      throw notFolder(shown, held.stats.isSymbolicLink());
    }
  }
  return held;
}

function holdIfThere(path: string, last: 'follow' | 'keep'): HeldFile | undefined {
  try {
    return holdFile(path, last);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(fsPath(path));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

function notFolder(path: string, isLink: boolean): UserError {
  const what = isLink ? 'a symbolic link, and nothing is written through links' : 'not a folder';
  return new UserError(`${displayName(path)} is ${what}`, { hint: 'Remove it, or name another folder.' });
}
