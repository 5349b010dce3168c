import { openActionsCache } from '../../cache/actions/open.js';
import { ArtifactStore } from '../../cache/artifact/artifact-store.js';
import type { CacheStore } from '../../cache/cache-store.js';
import type { SaveTarget } from '../../cache/save/save-to-location.js';
import type { EventSink } from '../../engine/events.js';
import type { HttpClient } from '../../http/http-client.js';
import { objectsBeside } from '../../objects/load-objects.js';
import type { Digest } from '../../oci/digest.js';
import type { RepositoryName } from '../../oci/reference.js';
import type { RegistryClient } from '../../registry/client.js';
import { ArtifactLayout } from '../../store/artifact-layout.js';
import type { Adapters } from '../host/adapters.js';
import type { BuildOptions } from '../options/build-options.js';
import type { HostSettings } from '../options/host-settings.js';
import type { CacheExportSpec, CacheImportSpec } from '../options/values/cache-spec.js';
import { ObjectCaches } from './object-caches.js';

export interface CacheLocationsParts {
  readonly options: Pick<BuildOptions, 'cache' | 'cacheFrom' | 'cacheTo'>;
  readonly host: HostSettings;
  readonly adapters: Pick<Adapters, 'registry' | 'layers'>;
  readonly http: HttpClient;
  readonly scope: string;
  readonly variant: string;
  readonly sink: EventSink;
}

export interface CacheLocations {
  /** In the order in which they are asked. */
  readonly from: readonly CacheStore[];
  readonly to: readonly SaveTarget[];
}

/** Opens the locations that a build's cache comes from and goes to. No request is made yet. */
export function openCacheLocations(parts: CacheLocationsParts): CacheLocations {
  const { options, host, adapters, http, scope, variant, sink } = parts;
  const { actionsCache, root } = host;
  const opener: StoreOpener = {
    registry: adapters.registry,
    objects: new ObjectCaches(http, objectsBeside(host.workerEntry)),
    mountFrom: (digest) => adapters.layers.sourceOf(digest),
    actionsCache: (named) => {
      if (actionsCache !== undefined)
        return openActionsCache(actionsCache, http, { root, scope: named ?? scope, variant });
      sink({
        type: 'warning',
        message: 'type=gha has no effect: only an action has access to the Actions cache',
      });
      return undefined;
    },
  };
  const specs = cacheSpecs(options, actionsCache !== undefined);
  return {
    from: specs.from.flatMap((spec) => openCacheStore(spec, opener) ?? []),
    to: specs.to.flatMap((spec) => {
      const store = openCacheStore(spec, opener);
      return store === undefined ? [] : [{ store, mode: spec.mode }];
    }),
  };
}

/** An Actions cache is used even if the options do not name it, after the locations that they name. */
function cacheSpecs(
  { cache, cacheFrom, cacheTo }: CacheLocationsParts['options'],
  hasActionsCache: boolean,
): { readonly from: readonly CacheImportSpec[]; readonly to: readonly CacheExportSpec[] } {
  if (cache.mode === 'off') return { from: [], to: [] };
  const isGha = ({ type }: { readonly type: string }): boolean => type === 'gha';
  const from: readonly CacheImportSpec[] =
    hasActionsCache && !cacheFrom.some(isGha) ? [...cacheFrom, { type: 'gha' }] : cacheFrom;
  if (cache.mode === 'read-only') return { from, to: [] };
  const to: readonly CacheExportSpec[] =
    hasActionsCache && !cacheTo.some(isGha) ? [...cacheTo, { type: 'gha', mode: 'max' }] : cacheTo;
  return { from, to };
}

/** What is needed for opening a location. */
export interface StoreOpener {
  readonly registry: RegistryClient;
  readonly objects: ObjectCaches;
  /** The Actions cache, for the build's own scope by default; `undefined` if this process may not use it. */
  readonly actionsCache: (scope: string | undefined) => CacheStore | undefined;
  /** A repository that is known to have a blob, from which another one in the same registry can mount it. */
  readonly mountFrom?: (digest: Digest) => RepositoryName | undefined;
}

/** Opens the location that a value of `--cache-from` or `--cache-to` names. No request is made yet. */
export function openCacheStore(spec: CacheImportSpec | CacheExportSpec, opener: StoreOpener): CacheStore | undefined {
  const { registry, objects, actionsCache, mountFrom } = opener;
  switch (spec.type) {
    case 'registry':
      return new ArtifactStore(registry.artifact(spec.reference), mountFrom === undefined ? {} : { mountFrom });
    case 'local':
      return new ArtifactStore(new ArtifactLayout(spec.directory, spec));
    case 'gha':
      return actionsCache(spec.scope);
    case 's3':
    case 'azblob':
      return new ArtifactStore(objects.artifact(spec.objects));
  }
}
