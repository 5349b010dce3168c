import { mkdir, mkdtemp } from 'node:fs/promises';
import path from 'node:path';

import { pathInRoot } from '../files/root-folder.js';

/** Makes a private folder on the root's file system, so that files in it can be hard-linked to their final names. */
export async function scratchFolder(root: string): Promise<string> {
  const ingest = pathInRoot(root, 'ingest');
  await mkdir(ingest, { recursive: true });
  return mkdtemp(path.join(ingest, 'pack-'));
}
