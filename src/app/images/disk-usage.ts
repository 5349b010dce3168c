import { surveyCache, type SurveyedRecord } from '../../cache/inspect/survey.js';
import type { SurveyedMount } from '../../cache/inspect/survey-mounts.js';
import { readAllRestored } from '../../cache/pack/restored-packs.js';
import type { ChainId } from '../../oci/chain-id.js';
import type { Digest } from '../../oci/digest.js';
import { imageContents } from '../../store/image-contents.js';
import type { Adapters } from '../host/adapters.js';
import type { ImageUse } from './image-uses.js';
import type { ImageView } from './image-views.js';

/** What takes how much room, in the way of `docker system df`. All sizes are bytes. */
export interface DiskUsage {
  readonly images: UsageTotal;
  readonly imageRows: readonly ImageUsage[];
  readonly buildCache: UsageTotal;
  /** Records with a layer. The layer of one may also be an image's. */
  readonly records: readonly RecordUsage[];
  readonly cacheMounts: UsageTotal;
  readonly mounts: readonly SurveyedMount[];
}

export interface UsageTotal {
  readonly count: number;
  /** How many of them something uses. */
  readonly active: number;
  readonly size: number;
  readonly reclaimable: number;
}

interface ImageUsage {
  readonly view: ImageView;
  /** Of layers that another image has too, and of the others. */
  readonly shared: number;
  readonly unique: number;
  readonly containers: number;
}

interface RecordUsage {
  readonly surveyed: SurveyedRecord;
  readonly size: number;
  /** Whether an image has the layer too. */
  readonly shared: boolean;
}

/** Layers count once, as they are stored once. Images count unpacked, as `images` shows them; the build cache as it is on the disk. */
export async function diskUsage(
  { root, content }: Pick<Adapters, 'content'> & { readonly root: string },
  views: readonly ImageView[],
  uses: readonly ImageUse[],
): Promise<DiskUsage> {
  const imageRows = imageUsage(views, uses);
  const packs = await readAllRestored(root);
  const { records, mounts } = await surveyCache({ root, local: content, packs, here: HERE });
  const blobs = await imageBlobs(content, views);
  const rows = recordUsage(records, blobs);
  const mountBytes = mounts.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
  return {
    images: imageTotal(imageRows),
    imageRows,
    buildCache: {
      count: rows.length,
      active: rows.filter(({ shared }) => shared).length,
      size: sumOf(rows.map(({ size }) => size)),
      reclaimable: sumOf(rows.filter(({ shared }) => !shared).map(({ size }) => size)),
    },
    records: rows,
    cacheMounts: { count: mounts.length, active: 0, size: mountBytes, reclaimable: mountBytes },
    mounts,
  };
}

const HERE = 'this machine';

function imageUsage(views: readonly ImageView[], uses: readonly ImageUse[]): readonly ImageUsage[] {
  const counts = new Map<ChainId, number>();
  for (const { content } of views) {
    for (const { chainId } of content?.layers ?? []) counts.set(chainId, (counts.get(chainId) ?? 0) + 1);
  }
  return views.map((view) => {
    const layers = view.content?.layers ?? [];
    const shared = sumOf(layers.filter(({ chainId }) => (counts.get(chainId) ?? 0) > 1).map(({ size }) => size ?? 0));
    const unique = sumOf(layers.map(({ size }) => size ?? 0)) - shared;
    return { view, shared, unique, containers: uses.filter(({ imageId }) => imageId === view.imageId).length };
  });
}

function imageTotal(rows: readonly ImageUsage[]): UsageTotal {
  const used = rows.filter(({ containers }) => containers > 0);
  const size = layersSize(rows);
  return { count: rows.length, active: used.length, size, reclaimable: size - layersSize(used) };
}

function layersSize(rows: readonly ImageUsage[]): number {
  const layers = new Map<ChainId, number>();
  for (const { view } of rows) {
    for (const { chainId, size } of view.content?.layers ?? []) layers.set(chainId, size ?? 0);
  }
  return sumOf([...layers.values()]);
}

async function imageBlobs(content: Adapters['content'], views: readonly ImageView[]): Promise<ReadonlySet<Digest>> {
  const found = new Set<Digest>();
  for (const { stored } of views) {
    for (const { target } of stored) {
      const { blobs } = await imageContents(content, target).catch(() => ({ blobs: [] }));
      for (const { digest } of blobs) found.add(digest);
    }
  }
  return found;
}

/** Each layer once: a step may have records under several keys. */
function recordUsage(records: readonly SurveyedRecord[], images: ReadonlySet<Digest>): readonly RecordUsage[] {
  const rows = new Map<Digest, RecordUsage>();
  for (const surveyed of records) {
    const blob = surveyed.record.layer?.blob;
    if (blob === undefined || !surveyed.locations.includes(HERE) || rows.has(blob.digest)) continue;
    rows.set(blob.digest, { surveyed, size: blob.size, shared: images.has(blob.digest) });
  }
  return [...rows.values()];
}

function sumOf(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + size, 0);
}
