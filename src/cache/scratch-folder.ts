import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';

import { ownIdentity } from '../files/process-identity.js';
import { pathInRoot } from '../files/root-folder.js';
import { makeFolders } from '../files/make-folders.js';

/** Makes a private folder on the root's file system, so that files in it can be hard-linked to their final names. */
export async function scratchFolder(root: string): Promise<string> {
  const ingest = pathInRoot(root, 'ingest');
  makeFolders(ingest, 0o700);
  return mkdtemp(path.join(ingest, `${ownIdentity()}.pack-`));
}
