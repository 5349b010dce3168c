import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';

import { ownIdentity } from '../files/process-identity.js';
import { pathInRoot } from '../files/root-folder.js';

/**
 * Makes a private folder on the root's own file system, so that files can be linked from it to their final names. It is named
 * as the store names what it writes: if this process ends early, a later one removes it.
 */
export async function scratchFolder(root: string): Promise<string> {
  await mkdir(pathInRoot(root, 'ingest'), { recursive: true, mode: 0o700 });
  const folder = pathInRoot(root, 'ingest', `${ownIdentity()}.pack-${randomBytes(8).toString('hex')}`);
  await mkdir(folder, { mode: 0o700 });
  return folder;
}
