import { realpathSync } from 'node:fs';
import path from 'node:path';

import { readNames } from '../text/byte-name.js';
import { parentPath } from '../text/path-parts.js';
import { pathInContext } from './dockerfile-place.js';

/**
 * The paths of a context that the running command itself writes: outputs, reports, what its standard output goes to, and folders
 * that hold nothing else. They are no part of the context, or each build would change what the next one copies.
 *
 * @param root absolute path of the context, without links
 * @param written absolute paths of files and folders, which need not exist yet
 */
export function ownPaths(root: string, written: readonly string[]): ReadonlySet<string> {
  const own = new Set<string>();
  for (const file of written) {
    const below = pathInContext(root, withoutLinks(file))?.split(path.sep).join('/');
    // The context itself may be where a layout goes. It is read all the same.
    if (below !== undefined && below !== '') own.add(below);
  }
  for (const below of own) {
    // A set also iterates over what is added meanwhile. The folder may have been made for the file.
    const folder = parentPath(below);
    if (folder !== '' && holdsNothingElse(path.join(root, folder), folder, own)) own.add(folder);
  }
  return own;
}

function holdsNothingElse(folder: string, below: string, own: ReadonlySet<string>): boolean {
  try {
    return readNames(folder).every((name) => own.has(`${below}/${name}`));
  } catch {
    // There is none yet.
    return true;
  }
}

/** Links on the way are followed as far as the way exists. The last name stays: a link of that name gives way to the output. */
function withoutLinks(file: string): string {
  return path.join(realFolder(path.dirname(file)), path.basename(file));
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    const above = path.dirname(folder);
    return above === folder ? folder : path.join(realFolder(above), path.basename(folder));
  }
}
