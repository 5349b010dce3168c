import { realpathSync } from 'node:fs';
import path from 'node:path';

import { readNames } from '../text/byte-name.js';
import { parentPath } from '../text/path-parts.js';
import { pathInContext } from './find-dockerfile.js';

/**
 * The paths of a context that the running command itself writes: outputs, reports, the file of its standard output, and folders
 * that contain nothing else. They are not part of the context, or each build would change what the next one copies.
 *
 * @param root absolute path of the context, without links
 * @param written absolute paths of files and folders, which need not exist yet
 */
export function ownPaths(root: string, written: readonly string[]): ReadonlySet<string> {
  const own = new Set<string>();
  for (const file of written) {
    const below = pathInContext(root, withoutLinks(file))?.split(path.sep).join('/');
    // A layout may be written to the context's own folder. The context is read anyway.
    if (below !== undefined && below !== '') own.add(below);
  }
  for (const below of own) {
    // The loop also visits what is added meanwhile. A folder may have been made only for the file.
    const folder = parentPath(below);
    if (folder !== '' && holdsNothingElse(path.join(root, folder), folder, own)) own.add(folder);
  }
  return own;
}

function holdsNothingElse(folder: string, below: string, own: ReadonlySet<string>): boolean {
  try {
    return readNames(folder).every((name) => own.has(`${below}/${name}`));
  } catch {
    // The folder does not exist yet.
    return true;
  }
}

/** Follows links in the folders of the path that exist, but not in the last name: the output replaces a link with that name. */
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
