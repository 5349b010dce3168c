import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';

import { pathInRoot } from '../files/root-folder.js';
import { makeFolders } from '../files/make-folders.js';

/** Makes a private folder on the root's own file system, so that files can be linked from it to their final names. */
export async function scratchFolder(root: string): Promise<string> {
  const ingest = pathInRoot(root, 'ingest');
  makeFolders(ingest);
  return mkdtemp(path.join(ingest, 'pack-'));
}
