import type { CacheStore } from '../../cache/cache-store.js';
import { surveyCache, type CacheSurvey } from '../../cache/inspect/survey.js';
import { verifyRoot, verifyStore, type Verified } from '../../cache/inspect/verify.js';
import { readAllRestored } from '../../cache/pack/restored-packs.js';
import { restorePack, type UnpackedPack } from '../../cache/restore/restore-pack.js';
import type { EventSink } from '../../engine/events.js';
import { UserError } from '../../errors.js';
import { discard } from '../../files/discard.js';
import { type PrunedObjects, pruneObjects, type PruneObjectsRequest } from '../../objects/prune-objects.js';
import { makeTemporaryFolder } from '../../files/temporary-folder.js';
import { objectsBeside } from '../../objects/load-objects.js';
import { ContentStore } from '../../store/content-store.js';
import { StoreFolder } from '../../store/store-folder.js';
import { withAdapters, type Adapters } from '../host/adapters.js';
import { httpClientOf } from '../host/http-client.js';
import type { HostSettings } from '../options/host-settings.js';
import type { CacheImportSpec } from '../options/values/cache-spec.js';
import { ObjectCaches } from './object-caches.js';
import { openCacheStore } from './open-locations.js';
import { pruneCache, type PruneCacheOptions, type PruneCacheResult } from './prune.js';

export type { PrunedObjects };

/** A cache that is looked at without a build: this machine's, or one that `--cache-from` could name. */
export interface OpenedCache {
  survey(): Promise<CacheSurvey>;
  /** @param fix removes what is damaged; refused for other locations than this machine */
  verify(fix: boolean): Promise<Verified>;
}

/** What the `cache` commands do. */
export class CacheVerbs {
  readonly #host: HostSettings;
  readonly #adapters: Adapters;
  readonly #objects: ObjectCaches;
  readonly #signal: AbortSignal;

  private constructor(host: HostSettings, adapters: Adapters, objects: ObjectCaches, signal: AbortSignal) {
    this.#host = host;
    this.#objects = objects;
    this.#adapters = adapters;
    this.#signal = signal;
  }

  /** Opens the store and runs `work` with it. */
  static use<T>(
    host: HostSettings,
    sink: EventSink,
    signal: AbortSignal,
    work: (verbs: CacheVerbs) => Promise<T>,
  ): Promise<T> {
    return withAdapters(host, sink, async (adapters) => {
      const http = httpClientOf(host);
      try {
        const objects = new ObjectCaches(http, objectsBeside(host.workerEntry));
        return await work(new CacheVerbs(host, adapters, objects, signal));
      } finally {
        http.close();
      }
    });
  }

  get local(): OpenedCache {
    const { root } = this.#host;
    return {
      survey: async () => {
        const { content } = this.#adapters;
        return surveyCache({ root, local: content, packs: await readAllRestored(root), here: 'this machine' });
      },
      verify: (fix) => verifyRoot(root, fix, this.#signal),
    };
  }

  /**
   * Restores a location's pack to a folder of its own, where it is looked at like a root folder.
   *
   * @throws UserError when the location has no cache; InfraError when it cannot be read
   */
  async at<T>(spec: CacheImportSpec, work: (cache: OpenedCache) => Promise<T>): Promise<T> {
    const store = this.#open(spec);
    const root = makeTemporaryFolder(this.#host.tempDir);
    try {
      const pack = await restorePack(store, { root, signal: this.#signal });
      if (pack === undefined) throw new UserError(`${store.location.name} holds no cache`);
      return await work(this.#restored(store, pack, root));
    } finally {
      await discard(root);
    }
  }

  /** @throws InfraError if the worker is needed for removing something and cannot be started */
  prune(options: PruneCacheOptions): Promise<PruneCacheResult> {
    return pruneCache(this.#host.root, this.#adapters, { ...options, keepImages: true }, this.#signal);
  }

  /**
   * Removes from an object store what no cache there needs any more.
   *
   * @throws UserError for another location, or an age that is too short
   */
  pruneAt(spec: CacheImportSpec, options: PruneObjectsRequest): Promise<PrunedObjects> {
    if (!('objects' in spec)) {
      throw new UserError('--from: only caches of type=s3 and type=azblob can be pruned', {
        hint: 'Registries and folders remove what no tag names by themselves.',
      });
    }
    const { objects: settings } = spec;
    return pruneObjects(this.#objects.objects(settings), settings, options, this.#signal);
  }

  #restored(store: CacheStore, pack: UnpackedPack, root: string): OpenedCache {
    const local = new ContentStore(StoreFolder.open(root));
    return {
      survey: () => surveyCache({ root, local, packs: [pack], here: `the pack of ${store.location.name}` }),
      verify: (fix) => {
        if (fix)
          throw new UserError(
            '--fix works only for this machine. At other locations, the next build that saves replaces the cache',
          );
        return verifyStore(store, pack, this.#signal);
      },
    };
  }

  #open(spec: CacheImportSpec): CacheStore {
    const { registry } = this.#adapters;
    const store = openCacheStore(spec, { registry, objects: this.#objects, actionsCache: () => undefined });
    if (store !== undefined) return store;
    throw new UserError('--from: only an action can read the Actions cache', {
      hint: 'To remove its entries: layer-build cache prune --actions',
    });
  }
}
