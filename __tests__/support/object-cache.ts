import type { ObjectCaches } from '../../src/app/caching/object-caches.js';
import { parseCacheFrom } from '../../src/app/options/values/cache-spec.js';
import type { AskedObjects } from '../../src/objects/asked-objects.js';
import type { ObjectCacheSettings } from '../../src/objects/port/object-settings.js';
import { type PrunedObjects, pruneObjects, type PruneObjectsRequest } from '../../src/objects/prune-objects.js';

const SIGNAL = new AbortController().signal;

/** What prunes a cache that is written as `--from` has it. */
export function objectCacheOf(
  text: string,
  caches: ObjectCaches,
): (request: PruneObjectsRequest) => Promise<PrunedObjects> {
  const settings = settingsOf(text);
  return (request) => pruneObjects(caches.objects(settings), settings, request, SIGNAL);
}

/** The objects of such a cache's store. */
export function objectsOf(text: string, caches: ObjectCaches): AskedObjects {
  return caches.objects(settingsOf(text));
}

function settingsOf(text: string): ObjectCacheSettings {
  const [spec] = parseCacheFrom('--from', [text], '/').specs;
  if (spec === undefined || !('objects' in spec)) throw new Error(`${text} is no cache in an object store`);
  return spec.objects;
}
