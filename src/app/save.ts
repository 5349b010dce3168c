import type { EventSink } from '../engine/events.js';
import { saveBuildCache } from './caching/cache-session.js';
import type { BuildOptions, Machine } from './options/build-options.js';
import { withAdapters } from './machine/adapters.js';

/** Saves the cache of a build that another process did, or did in part. @see SaveFunction */
export async function save(
  options: BuildOptions,
  machine: Machine,
  sink: EventSink,
  signal: AbortSignal,
): Promise<void> {
  // Without a scope of its own a build is known by its context's path, which only the build itself looks at.
  const { scope } = options;
  if (scope === undefined) return;
  await withAdapters(machine, sink, (adapters) => saveBuildCache({ options, machine, adapters, scope, sink, signal }));
}
