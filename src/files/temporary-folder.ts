import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

import { InfraError } from '../errors.js';
import { makeFolders } from './make-folders.js';
import { hasEnded, ownIdentity } from './process-identity.js';

const PREFIX = 'layer-build-';

/**
 * Makes a private folder for as long as this process runs. Its name says whose it is, so that a later build finds it when the process
 * was killed.
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
      hint: 'Name a folder that can be written to in TMPDIR.',
    });
  }
  return folder;
}

/** Removes the folders that processes which have ended left in `parent`. Never throws. */
export async function sweepTemporaryFolders(parent: string, signal: AbortSignal): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    if (signal.aborted) return;
    if (!name.startsWith(PREFIX) || !hasEnded(name.slice(PREFIX.length).split('.')[0] ?? '')) continue;
    const folder = path.join(parent, name);
    if (await isOurs(folder)) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** In a folder that others may write in, anybody may make one of this name, and swap a part of it for a link while it is removed. */
async function isOurs(folder: string): Promise<boolean> {
  const stats = await lstat(folder).catch(() => undefined);
  return stats?.isDirectory() === true && stats.uid === process.getuid?.() && (stats.mode & 0o077) === 0;
}
