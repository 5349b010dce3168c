import { ArtifactStore } from '../../cache/artifact/artifact-store.js';
import type { CacheStore } from '../../cache/cache-store.js';
import type { Digest } from '../../oci/digest.js';
import type { RepositoryName } from '../../oci/reference.js';
import type { RegistryClient } from '../../registry/client.js';
import { ArtifactLayout } from '../../store/artifact-layout.js';
import type { CacheExportSpec, CacheImportSpec } from '../options/values/cache-spec.js';

export interface CacheStoreParts {
  readonly registry: RegistryClient;
  /** The Actions cache, of the build's own scope where none is named; `undefined` where there is no such service. */
  readonly actionsCache: (scope: string | undefined) => CacheStore | undefined;
  /** A repository that is known to hold a blob, so that it need not be uploaded to another of the same registry. */
  readonly mountFrom?: (digest: Digest) => RepositoryName | undefined;
}

export interface CacheExport {
  readonly store: CacheStore;
  readonly mode: 'min' | 'max';
}

export interface OpenCacheStores {
  /** In the order in which they are to be asked. */
  readonly from: readonly CacheStore[];
  readonly to: readonly CacheExport[];
}

/** The locations that `--cache-from` and `--cache-to` name. Nothing is asked of them yet. */
export function openCacheStores(
  specs: { readonly cacheFrom: readonly CacheImportSpec[]; readonly cacheTo: readonly CacheExportSpec[] },
  parts: CacheStoreParts,
): OpenCacheStores {
  return {
    from: specs.cacheFrom.flatMap((spec) => openStore(spec, parts) ?? []),
    to: specs.cacheTo.flatMap((spec) => {
      const store = openStore(spec, parts);
      return store === undefined ? [] : [{ store, mode: spec.mode }];
    }),
  };
}

function openStore(spec: CacheImportSpec | CacheExportSpec, parts: CacheStoreParts): CacheStore | undefined {
  switch (spec.type) {
    case 'registry':
      return new ArtifactStore(parts.registry.artifact(spec.reference), {
        ...(parts.mountFrom !== undefined && { mountFrom: parts.mountFrom }),
      });
    case 'local':
      return new ArtifactStore(new ArtifactLayout(spec.directory, spec));
    case 'gha':
      return parts.actionsCache(spec.scope);
  }
}
