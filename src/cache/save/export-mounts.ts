import type { EventSink } from '../../engine/events.js';
import { messageOf } from '../../errors.js';
import { tracesOf } from '../../text/byte-search.js';
import type { Layers } from '../../engine/ports.js';
import type { LayerIndex } from '../../layer/layer-index.js';
import type { Layer, MadeLayer } from '../../layer/layer.js';
import type { MountKey } from '../../oci/identity.js';
import type { CacheLimits } from '../cache-limits.js';
import { cacheName } from '../cache-name.js';
import { BuildJournal } from '../journal.js';
import type { LocalBlobs } from '../local-blobs.js';
import type { KeptMount } from '../pack/listing.js';
import { readRestored } from '../pack/restored-packs.js';

/** The result of exporting a cache mount. */
type ExportedMount =
  /** All of it is in one layer, or what changed is in a layer on top of the previous ones. */
  | { readonly kind: 'full' | 'delta'; readonly made: MadeLayer }
  /** It is the same as in the previous layers, apart from times. */
  | { readonly kind: 'unchanged' }
  /** It is not on this machine, or a step uses it alone, or it could not be read. */
  | { readonly kind: 'absent' | 'busy' | 'failed' }
  /** It has the value of a secret, in this file. */
  | { readonly kind: 'secret'; readonly path: string };

/** Reads cache mounts, which may need more rights than this process has. */
interface MountExporter {
  /**
   * @param previous the indexes of the layers that it was saved as before, lowest first
   * @param secrets texts that must not be saved
   */
  exportMount(
    key: MountKey,
    previous: readonly LayerIndex[],
    signal: AbortSignal,
    secrets: readonly Uint8Array[],
  ): Promise<ExportedMount>;
}

export interface ExportMountsParts {
  /** Absolute path of the root folder. */
  readonly root: string;
  readonly scope: string;
  readonly variant: string;
  readonly limits: Pick<CacheLimits, 'keepsMount'>;
  /** Values that must not be saved. */
  readonly secrets: readonly Uint8Array[];
  readonly exporter: MountExporter;
  readonly layers: Pick<Layers, 'index' | 'take'>;
  readonly local: Pick<LocalBlobs, 'size'>;
  readonly sink: EventSink;
  readonly signal: AbortSignal;
}

/**
 * What the scope's cache mounts hold: those that the last build wrote to as they are now, the others as they were restored. One
 * that cannot be read is kept as it was restored.
 */
export async function exportMounts(parts: ExportMountsParts): Promise<readonly KeptMount[]> {
  const { root, scope, variant, limits, sink } = parts;
  const name = cacheName(scope, variant);
  const kept = new Map<MountKey, KeptMount>();
  for (const { listing } of [...(await readRestored(root, name))].reverse())
    for (const mount of listing.mounts) kept.set(mount.key, mount);
  const used = new Date().toISOString();
  for (const line of BuildJournal.read(root, name)) {
    if (line.type !== 'mount' || !limits.keepsMount(line.id)) continue;
    try {
      const layers = await exportMount(line, kept.get(line.key)?.layers ?? [], parts);
      kept.set(line.key, { key: line.key, id: line.id, layers, used });
    } catch (error) {
      const why = messageOf(error);
      sink({ type: 'warning', message: `the cache mount ${line.id} was not saved: ${why}` });
    }
  }
  return [...kept.values()].filter(({ id, layers }) => limits.keepsMount(id) && layers.length > 0);
}

/** @returns the layers that hold the mount's content now, lowest first */
async function exportMount(
  { key, id }: Pick<KeptMount, 'key' | 'id'>,
  before: readonly Layer[],
  parts: ExportMountsParts,
): Promise<readonly Layer[]> {
  const { exporter, secrets, layers, sink, signal } = parts;
  const traces = secrets.flatMap(tracesOf);
  const exported = await exporter.exportMount(key, await indexesOf(before, parts), signal, traces);
  switch (exported.kind) {
    case 'full':
      return [await layers.take(exported.made)];
    case 'delta':
      return [...before, await layers.take(exported.made)];
    case 'unchanged':
      return before;
    case 'secret': {
      const message = `the cache mount ${id} is not saved: its file ${exported.path} holds the value of a secret`;
      sink({
        type: 'warning',
        message,
        hint: 'Take the file away in the step that writes it, or name the mounts to keep: cache-mounts.',
      });
      return [];
    }
    default:
      sink({ type: 'notice', message: 'A cache mount was not saved: it is in use, or could not be read whole' });
      return before;
  }
}

/**
 * The mount is saved in full when this gives nothing: when one of the indexes is missing, or one of the blobs is not here. It may
 * have been lost everywhere.
 */
async function indexesOf(
  before: readonly Layer[],
  { local, layers, signal }: ExportMountsParts,
): Promise<readonly LayerIndex[]> {
  try {
    const sizes = await Promise.all(before.map(({ blob }) => local.size(blob.digest)));
    return sizes.includes(undefined) ? [] : await Promise.all(before.map((layer) => layers.index(layer, signal)));
  } catch {
    signal.throwIfAborted();
    return [];
  }
}
