import type { EventSink } from '../../engine/events.js';
import { writerOf } from '../../cache/actions/open.js';
import { BuildCache } from './build-cache.js';
import { openCacheLocations } from './open-locations.js';
import { cacheName } from '../../cache/cache-name.js';
import { exportMounts } from './export-mounts.js';
import { httpClientOf } from '../host/http-client.js';
import type { BuildOptions } from '../options/build-options.js';
import { readRestored } from '../../cache/pack/restored-packs.js';
import { saveToAll } from './save-to-all.js';
import type { Adapters } from '../host/adapters.js';
import type { HostSettings } from '../options/host-settings.js';
import type { Reference } from '../../oci/reference.js';

export interface CachingParts {
  readonly options: Pick<BuildOptions, 'cache' | 'cacheFrom' | 'cacheTo' | 'variant'>;
  readonly host: HostSettings;
  readonly adapters: Adapters;
  readonly scope: string;
  readonly sink: EventSink;
  readonly signal: AbortSignal;
}

/** A build's caches while it goes on. */
export interface Caching {
  readonly cache: BuildCache;
  readonly scope: string;
  close(): void;
}

/** Begins to restore what earlier builds left elsewhere. */
export function openCaching(parts: CachingParts & { readonly references: readonly Reference[] }): Caching {
  const { options, host, adapters, scope, references, sink, signal } = parts;
  const variant = options.variant ?? '';
  const transport = httpClientOf(host);
  const stores = openCacheLocations({ options, host, adapters, transport, scope, variant, sink }).from;
  const { root } = host;
  const { layers, registry } = adapters;
  const settings = options.cache;
  const cache = new BuildCache({ root, scope, variant, stores, settings, layers, registry, references, sink, signal });
  return { cache, scope, close: () => transport.close() };
}

/** Notes what the build looked at besides its steps' records, for whoever saves. */
export function noteReadings({ layers, bases }: Adapters, cache: BuildCache): void {
  for (const diffId of layers.indexed) cache.note({ type: 'index', diffId });
  for (const { digest } of bases.documents) cache.note({ type: 'document', digest });
}

/** Saves what the last build of the scope used and made, to all places that its cache goes to. Never throws. */
export async function saveBuildCache(parts: CachingParts): Promise<void> {
  const { options, host, adapters, scope, sink, signal } = parts;
  const variant = options.variant ?? '';
  const { root } = host;
  const name = cacheName(scope, variant);
  const transport = httpClientOf(host);
  try {
    const restored = await readRestored(root, name);
    const { to } = openCacheLocations({ options, host, adapters, transport, scope, variant, sink });
    if (to.length === 0) return;
    const mounts = await exportMounts({ root, name, restored, settings: options.cache, adapters, sink, signal });
    await saveToAll({
      root,
      scope,
      variant,
      settings: options.cache,
      targets: to,
      writer: writerOf(host.actionsCache),
      mounts,
      content: adapters.content,
      sink,
      signal,
    });
  } finally {
    transport.close();
  }
}
