import type { CacheEvent } from '../../engine/cache-events.js';
import type { EventSink } from '../../engine/events.js';
import { messageOf } from '../../errors.js';
import { formatBytes } from '../../text/format.js';
import { traced } from '../../trace/span.js';
import type { CacheLimits } from '../cache-limits.js';
import { cacheName } from '../cache-name.js';
import type { LocalBlobs } from '../local-blobs.js';
import { packId } from '../pack/archive.js';
import { noteSaved } from '../pack/restored-packs.js';
import type { SaveRequest } from './save-plan.js';
import { LEAVE_WORDS } from './save-policy.js';
import { saveToLocation, type SaveOutcome, type SaveTarget } from './save-to-location.js';

/*
 * Saving a build's cache, from the outside in:
 *
 *  - `saveCache`, here, saves to all locations side by side, and reports the results.
 *  - `saveToLocation` saves to one of them: first the blobs, then the pack that names them.
 *  - `planSave` decides what is saved there, by `save-policy.ts` and `budget.ts`.
 *  - `CacheStore.uploadBlobs` and `CacheStore.savePack` move the bytes.
 */

export interface SaveCacheParts extends SaveRequest {
  readonly limits: Pick<CacheLimits, 'policy' | 'maxBytes' | 'timeoutMs'>;
  readonly targets: readonly SaveTarget[];
  readonly local: LocalBlobs;
  readonly sink: EventSink;
  readonly signal: AbortSignal;
}

/** Saves a build's cache to all of its locations. Failures are reported; nothing is thrown. */
export async function saveCache(parts: SaveCacheParts): Promise<void> {
  const { limits, targets, local, sink, signal } = parts;
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  const bounded = AbortSignal.any([signal, timeout]);
  const outcomes: { readonly store: SaveTarget['store']; readonly outcome: SaveOutcome }[] = [];
  const save = async (target: SaveTarget): Promise<readonly NotSaved[]> => {
    const { location } = target.store;
    const started = performance.now();
    try {
      const outcome = await traced(
        'cache',
        () => `save to ${location.kind} ${location.name}`,
        () => saveToLocation(target, parts, local, sink, bounded),
      );
      tellOutcome(target, outcome, performance.now() - started, parts);
      outcomes.push({ store: target.store, outcome });
      return notSavedBy(outcome);
    } catch (error) {
      if (signal.aborted) return [];
      const message = timeout.aborted
        ? `it took longer than ${Math.round(limits.timeoutMs / 1000)} s (cache-timeout)`
        : messageOf(error);
      sink({ type: 'cache', action: 'fault', doing: 'save', location, message });
      return [];
    }
  };
  const notSaved = await Promise.all(targets.map(save));
  for (const { store, outcome } of outcomes) await noteOutcome(store, outcome, parts);
  for (const event of savedNowhere(notSaved)) sink(event);
}

/** A folder may be moved away before the next build. The notes only save requests. */
async function noteOutcome(
  { location, id: storeId }: SaveTarget['store'],
  { pack, listing }: SaveOutcome,
  { root, scope, variant }: SaveCacheParts,
): Promise<void> {
  if (pack.kind === 'refused' || location.kind === 'directory') return;
  const saved = { location, storeId, packId: packId(listing), listing };
  await noteSaved(root, cacheName(scope, variant), saved).catch(() => undefined);
}

function tellOutcome(
  { store: { location } }: SaveTarget,
  { pack, packBytes: bytes, listing }: SaveOutcome,
  durationMs: number,
  { limits, sink }: SaveCacheParts,
): void {
  switch (pack.kind) {
    case 'saved':
      sink({ type: 'cache', action: 'pack-saved', location, key: pack.key, bytes, durationMs });
      break;
    case 'unchanged':
      sink({ type: 'cache', action: 'unchanged', location, key: pack.key });
      break;
    case 'refused':
      sink({ type: 'cache', action: 'refused', location, why: pack.why });
      return;
  }
  const used = listing.blobs.reduce((sum, { size }) => sum + size, 0);
  const entries = listing.blobs.length;
  sink({ type: 'cache', action: 'budget', location, entries, bytes: used, limit: limits.maxBytes });
}

type NotSaved = Extract<CacheEvent, { readonly action: 'left-out' | 'mount-left-out' }>;

function notSavedBy({ pack, plan, listing }: SaveOutcome): readonly NotSaved[] {
  const layer = (digest: NotSavedLayer['digest'], bytes: number, why: string): NotSaved => {
    return { type: 'cache', action: 'left-out', digest, bytes, why };
  };
  const { selection, mounts } = plan;
  const leftOut = [
    ...selection.leftOut.map(({ layer: { blob }, why }) => layer(blob.digest, blob.size, LEAVE_WORDS[why])),
    ...mounts.leftOut.map(({ id, bytes }): NotSaved => {
      const why = `over the budget of ${formatBytes(mounts.maxBytes)} for cache mounts`;
      return { type: 'cache', action: 'mount-left-out', id, bytes, why };
    }),
  ];
  // A location that accepts nothing has said why.
  if (pack.kind === 'refused') return leftOut;
  const there = new Set(listing.blobs.map(({ digest }) => digest));
  const lost = plan.blobs.filter(({ blob }) => !there.has(blob.digest));
  return [...leftOut, ...lost.map(({ blob }) => layer(blob.digest, blob.size, 'it could not be uploaded'))];
}

type NotSavedLayer = Extract<NotSaved, { readonly action: 'left-out' }>;

/** What no location has accepted. */
function savedNowhere([first = [], ...others]: readonly (readonly NotSaved[])[]): readonly NotSaved[] {
  const nameOf = (event: NotSaved): string => (event.action === 'left-out' ? event.digest : `mount ${event.id}`);
  const names = others.map((events) => new Set(events.map(nameOf)));
  return first.filter((event) => names.every((known) => known.has(nameOf(event))));
}
