import type { EventSink } from '../../engine/events.js';
import type { HttpClient } from '../../http/http-client.js';
import { openActionsCache } from '../../cache/actions/open.js';
import type { CacheExportSpec, CacheImportSpec } from '../options/values/cache-spec.js';
import { openCacheStores, type OpenCacheStores } from './open-stores.js';
import type { BuildOptions } from '../options/build-options.js';
import type { Adapters } from '../host/adapters.js';
import type { HostSettings } from '../options/host-settings.js';

export interface CacheLocationsParts {
  readonly options: Pick<BuildOptions, 'cache' | 'cacheFrom' | 'cacheTo'>;
  readonly host: HostSettings;
  readonly adapters: Pick<Adapters, 'registry' | 'layers'>;
  readonly transport: HttpClient;
  readonly scope: string;
  readonly variant: string;
  readonly sink: EventSink;
}

/** Opens the locations that a build's cache comes from and goes to. Nothing is asked of them yet. */
export function openCacheLocations(parts: CacheLocationsParts): OpenCacheStores {
  const { options, host, adapters, transport, variant, sink } = parts;
  const { actionsCache, root } = host;
  return openCacheStores(cacheSpecs(options, actionsCache !== undefined), {
    registry: adapters.registry,
    mountFrom: (digest) => adapters.layers.sourceOf(digest),
    actionsCache: (named) => {
      if (actionsCache === undefined) {
        sink({
          type: 'warning',
          message: 'type=gha has no effect: only an action is given access to the Actions cache',
        });
        return undefined;
      }
      return openActionsCache(actionsCache, transport, { root, scope: named ?? parts.scope, variant });
    },
  });
}

interface CacheSpecs {
  readonly cacheFrom: readonly CacheImportSpec[];
  readonly cacheTo: readonly CacheExportSpec[];
}

/** Where there is an Actions cache, it is used without being asked for: after what was asked for. */
function cacheSpecs(
  { cache, cacheFrom, cacheTo }: Pick<BuildOptions, 'cache' | 'cacheFrom' | 'cacheTo'>,
  hasService: boolean,
): CacheSpecs {
  if (cache.mode === 'off') return { cacheFrom: [], cacheTo: [] };
  const isGha = ({ type }: { readonly type: string }): boolean => type === 'gha';
  const from: readonly CacheImportSpec[] =
    hasService && !cacheFrom.some(isGha) ? [...cacheFrom, { type: 'gha' }] : cacheFrom;
  if (cache.mode === 'read-only') return { cacheFrom: from, cacheTo: [] };
  const to: readonly CacheExportSpec[] =
    hasService && !cacheTo.some(isGha) ? [...cacheTo, { type: 'gha', mode: 'max' }] : cacheTo;
  return { cacheFrom: from, cacheTo: to };
}
