import { lstat, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { hasEnded } from '../files/process-identity.js';
import { pathInRoot } from '../files/root-folder.js';
import type { StoreFolder } from './store-folder.js';

/** After this, files of a process that cannot be seen from here (in another pid namespace) count as left behind. */
const ABANDONED_MS = 48 * 3600 * 1000;

/** Removes what processes that have ended left in `ingest`. Safe while builds are running. Never throws. */
export async function removeStaleIngests(folder: StoreFolder, now = Date.now(), signal?: AbortSignal): Promise<void> {
  const actions = pathInRoot(folder.root, 'actionsIngest');
  for (const ingest of [folder.ingest, actions]) {
    for (const name of await readdir(ingest).catch(() => [])) {
      if (signal?.aborted === true) return;
      if (dirname(actions) === ingest && name === basename(actions)) continue;
      const path = join(ingest, name);
      if (!hasEnded(name.split('.')[0] ?? '') && !(await isAbandoned(path, now))) continue;
      // What a worker made as another user is that user's to remove.
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

async function isAbandoned(path: string, now: number): Promise<boolean> {
  const stats = await lstat(path).catch(() => undefined);
  return stats !== undefined && now - stats.mtimeMs > ABANDONED_MS;
}
