import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

import { InfraError } from '../errors.js';
import { makeFolders } from './make-folders.js';
import { hasEnded, ownIdentity } from './process-identity.js';

const PREFIX = 'layer-build-';

/**
 * Makes a private folder for this process. Its name has the identity of the process, so that a later build can find and
 * remove it if the process is killed.
 *
 * @param parent made if missing
 * @throws InfraError when it cannot be made
 */
export function makeTemporaryFolder(parent: string): string {
  const folder = path.join(parent, `${PREFIX}${ownIdentity()}.${randomBytes(6).toString('hex')}`);
  try {
    makeFolders(parent);
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    throw new InfraError(`cannot make a temporary folder in ${parent}`, {
      cause: error,
      hint: 'Set TMPDIR to a folder that can be written to.',
    });
  }
  return folder;
}

/** Removes the folders in `parent` whose processes have ended. Never throws. */
export async function sweepTemporaryFolders(parent: string, signal: AbortSignal): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    if (signal.aborted) return;
    if (!name.startsWith(PREFIX) || !hasEnded(name.slice(PREFIX.length).split('.')[0] ?? '')) continue;
    const folder = path.join(parent, name);
    if (await isOurs(folder)) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/**
 * Only our own folders are removed. In a folder that others can write to, anybody can make a folder with such a name, and put
 * links into it.
 */
async function isOurs(folder: string): Promise<boolean> {
  const stats = await lstat(folder).catch(() => undefined);
  return stats?.isDirectory() === true && stats.uid === process.getuid?.() && (stats.mode & 0o077) === 0;
}
