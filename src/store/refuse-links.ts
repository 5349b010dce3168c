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
 * A root folder may lie in a repository that strangers commit to. None of its folders may be a link: what is kept would be
 * written elsewhere, and what is pruned removed there.
 *
 * @throws UserError
 */
export function refuseLinks(root: string): void {
  for (const path of FOLDERS) {
    const folder = join(root, path);
    if (!isLink(folder)) continue;
    throw new UserError(`${folder} is a symbolic link, and nothing is kept behind links`, {
      hint: 'Remove it, or choose another folder with --root.',
    });
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  } catch {
    // Below something that is no folder. Whoever needs it reports that.
    return false;
  }
}

/** `a/b` is below `a`. */
function withParents(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, position) => parts.slice(0, position + 1).join('/'));
}
