import { lstatSync } from 'node:fs';
import { join } from 'node:path';

import { UserError } from '../errors.js';
import { pathFromRoot, ROOT_FOLDERS } from '../files/root-folder.js';

const FOLDERS: ReadonlySet<string> = new Set(
  [
    ...Object.values(ROOT_FOLDERS).map(({ path }) => path),
    ...['sha256', 'sha512'].map((algorithm) => pathFromRoot('blobs', algorithm)),
  ].flatMap(withParents),
);

/**
 * A root folder may be in a repository that strangers commit to. So none of its folders may be a link: files would be written and
 * removed in the link's target.
 *
 * @throws UserError
 */
export function refuseLinks(root: string): void {
  for (const path of FOLDERS) {
    const folder = join(root, path);
    if (!isLink(folder)) continue;
    throw new UserError(`${folder} is a symbolic link, and nothing is written through links`, {
      hint: 'Remove it, or choose another folder with --root.',
    });
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  } catch {
    // Something above it is not a folder. The code that needs the folder reports that.
    return false;
  }
}

/** For `a/b`: `a` and `a/b`. */
function withParents(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, position) => parts.slice(0, position + 1).join('/'));
}
