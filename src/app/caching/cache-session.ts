import { BuildJournal } from '../../cache/journal.js';
import { writerOf } from '../../cache/actions/open.js';
import type { CacheLimits } from '../../cache/cache-limits.js';
import { TimeBudget } from '../../async/time-budget.js';
import { cacheName } from '../../cache/cache-name.js';
import type { CacheStore } from '../../cache/cache-store.js';
import { readRestored } from '../../cache/pack/restored-packs.js';
import type { Details } from '../../cache/record/details.js';
import { storeParcels } from '../../cache/restore/blob-location.js';
import { KeptDetails } from '../../cache/restore/kept-details.js';
import { BuildCache } from '../../cache/restore/build-cache.js';
import { exportMounts } from '../../cache/save/export-mounts.js';
import { saveCache } from '../../cache/save/save-cache.js';
import type { EventSink } from '../../engine/events.js';
import { looksSecret } from '../../engine/explain/variable-changes.js';
import { distinctReferences, type Reference } from '../../oci/reference.js';
import type { Adapters } from '../host/adapters.js';
import { httpClientOf } from '../host/http-client.js';
import type { BuildOptions } from '../options/build-options.js';
import { readSecrets } from '../options/secrets.js';
import { isMountKept, type CacheSettings } from '../options/cache-settings.js';
import type { HostSettings } from '../options/host-settings.js';
import { cacheSecrets } from './cache-secrets.js';
import { openCacheLocations } from './open-locations.js';

export interface CachingParts {
  readonly options: Pick<
    BuildOptions,
    'builder' | 'cache' | 'cacheFrom' | 'cacheTo' | 'variant' | 'secrets' | 'buildArgs'
  >;
  readonly host: HostSettings;
  readonly adapters: Adapters;
  readonly scope: string;
  readonly sink: EventSink;
  readonly signal: AbortSignal;
}

/** A build's cache while the build runs. */
export interface Caching {
  readonly cache: BuildCache;
  close(): void;
}

/** Starts to restore what earlier builds saved at other locations. */
export function openCaching(parts: CachingParts & { readonly references: readonly Reference[] }): Caching {
  const { options, host, adapters, scope, references, sink, signal } = parts;
  const { layers, registry } = adapters;
  const variant = options.variant ?? '';
  const http = httpClientOf(host);
  const stores = openCacheLocations({ ...parts, http, variant }).from;
  const repositories = distinctReferences(references.map(({ registry, repository }) => ({ registry, repository })));
  const limits = limitsOf(options.cache);
  const { root } = host;
  const cache = new BuildCache({ root, scope, variant, stores, limits, layers, registry, repositories, sink, signal });
  return { cache, close: () => http.close() };
}

/** Notes in the journal what the build read besides its steps' records. */
export function noteReadings({ layers, bases }: Adapters, cache: BuildCache): void {
  for (const diffId of layers.indexed) cache.note({ type: 'index', diffId });
  for (const { digest } of bases.documents) cache.note({ type: 'document', digest });
}

/**
 * Saves what the last build of the scope used and made: it opens the locations that the cache goes to, exports the cache
 * mounts, and leaves the rest to `saveCache`.
 *
 * @param known brings what the build did not need; absent in a process that did not build
 */
export async function saveBuildCache(parts: CachingParts, known?: Details): Promise<void> {
  const { host, adapters, scope, sink, signal } = parts;
  const { root } = host;
  const onBuilder = isOfBuilder(parts);
  // What a builder wrote to the caches that are named must not be replaced.
  const options = onBuilder ? { ...parts.options, cacheFrom: [], cacheTo: [] } : parts.options;
  const { content: local, layers, runner: exporter } = adapters;
  const variant = options.variant ?? '';
  const limits = limitsOf(options.cache);
  if (onBuilder) await publishBuilderRecords(parts);
  const http = httpClientOf(host);
  try {
    const { from, to: targets } = openCacheLocations({ ...parts, options, http, variant });
    if (targets.length === 0) return;
    const secrets = await secretsOf(options);
    const mounts = await exportMounts({ root, scope, variant, limits, secrets, exporter, layers, local, sink, signal });
    const writer = writerOf(host.actionsCache);
    const details = known ?? (await notedDetails(from, parts));
    await saveCache({ root, scope, variant, limits, targets, writer, mounts, details, local, sink, signal });
  } finally {
    http.close();
  }
}

/** Also if no builder was reached, so that nothing was built. */
function isOfBuilder({ options, host, scope }: CachingParts): boolean {
  const journal = BuildJournal.read(host.root, cacheName(scope, options.variant ?? ''));
  return journal.some(({ type }) => type === 'builder') || (options.builder !== undefined && journal.length === 0);
}

/** @throws InfraError when the Actions cache fails */
async function publishBuilderRecords({ options, host, scope, signal }: CachingParts): Promise<void> {
  if (options.cache.mode !== 'auto') return;
  const { publishRecords } = await import('../builder/carried-records.js');
  await publishRecords({ host, scope, variant: options.variant ?? '' }, signal);
}

/** The details of the packs that the build began with, as it noted them. */
async function notedDetails(
  stores: readonly CacheStore[],
  { options, host: { root }, scope, sink, signal }: CachingParts,
): Promise<Details> {
  const details = new KeptDetails(root, () => Promise.resolve(), signal);
  const budget = new TimeBudget(options.cache.timeoutMs, 'cache-timeout');
  for (const { storeId, listing } of await readRestored(root, cacheName(scope, options.variant ?? ''))) {
    const store = stores.find(({ id }) => id === storeId);
    if (store !== undefined) details.add(listing, storeParcels(store, { budget, note: () => undefined, sink }));
  }
  return details;
}

/**
 * For a process that leaves the rest of the cache to another one. Later steps of a job use a folder as soon as the build has ended:
 * workflows move the new cache to the place of the old one.
 */
export function toFoldersOnly(parts: CachingParts): CachingParts {
  const { options } = parts;
  const { actionsCache, ...host } = parts.host;
  const cacheTo = options.cacheTo.filter(({ type }) => type === 'local');
  return { ...parts, host, options: { ...options, cacheFrom: [], cacheTo } };
}

/** The known secrets: those of the build that can still be read, those of caches, and build arguments with names like those of secrets. */
async function secretsOf({
  secrets,
  buildArgs,
  cacheFrom,
  cacheTo,
}: CachingParts['options']): Promise<readonly Uint8Array[]> {
  const values = await Promise.allSettled([...readSecrets(secrets).values()].map((read) => read()));
  const args = Object.entries(buildArgs).flatMap(([name, value]) => (looksSecret(name) ? [Buffer.from(value)] : []));
  const caches = cacheSecrets({ cacheFrom, cacheTo }).map((value) => Buffer.from(value));
  return [...values.flatMap((value) => (value.status === 'fulfilled' ? [value.value] : [])), ...args, ...caches];
}

function limitsOf(settings: CacheSettings): CacheLimits {
  const { policy, maxBytes, timeoutMs } = settings;
  return { policy, maxBytes, timeoutMs, keepsMount: (id) => isMountKept(id, settings) };
}
