import { ActionsStepCache, type CacheClient, type RestoredCache, type SavedCache } from '../cache/actions-cache.js';
import { CACHE_FOLDERS, stepCacheFiles } from './step-cache-files.js';

/** The way to a cache service, which the action gives. */
export type StepCacheClient = CacheClient;

/** One build's step cache, on the machine and at the cache service. */
export interface CachedBuild {
  /** Absolute path of the folder below which the engine keeps everything. */
  readonly root: string;
  /** Keeps the caches of different builds apart; as in `BuildOptions`. */
  readonly scope: string;
}

/** Carries step caches between jobs: restored in main, saved in post. A failure of either costs time, never a build. */
export interface StepCacheCarrier {
  /** @returns `undefined` when the service has nothing for this build, or there is no service */
  restore(build: CachedBuild): Promise<RestoredCache | undefined>;
  /** @param restoredKey what `restore` gave in main, if anything */
  save(build: CachedBuild, restoredKey: string | undefined): Promise<SavedCache>;
}

/**
 * Step caches by way of @actions/cache.
 *
 * @param loadClient loads that library, which is large, when the first cache is carried
 */
export function openStepCacheCarrier(loadClient: () => Promise<CacheClient>): StepCacheCarrier {
  const open = async (build: CachedBuild): Promise<ActionsStepCache> =>
    new ActionsStepCache(await loadClient(), build.root, build.scope, CACHE_FOLDERS);
  return {
    restore: async (build) => (await open(build)).restore(),
    save: async (build, restoredKey) => {
      const cache = await open(build);
      return cache.save(await stepCacheFiles(build.root, build.scope), restoredKey);
    },
  };
}
