import { stat } from 'node:fs/promises';
import path from 'node:path';

import { settledBefore } from '../../async/abortable.js';
import { withTimeLimit } from '../../async/time-limit.js';
import type { ActionsStore } from '../../cache/actions/actions-store.js';
import { openActionsCache } from '../../cache/actions/open.js';
import { cacheName } from '../../cache/cache-name.js';
import { readBundle, writeBundle } from '../../cache/record/record-bundle.js';
import { scratchFolder } from '../../cache/scratch-folder.js';
import { discard } from '../../files/discard.js';
import { pathInRoot } from '../../files/root-folder.js';
import { httpClientOf } from '../host/http-client.js';
import type { HostSettings } from '../options/host-settings.js';

/** Which build the records belong to. */
export interface CarriedBuild {
  readonly host: HostSettings;
  readonly scope: string;
  readonly variant: string;
}

/** Milliseconds. Records are some kB, and only tell why steps miss. */
const TIME_LIMIT = 20_000;

/**
 * Brings what the last build on a builder was made from, as a job on another machine left it. Nothing in it stands for bytes: at worst, a
 * reason is wrong.
 *
 * @throws InfraError when the Actions cache fails
 */
export async function fetchRecords(build: CarriedBuild, signal: AbortSignal): Promise<void> {
  const { root } = build.host;
  await withStore(build, signal, async (store, bounded) => {
    const folder = await scratchFolder(root);
    try {
      const file = path.join(folder, 'records');
      const found = await settledBefore(bounded, store.restoreRecords(file, bounded));
      if (found) await readBundle(pathInRoot(root, 'builderRecords'), file);
    } finally {
      await discard(folder);
    }
  });
}

/**
 * Puts the records of a build together, for `publishRecords` in this process or in one that follows. Does nothing if there is no Actions
 * cache.
 *
 * @param scopes of its platforms
 */
export async function bundleRecords(
  { host: { root, actionsCache }, scope, variant }: CarriedBuild,
  scopes: readonly string[],
): Promise<void> {
  if (actionsCache === undefined) return;
  await writeBundle(pathInRoot(root, 'builderRecords'), scopes, bundleOf(root, scope, variant));
}

/** Saves what `bundleRecords` put together as an entry of the Actions cache. Does nothing if there is nothing. */
export async function publishRecords(build: CarriedBuild, signal: AbortSignal): Promise<void> {
  const file = bundleOf(build.host.root, build.scope, build.variant);
  if ((await stat(file).catch(() => undefined)) === undefined) return;
  await withStore(build, signal, (store, bounded) => settledBefore(bounded, store.saveRecords(file, bounded)));
}

function bundleOf(root: string, scope: string, variant: string): string {
  return pathInRoot(root, 'builderRecords', 'bundles', cacheName(scope, variant));
}

async function withStore(
  { host, scope, variant }: CarriedBuild,
  signal: AbortSignal,
  work: (store: ActionsStore, bounded: AbortSignal) => Promise<void>,
): Promise<void> {
  const { actionsCache, root } = host;
  if (actionsCache === undefined) return;
  const http = httpClientOf(host);
  try {
    await work(openActionsCache(actionsCache, http, { root, scope, variant }), withTimeLimit(signal, TIME_LIMIT));
  } finally {
    http.close();
  }
}
