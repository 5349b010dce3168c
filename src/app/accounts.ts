import { rm, stat } from 'node:fs/promises';
import path from 'node:path';

import type { ActionsStore } from '../cache/actions/actions-store.js';
import type { KeptRun } from '../report/kept-run.js';
import { openActionsCache } from './actions-cache.js';
import { accountFile, readAccount, type AccountsOf } from './kept-reports.js';
import { machineTransport } from './machine-transport.js';
import type { Machine } from './options.js';
import { scratchFolder, settledBefore } from './restored-packs.js';

/** An account is a few kB: what takes longer is not worth it. Milliseconds. */
const PATIENCE = 20_000;

/**
 * The newest account that runs on a branch saved to the Actions cache, whatever pack this build began with: a pull request
 * finds its own pack before its base's, and in it the base as it was then.
 *
 * @returns `undefined` where there is none, or none that is sound
 * @throws InfraError when the service fails
 */
export async function fetchAccount(
  machine: Machine,
  of: AccountsOf,
  branch: string,
  signal: AbortSignal,
): Promise<KeptRun | undefined> {
  return await withStore(machine, of, signal, async (store, bounded) => {
    const folder = await scratchFolder(of.root);
    try {
      const file = path.join(folder, 'account');
      const found = await settledBefore(bounded, store.restoreAccount(file, branch, bounded));
      return found ? await readAccount(file) : undefined;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** Saves the account that the run on a branch left, as an entry by itself; nothing where it left none. */
export async function publishAccount(
  machine: Machine,
  of: AccountsOf,
  branch: string,
  signal: AbortSignal,
): Promise<void> {
  const file = path.join(of.root, accountFile(of, branch));
  if ((await stat(file).catch(() => undefined)) === undefined) return;
  await withStore(machine, of, signal, (store, bounded) =>
    settledBefore(bounded, store.saveAccount(file, branch, bounded)),
  );
}

async function withStore<T>(
  machine: Machine,
  { root, scope, variant }: AccountsOf,
  signal: AbortSignal,
  work: (store: ActionsStore, bounded: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  if (machine.actionsCache === undefined) return undefined;
  const transport = machineTransport(machine);
  try {
    const store = openActionsCache(machine.actionsCache, transport, { root, scope, variant });
    return await work(store, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]));
  } finally {
    transport.close();
  }
}
