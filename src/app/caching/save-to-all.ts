import type { KeptMount } from '../../cache/pack/listing.js';
import type { CacheEvent } from '../../engine/cache-events.js';
import type { EventSink } from '../../engine/events.js';
import { formatBytes } from '../../text/format.js';
import type { ContentStore } from '../../store/content-store.js';
import { savePack, type SaveOutcome } from '../../cache/pack/save.js';
import { cacheName } from '../../cache/cache-name.js';
import type { CacheSettings } from '../options/cache-settings.js';
import type { CacheExport } from './open-stores.js';

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

/** Saves a build's cache to all of its locations, side by side. What goes wrong is a warning, and nothing more. */
export async function saveToAll(parts: SaveCachesParts): Promise<void> {
  const { root, scope, variant, settings, targets, writer, mounts, content, sink, signal } = parts;
  const timeout = AbortSignal.timeout(settings.timeoutMs);
  const bounded = AbortSignal.any([signal, timeout]);
  const save = async ({ store, mode }: CacheExport): Promise<readonly NotSaved[]> => {
    const { location } = store;
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
      const outcome = await savePack(store, content, options, bounded);
      const { pack, packBytes: bytes } = outcome;
      switch (pack.kind) {
        case 'saved': {
          const durationMs = performance.now() - started;
          sink({ type: 'cache', action: 'pack-saved', location, key: pack.key, bytes, durationMs });
          break;
        }
        case 'unchanged':
          sink({ type: 'cache', action: 'unchanged', location, key: pack.key });
          break;
        case 'refused':
          sink({ type: 'cache', action: 'refused', location, why: pack.why });
          break;
      }
      return notSavedBy(outcome);
    } catch (error) {
      if (signal.aborted) return [];
      const why = timeout.aborted
        ? `it took longer than ${Math.round(settings.timeoutMs / 1000)} s (cache-timeout)`
        : error instanceof Error
          ? error.message
          : String(error);
      sink({ type: 'cache', action: 'fault', doing: 'save', location, message: why });
      return [];
    }
  };
  for (const event of leftOutOfAll(await Promise.all(targets.map(save)))) sink(event);
}

type NotSaved = Extract<CacheEvent, { readonly action: 'left-out' | 'mount-left-out' }>;

function notSavedBy({ selection, mounts }: SaveOutcome): readonly NotSaved[] {
  return [
    ...selection.leftOut.map(({ layer: { blob }, why }): NotSaved => {
      return { type: 'cache', action: 'left-out', digest: blob.digest, bytes: blob.size, why };
    }),
    ...mounts.leftOut.map(({ id, bytes }): NotSaved => {
      const why = `over the budget of ${formatBytes(mounts.maxBytes)} for cache mounts`;
      return { type: 'cache', action: 'mount-left-out', id, bytes, why };
    }),
  ];
}

/** What no location took. */
function leftOutOfAll([first = [], ...others]: readonly (readonly NotSaved[])[]): readonly NotSaved[] {
  const nameOf = (event: NotSaved): string => (event.action === 'left-out' ? event.digest : `mount ${event.id}`);
  const also = others.map((events) => new Set(events.map(nameOf)));
  return first.filter((event) => also.every((names) => names.has(nameOf(event))));
}
