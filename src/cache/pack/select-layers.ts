import type { StepRecord } from '../../engine/record.js';
import type { Layer } from '../../layer/layer.js';
import type { Digest } from '../../oci/digest.js';
import type { KeptMount } from './listing.js';

/** What is kept: `auto` what is dearer to make again than to fetch, `all` every layer. */
export type CachePolicy = 'auto' | 'all';

/** A step's record that a pack could bring. */
export interface Candidate {
  readonly record: StepRecord;
  /** Milliseconds since the epoch. */
  readonly used: number;
}

/** How long it takes to have a blob back from where it would be kept. */
export interface RestoreCost {
  readonly latencyMs: number;
  readonly bytesPerMs: number;
}

export interface SelectionOptions {
  readonly policy: CachePolicy;
  /** Bytes of blobs that a scope may keep. */
  readonly maxBytes: number;
  readonly cost: RestoreCost;
  /** Only layers of the image itself, by blob; absent: those of every stage. */
  readonly only?: ReadonlySet<Digest>;
  /** Blobs that a repository holds which the image was pushed to. */
  readonly inRegistry: ReadonlySet<Digest>;
}

/** Why a layer is not kept. */
type LeftOut =
  | { readonly why: 'made again from the build context' }
  | { readonly why: 'the pushed repository holds it' }
  | { readonly why: 'not a layer of the image (mode=min)' }
  | { readonly why: 'cheaper to run again'; readonly runMs: number; readonly restoreMs: number }
  | { readonly why: 'over the budget'; readonly maxBytes: number };

export interface Selection {
  /** Small enough to travel in the pack. */
  readonly packed: readonly Layer[];
  /** Blobs of their own, the most useful first. */
  readonly kept: readonly Layer[];
  readonly leftOut: readonly (LeftOut & { readonly layer: Layer; readonly record: StepRecord })[];
}

/** Bytes of a blob that costs less within the pack than any request of its own. */
export const PACKED_SIZE = 64 * 1024;

/** Until a place was measured: a slow day of GitHub's. */
export const DEFAULT_COST: RestoreCost = { latencyMs: 300, bytesPerMs: 40_000 };

/**
 * Decides which layers are worth keeping. Of what is, the budget goes to what saves most milliseconds a byte; what this build
 * used comes before what only earlier ones did.
 */
export function selectLayers(candidates: readonly Candidate[], options: SelectionOptions): Selection {
  const packed: Layer[] = [];
  const worth: (Candidate & { readonly layer: Layer; readonly value: number })[] = [];
  const leftOut: Selection['leftOut'][number][] = [];
  const seen = new Set<Digest>();
  for (const { record, used } of [...candidates].sort(byUseThenDuration)) {
    const { layer } = record;
    if (layer === undefined || seen.has(layer.blob.digest)) continue;
    seen.add(layer.blob.digest);
    const reason = reasonAgainst(record, layer, options);
    if (reason !== undefined) leftOut.push({ ...reason, layer, record });
    else if (layer.blob.size <= PACKED_SIZE) packed.push(layer);
    else worth.push({ record, used, layer, value: (record.durationMs - restoreMs(layer, options)) / layer.blob.size });
  }
  const kept: Layer[] = [];
  let left = options.maxBytes;
  for (const { layer, record } of worth.sort((a, b) => b.used - a.used || b.value - a.value)) {
    if (layer.blob.size > left) leftOut.push({ why: 'over the budget', maxBytes: options.maxBytes, layer, record });
    else {
      kept.push(layer);
      left -= layer.blob.size;
    }
  }
  return { packed, kept, leftOut };
}

/** Of records with one layer, that of the longest run says what the layer is worth. */
function byUseThenDuration(a: Candidate, b: Candidate): number {
  return b.used - a.used || b.record.durationMs - a.record.durationMs;
}

function reasonAgainst(record: StepRecord, layer: Layer, options: SelectionOptions): LeftOut | undefined {
  const { policy, only, inRegistry: elsewhere } = options;
  if (only !== undefined && !only.has(layer.blob.digest)) return { why: 'not a layer of the image (mode=min)' };
  if (policy === 'all') return undefined;
  if (record.remakes === true) return { why: 'made again from the build context' };
  if (elsewhere.has(layer.blob.digest)) return { why: 'the pushed repository holds it' };
  if (layer.blob.size <= PACKED_SIZE) return undefined;
  const cost = restoreMs(layer, options);
  return record.durationMs < cost
    ? { why: 'cheaper to run again', runMs: record.durationMs, restoreMs: cost }
    : undefined;
}

function restoreMs({ blob }: Layer, { cost }: Pick<SelectionOptions, 'cost'>): number {
  return Math.round(cost.latencyMs + blob.size / cost.bytesPerMs);
}

export interface MountSelection {
  readonly kept: readonly KeptMount[];
  /** Of what is kept. */
  readonly bytes: number;
  readonly leftOut: readonly (KeptMount & { readonly bytes: number })[];
  readonly maxBytes: number;
}

/** The cache mounts that are kept within so many bytes: those that were used last. */
export function selectMounts(mounts: readonly KeptMount[], maxBytes: number): MountSelection {
  const kept: KeptMount[] = [];
  const leftOut: MountSelection['leftOut'][number][] = [];
  let bytes = 0;
  for (const mount of [...mounts].sort((a, b) => Date.parse(b.used) - Date.parse(a.used))) {
    const size = mount.layers.reduce((sum, { blob }) => sum + blob.size, 0);
    if (bytes + size > maxBytes) leftOut.push({ ...mount, bytes: size });
    else {
      kept.push(mount);
      bytes += size;
    }
  }
  return { kept, bytes, leftOut, maxBytes };
}

/** Records of one instruction that are kept: those of the last few versions of what it was given, some under two keys. */
const VERSIONS_KEPT = 6;
/** Milliseconds after which what no build used is dropped. */
export const UNUSED_FOR = 14 * 24 * 3600 * 1000;

/**
 * The records that a pack goes on to bring: what this build used, and of what earlier builds used, the latest few of each
 * instruction that are not too old.
 *
 * @param now milliseconds since the epoch; `used` of what this build used
 */
export function recordsToKeep(candidates: readonly Candidate[], now: number): readonly Candidate[] {
  const versions = new Map<string, number>();
  return [...candidates]
    .sort((a, b) => b.used - a.used)
    .filter(({ record, used }) => {
      const slot = JSON.stringify([record.stage, record.instruction]);
      const before = versions.get(slot) ?? 0;
      versions.set(slot, before + 1);
      return used === now || (before < VERSIONS_KEPT && now - used < UNUSED_FOR);
    });
}
