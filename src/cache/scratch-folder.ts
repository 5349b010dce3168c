import { mkdir, mkdtemp } from 'node:fs/promises';
import path from 'node:path';

import { pathInRoot } from '../files/root-folder.js';

/** Makes a private folder on the root's own file system, so that files can be linked from it to their final names. */
export async function scratchFolder(root: string): Promise<string> {
  const ingest = pathInRoot(root, 'ingest');
  await mkdir(ingest, { recursive: true });
  return mkdtemp(path.join(ingest, 'pack-'));
}
