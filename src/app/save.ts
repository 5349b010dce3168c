import type { EventSink } from '../engine/events.js';
import { saveBuildCache } from './caching/cache-session.js';
import type { BuildOptions } from './options/build-options.js';
import { withAdapters } from './host/adapters.js';
import type { HostSettings } from './options/host-settings.js';

/** Saves the cache of a build that another process did, or did in part. That one saved what goes to folders. @see SaveFunction */
export async function save(
  options: BuildOptions,
  host: HostSettings,
  sink: EventSink,
  signal: AbortSignal,
): Promise<void> {
  // Without a scope of its own a build is known by its context's path, which only the build itself looks at.
  const { scope } = options;
  if (scope === undefined) return;
  const cacheTo = options.cacheTo.filter(({ type }) => type !== 'local');
  await withAdapters(host, sink, (adapters) =>
    saveBuildCache({ options: { ...options, cacheTo }, host, adapters, scope, sink, signal }),
  );
}
