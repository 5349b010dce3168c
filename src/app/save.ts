import type { EventSink } from '../engine/events.js';
import { saveCaching } from './caching.js';
import type { BuildOptions, Machine } from './options.js';
import { openWorkshop } from './workshop.js';

/** Saves the cache of a build that another process did, or did in part. @see SaveFunction */
export async function save(
  options: BuildOptions,
  machine: Machine,
  sink: EventSink,
  signal: AbortSignal,
): Promise<void> {
  // Without a scope of its own a build is known by its context's path, which only the build itself looks at.
  if (options.scope === undefined) return;
  const workshop = openWorkshop(machine, sink);
  try {
    await saveCaching({ options, machine, workshop, scope: options.scope, sink, signal });
  } finally {
    await workshop.close();
  }
}
