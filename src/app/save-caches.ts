import type { EventSink } from '../engine/events.js';
import type { KeptMount } from '../cache/pack-listing.js';
import type { ContentStore } from '../store/content-store.js';
import { cacheName, saveCache } from './cache-save.js';
import type { CacheSettings } from './cache-settings.js';
import type { CacheExport } from './open-cache-stores.js';

export interface SaveCachesParts {
  /** Absolute path of the folder below which everything is kept. */
  readonly root: string;
  readonly scope: string;
  readonly variant: string;
  readonly settings: CacheSettings;
  readonly targets: readonly CacheExport[];
  /** The trust scope of this job, `''` where there is none. */
  readonly writer: string;
  readonly mounts: readonly KeptMount[];
  readonly content: ContentStore;
  readonly sink: EventSink;
  readonly signal: AbortSignal;
}

/** Saves a build's cache to every place that it is to go to, side by side. What goes wrong is a warning, and no more. */
export async function saveCaches(parts: SaveCachesParts): Promise<void> {
  const { root, scope, variant, settings, targets, writer, mounts, content, sink, signal } = parts;
  const timeout = AbortSignal.timeout(settings.timeoutMs);
  const bounded = AbortSignal.any([signal, timeout]);
  const save = async ({ store, mode }: CacheExport): Promise<void> => {
    const started = performance.now();
    try {
      const options = {
        root,
        scope,
        name: cacheName(scope, variant),
        policy: settings.policy,
        maxBytes: settings.maxBytes,
        mode,
        writer,
        mounts,
      };
      const outcome = await saveCache(store, content, options, bounded);
      for (const { layer, why } of outcome.selection.leftOut) {
        sink({ type: 'cache', action: 'left-out', digest: layer.blob.digest, bytes: layer.blob.size, why });
      }
      const { pack, packBytes: bytes } = outcome;
      const { place } = store;
      switch (pack.kind) {
        case 'saved':
          sink({
            type: 'cache',
            action: 'pack-saved',
            place,
            key: pack.key,
            bytes,
            durationMs: performance.now() - started,
          });
          break;
        case 'unchanged':
          sink({ type: 'cache', action: 'unchanged', place, key: pack.key });
          break;
        case 'refused':
          sink({ type: 'cache', action: 'refused', place, why: pack.why });
          break;
      }
    } catch (error) {
      if (signal.aborted) return;
      const why = timeout.aborted
        ? `it took longer than ${Math.round(settings.timeoutMs / 1000)} s (cache-timeout)`
        : error instanceof Error
          ? error.message
          : String(error);
      sink({ type: 'cache', action: 'fault', doing: 'save', place: store.place, message: why });
    }
  };
  await Promise.all(targets.map(save));
}
