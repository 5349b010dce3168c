import { stat } from 'node:fs/promises';
import path from 'node:path';

import { withTimeLimit } from '../../async/time-limit.js';
import type { ActionsStore } from '../../cache/actions/actions-store.js';
import { discard } from '../../files/discard.js';
import type { Baseline } from '../../report/model/baseline.js';
import { openActionsCache } from '../../cache/actions/open.js';
import { baselineFile, readBaseline, type BaselineKey } from './branch-baseline.js';
import { httpClientOf } from '../host/http-client.js';
import { scratchFolder } from '../../cache/scratch-folder.js';
import { settledBefore } from '../../async/abortable.js';
import type { HostSettings } from '../options/host-settings.js';

/** Milliseconds. A baseline is a few kB: it is not worth waiting longer. */
const TIME_LIMIT = 20_000;

/**
 * The newest baseline that runs on a branch saved to the Actions cache. It does not depend on the pack that this build began
 * with: a pull request finds its own pack before its base's, and the baseline in that pack may be old.
 *
 * @returns `undefined` if there is no valid one
 * @throws InfraError when the service fails
 */
export async function fetchBaseline(
  host: HostSettings,
  of: BaselineKey,
  branch: string,
  signal: AbortSignal,
): Promise<Baseline | undefined> {
  return await withStore(host, of, signal, async (store, bounded) => {
    const folder = await scratchFolder(of.root);
    try {
      const file = path.join(folder, 'baseline');
      const found = await settledBefore(bounded, store.restoreBaseline(file, branch, bounded));
      return found ? await readBaseline(file) : undefined;
    } finally {
      await discard(folder);
    }
  });
}

/** Saves the baseline that the run on a branch left, as an entry of its own. Does nothing if it left none. */
export async function publishBaseline(
  host: HostSettings,
  of: BaselineKey,
  branch: string,
  signal: AbortSignal,
): Promise<void> {
  const file = path.join(of.root, baselineFile(of, branch));
  if ((await stat(file).catch(() => undefined)) === undefined) return;
  await withStore(host, of, signal, (store, bounded) =>
    settledBefore(bounded, store.saveBaseline(file, branch, bounded)),
  );
}

async function withStore<T>(
  host: HostSettings,
  { root, scope, variant }: BaselineKey,
  signal: AbortSignal,
  work: (store: ActionsStore, bounded: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  if (host.actionsCache === undefined) return undefined;
  const transport = httpClientOf(host);
  try {
    const store = openActionsCache(host.actionsCache, transport, { root, scope, variant });
    return await work(store, withTimeLimit(signal, TIME_LIMIT));
  } finally {
    transport.close();
  }
}
