import { randomBytes } from 'node:crypto';
import { lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

import { hasEnded, ownIdentity } from './process-identity.js';

const PREFIX = 'layer-build-';
const NAME = /^layer-build-(\d+-\d+-\d+)\.[0-9a-f]+$/;

/**
 * The path of a new folder of this process below the system's folder for temporary files. It is not made: whoever needs it first
 * makes it, for this user alone. When this process ends without removing it, a later one does.
 */
export function temporaryFolder(tempDir: string): string {
  return path.join(tempDir, `${PREFIX}${ownIdentity()}.${randomBytes(8).toString('hex')}`);
}

/**
 * Removes the temporary folders of processes that have ended. Only folders of this user are touched: in those of others, who may
 * exchange what is in them meanwhile, nothing is safe to remove.
 */
export async function removeOrphans(tempDir: string): Promise<void> {
  const uid = process.getuid?.();
  for (const name of await readdir(tempDir)) {
    if (!hasEnded(NAME.exec(name)?.[1] ?? '')) continue;
    const folder = path.join(tempDir, name);
    const stats = await lstat(folder).catch(() => undefined);
    if (stats?.isDirectory() !== true || (uid !== undefined && stats.uid !== uid)) continue;
    await rm(folder, { recursive: true, force: true });
  }
}
