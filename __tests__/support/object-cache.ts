import type { ObjectCaches } from '../../src/app/caching/object-caches.js';
import { parseCacheFrom } from '../../src/app/options/values/cache-spec.js';
import { type PrunedObjects, pruneObjects, type PruneObjectsRequest } from '../../src/objects/prune-objects.js';

const SIGNAL = new AbortController().signal;

/** What prunes a cache that is written as `--from` has it. */
export function objectCacheOf(
  text: string,
  caches: ObjectCaches,
): (request: PruneObjectsRequest) => Promise<PrunedObjects> {
  const [spec] = parseCacheFrom('--from', [text], '/').specs;
  if (spec === undefined || !('objects' in spec)) throw new Error(`${text} is no cache in an object store`);
  return (request) => pruneObjects(caches.objects(spec.objects), spec.objects, request, SIGNAL);
}
