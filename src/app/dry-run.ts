import path from 'node:path';

import { TimeBudget } from '../async/time-budget.js';
import { storeParcels } from '../cache/restore/blob-location.js';
import { KeptDetails } from '../cache/restore/kept-details.js';
import { RecordStore } from '../cache/record/record-store.js';
import type { EventSink } from '../engine/events.js';
import { messageOf } from '../errors.js';
import { discard } from '../files/discard.js';
import { buildArgsOf } from './build.js';
import type { HttpClient } from '../http/http-client.js';
import type { CachingParts } from './caching/cache-session.js';
import { openCacheLocations } from './caching/open-locations.js';
import { httpClientOf } from './host/http-client.js';
import { NamedContextSet } from './sources/named-contexts.js';
import { openContext } from './sources/open-context.js';
import { openRemote, type OpenedRemote } from './sources/open-remote.js';
import type { BuildOptions } from './options/build-options.js';
import { lookAhead, type PredictedStep } from './look-ahead.js';
import { planBuilds } from './plan-builds.js';
import { engineOptionsOf, previousScope } from './planned-builds.js';
import { restoreNewest, restorePack } from '../cache/restore/restore-pack.js';
import { openAdapters, type Adapters } from './host/adapters.js';
import type { CacheFault } from '../engine/cache-location.js';
import type { HostSettings } from './options/host-settings.js';
import { makeTemporaryFolder } from '../files/temporary-folder.js';

/**
 * Plans a build, and looks every step up without doing any. Nothing is run, saved or noted; packs of `cacheFrom` are restored,
 * and files are read, as the build would.
 *
 * @throws what the build would throw before its first step runs
 */
export async function explainBuild(
  options: BuildOptions,
  host: HostSettings,
  sink: EventSink,
  signal: AbortSignal,
): Promise<readonly PredictedStep[]> {
  const tempDir = makeTemporaryFolder(host.tempDir);
  let remote: OpenedRemote | undefined;
  let adapters: Adapters | undefined;
  const http = httpClientOf(host);
  try {
    remote = await openRemote(host, options, path.join(tempDir, 'remote'));
    const { files, sshSockets } = remote;
    const opened = await openContext(options, files, tempDir, signal);
    adapters = openAdapters(host, sink);
    const { layers } = adapters;
    const bases = options.pull ? adapters.bases.inRegistries : adapters.bases;
    const scope = options.scope ?? opened.identity;
    const { faults, details } = await restorePacks({ options, host, adapters, scope, sink, signal }, http);
    layers.addDetails(details);
    const contexts = new NamedContextSet(options.buildContexts, {
      ...adapters,
      bases,
      remote: files,
      local: opened.local,
      signal,
    });
    const plans = await planBuilds({
      options: { ...options, buildArgs: buildArgsOf(options, host) },
      opened,
      bases,
      contexts,
      tell: () => undefined,
      allStages: false,
      signal,
    });
    const predicted: PredictedStep[] = [];
    for (const [index, plan] of plans.entries()) {
      const records = new RecordStore(host.root, previousScope(scope, options.target, index), {
        faults,
        details,
      });
      const ports = {
        context: opened.context,
        remote: files,
        layers,
        cache: records,
      };
      predicted.push(
        ...(await lookAhead(plan, ports, engineOptionsOf(options, sshSockets, plan.sourceDateEpoch), signal)),
      );
    }
    return predicted;
  } finally {
    await adapters?.close();
    remote?.close();
    http.close();
    await discard(tempDir);
  }
}

/** @returns the locations that could not be asked, and what brings the details that packs do not have */
async function restorePacks(
  { options, host, adapters, scope, sink, signal }: CachingParts,
  http: HttpClient,
): Promise<{ readonly faults: readonly CacheFault[]; readonly details: KeptDetails }> {
  const { root } = host;
  const variant = options.variant ?? '';
  const faults: CacheFault[] = [];
  const details = new KeptDetails(root, () => Promise.resolve(), signal);
  const budget = new TimeBudget(options.cache.timeoutMs, 'cache-timeout');
  for (const store of openCacheLocations({ options, host, adapters, http, scope, variant, sink }).from) {
    const parcels = storeParcels(store, { budget, note: () => undefined, sink });
    try {
      for (const restore of [restorePack, restoreNewest]) {
        const pack = await restore(store, { root, signal });
        if (pack !== undefined) details.add(pack.listing, parcels);
      }
    } catch (error) {
      signal.throwIfAborted();
      const message = messageOf(error);
      faults.push({ location: store.location, message });
      sink({ type: 'cache', action: 'fault', doing: 'restore', location: store.location, message });
    }
  }
  return { faults, details };
}
