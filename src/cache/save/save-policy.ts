import { costOf, type StepRecord } from '../../engine/record.js';
import type { Layer } from '../../layer/layer.js';
import type { Digest } from '../../oci/digest.js';
import type { CachePolicy } from '../cache-limits.js';
import { layersWithin } from './budget.js';
import type { Candidate } from './candidate.js';

/*
 * Which layers a cache keeps, and why. For each layer the first rule that applies decides:
 *
 *  1. `mode=min`, and the layer does not belong to the image itself: left out.
 *  2. The policy is `all`: kept.
 *  3. A COPY from the build context: left out. Its record and index suffice to make the same bytes again.
 *  4. A repository that the image was pushed to holds it: left out. It is fetched from there.
 *  5. Small: kept, within the pack.
 *  6. The step's own work takes less time than restoring the layer: left out.
 *  7. Otherwise: kept, as a blob of its own.
 *
 * What is kept as blobs must also fit within the budget: `budget.ts` decides which of them do.
 */

/** How long it takes to restore a blob. */
export interface RestoreCost {
  readonly latencyMs: number;
  readonly bytesPerMs: number;
}

export interface SelectionOptions {
  readonly policy: CachePolicy;
  /** Bytes of blobs that a scope may keep. */
  readonly maxBytes: number;
  readonly cost: RestoreCost;
  /** The blobs of the image's own layers, for `mode=min`; absent: layers of every stage are kept. */
  readonly only?: ReadonlySet<Digest>;
  /** Blobs in repositories that the image was pushed to. */
  readonly inRegistry: ReadonlySet<Digest>;
}

export type KeepReason = 'all' | 'small' | 'dear';
export type LeaveReason = 'foreign' | 'remade' | 'in-registry' | 'cheap' | 'over-budget';

export const KEEP_WORDS: Readonly<Record<KeepReason, string>> = {
  all: 'every layer is kept (policy all)',
  small: 'small enough for the pack',
  dear: 'takes longer to run again than to restore',
};

export const LEAVE_WORDS: Readonly<Record<LeaveReason, string>> = {
  foreign: 'not a layer of the image (mode=min)',
  remade: 'made again from the build context',
  'in-registry': 'the pushed repository holds it',
  cheap: 'cheaper to run again',
  'over-budget': 'over the budget',
};

interface KeptLayer {
  readonly layer: Layer;
  readonly why: KeepReason;
}

interface LeftOutLayer {
  readonly layer: Layer;
  readonly why: LeaveReason;
}

export interface Selection {
  /** Small enough to travel in the pack. */
  readonly packed: readonly KeptLayer[];
  /** As blobs of their own, the most useful first. */
  readonly kept: readonly KeptLayer[];
  readonly leftOut: readonly LeftOutLayer[];
}

/** Bytes. A smaller blob costs less within the pack than with a request of its own. */
export const PACKED_SIZE = 64 * 1024;

/** Used until the speed of a location has been measured: that of GitHub on a slow day. */
export const DEFAULT_COST: RestoreCost = { latencyMs: 300, bytesPerMs: 40_000 };

export function selectLayers(candidates: readonly Candidate[], options: SelectionOptions): Selection {
  const packed: KeptLayer[] = [];
  const wanted: (KeptLayer & { readonly used: number; readonly savedMs: number })[] = [];
  const leftOut: LeftOutLayer[] = [];
  const seen = new Set<Digest>();
  for (const { record, used } of [...candidates].sort(byUseThenCost)) {
    const { layer } = record;
    if (layer === undefined || seen.has(layer.blob.digest)) continue;
    seen.add(layer.blob.digest);
    const decision = decide(record, layer, options);
    if (!decision.keep) leftOut.push({ layer, why: decision.why });
    else if (layer.blob.size <= PACKED_SIZE) packed.push({ layer, why: decision.why });
    else wanted.push({ layer, why: decision.why, used, savedMs: costOf(record) - restoreMs(layer, options.cost) });
  }
  const { kept, over } = layersWithin(wanted, options.maxBytes);
  return { packed, kept, leftOut: [...leftOut, ...over.map(({ layer }) => ({ layer, why: 'over-budget' as const }))] };
}

/** When several records have one layer, the dearest says what the layer is worth. */
function byUseThenCost(a: Candidate, b: Candidate): number {
  return b.used - a.used || costOf(b.record) - costOf(a.record);
}

type Decision = { readonly keep: true; readonly why: KeepReason } | { readonly keep: false; readonly why: LeaveReason };

/** The rules, in their order. */
function decide(record: StepRecord, layer: Layer, { policy, only, inRegistry, cost }: SelectionOptions): Decision {
  const { digest, size } = layer.blob;
  if (only !== undefined && !only.has(digest)) return { keep: false, why: 'foreign' };
  if (policy === 'all') return { keep: true, why: 'all' };
  if (record.remakes === true) return { keep: false, why: 'remade' };
  if (inRegistry.has(digest)) return { keep: false, why: 'in-registry' };
  if (size <= PACKED_SIZE) return { keep: true, why: 'small' };
  if (costOf(record) < restoreMs(layer, cost)) return { keep: false, why: 'cheap' };
  return { keep: true, why: 'dear' };
}

function restoreMs({ blob }: Layer, { latencyMs, bytesPerMs }: RestoreCost): number {
  return Math.round(latencyMs + blob.size / bytesPerMs);
}
