import { holdFolder } from '../files/held-folder.js';
import { ROOT_FOLDERS } from '../files/root-folder.js';

const BLOB_FOLDERS = ['blobs/sha256', 'blobs/sha512'];

/**
 * A root folder may lie in a repository that strangers commit to. None of its folders may be a link: what is kept would be
 * written elsewhere, and what is pruned removed there.
 *
 * @throws UserError
 */
export function refuseLinks(root: string): void {
  for (const path of [...Object.values(ROOT_FOLDERS).map((folder) => folder.path), ...BLOB_FOLDERS]) {
    holdFolder(root, path.split('/'), 'leave')?.close();
  }
}
