import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { hasEnded } from '../files/process-identity.js';
import type { StoreFolder } from './store-folder.js';

/** After this, files of a process that cannot be seen from here (in another pid namespace) count as left behind. */
const ABANDONED_MS = 48 * 3600 * 1000;

/** Removes what processes that have ended left in `ingest`. Safe while builds are running. */
export async function removeStaleIngests(folder: StoreFolder, now = Date.now()): Promise<void> {
  for (const name of await readdir(folder.ingest)) {
    const path = join(folder.ingest, name);
    if (hasEnded(name.split('.')[0] ?? '') || (await isAbandoned(path, now))) {
      await rm(path, { recursive: true, force: true });
    }
  }
}

async function isAbandoned(path: string, now: number): Promise<boolean> {
  const stats = await lstat(path).catch(() => undefined);
  return stats !== undefined && now - stats.mtimeMs > ABANDONED_MS;
}
