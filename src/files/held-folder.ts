import { mkdirSync } from 'node:fs';

import { UserError, errorCode } from '../errors.js';
import { displayName, fsPath } from '../text/byte-name.js';
import { holdFile, type HeldFile } from './held-file.js';
import { makeFolders } from './make-folders.js';

/**
 * Holds the folder `names` below `root`, each a folder in the one before, and none of them a link. What is made or removed at
 * its `path` lies there, whatever is renamed meanwhile. Links on the way to `root` itself are followed: whoever named it named
 * what they lead to.
 *
 * @param root absolute path
 * @param missing what becomes of a folder that does not exist
 * @returns `undefined` where one is missing and is not to be made; the caller closes what it gets
 * @throws UserError where a link or another file stands in the place of a folder below `root`; what `open` and `mkdir` throw
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
  const what = isLink ? 'a symbolic link, and nothing is written through links' : 'no folder';
  return new UserError(`${displayName(path)} is ${what}`, { hint: 'Remove it, or name another folder.' });
}
