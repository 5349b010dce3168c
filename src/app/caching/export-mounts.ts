import { BuildJournal } from '../../cache/journal.js';
import type { KeptMount } from '../../cache/pack/listing.js';
import type { EventSink } from '../../engine/events.js';
import type { LayerIndex } from '../../layer/layer-index.js';
import type { Layer } from '../../layer/layer.js';
import type { MountKey } from '../../oci/identity.js';
import { isMountKept, type CacheSettings } from '../options/cache-settings.js';
import type { RestoredPack } from '../../cache/pack/restored-packs.js';
import type { Adapters } from '../host/adapters.js';
import { messageOf } from '../../errors.js';

export interface ExportMountsParts {
  /** Absolute path of the folder below which everything is kept. */
  readonly root: string;
  /** Names the scope's files, as `cacheName` gives it. */
  readonly name: string;
  readonly restored: readonly RestoredPack[];
  readonly settings: CacheSettings;
  readonly adapters: Adapters;
  readonly sink: EventSink;
  readonly signal: AbortSignal;
}

/**
 * What the scope's cache mounts hold: those that the last build wrote to as they are now, the others as they were restored.
 * One that cannot be read is kept as it was.
 */
export async function exportMounts(parts: ExportMountsParts): Promise<readonly KeptMount[]> {
  const { root, name, restored, settings, sink } = parts;
  const kept = new Map<MountKey, KeptMount>();
  for (const { listing } of [...restored].reverse()) for (const mount of listing.mounts) kept.set(mount.key, mount);
  const used = new Date().toISOString();
  for (const line of BuildJournal.read(root, name)) {
    if (line.type !== 'mount' || !isMountKept(line.id, settings)) continue;
    try {
      const layers = await exportMount(line.key, kept.get(line.key)?.layers ?? [], parts);
      kept.set(line.key, { key: line.key, id: line.id, layers, used });
    } catch (error) {
      const why = messageOf(error);
      sink({ type: 'warning', message: `the cache mount ${line.id} was not saved: ${why}` });
    }
  }
  return [...kept.values()].filter(({ id, layers }) => isMountKept(id, settings) && layers.length > 0);
}

/** @returns the layers that hold the mount's content now, lowest first */
async function exportMount(
  key: MountKey,
  before: readonly Layer[],
  { adapters, sink, signal }: ExportMountsParts,
): Promise<readonly Layer[]> {
  const { layers, runner } = adapters;
  const exported = await runner.exportMount(key, await indexesOf(before, adapters, signal), signal);
  switch (exported.kind) {
    case 'full':
      return [await layers.take(exported.made)];
    case 'delta':
      return [...before, await layers.take(exported.made)];
    case 'unchanged':
      return before;
    default:
      sink({ type: 'notice', message: 'A cache mount was not saved: it is in use, or could not be read whole' });
      return before;
  }
}

/** Without all of them the mount is saved in full, and also where their blobs are not here: they may be nowhere. */
async function indexesOf(
  before: readonly Layer[],
  { content, layers }: Adapters,
  signal: AbortSignal,
): Promise<readonly LayerIndex[]> {
  try {
    const here = await Promise.all(before.map(({ blob }) => content.has(blob.digest)));
    return here.includes(false) ? [] : await Promise.all(before.map((layer) => layers.index(layer, signal)));
  } catch {
    signal.throwIfAborted();
    return [];
  }
}
