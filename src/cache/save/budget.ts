import type { Layer } from '../../layer/layer.js';
import type { KeptMount } from '../pack/listing.js';
import type { PackedKind } from '../pack/packed-path.js';
import type { Candidate } from './candidate.js';

/*
 * How much a scope may keep at one location, and what is kept if there is more.
 *
 * Blobs, within `cache-max-size`:
 *  - Cache mounts get at most half of it, the last used first.
 *  - Layers get the rest. First those that this build used, then those that only earlier builds used; within both, those that
 *    save the most time for their size come first.
 *
 * The pack, which every build restores whole:
 *  - Records: all that this build used; of those that only earlier builds used, the latest few of each instruction.
 *  - Other files that only earlier builds used: up to a number of files and bytes, the last used first.
 *  - Nothing that no build used for two weeks.
 */

/** Records of one instruction: those of the last few versions of its inputs, some of them under two keys. */
const RECORDS_OF_INSTRUCTION = 6;
/** Milliseconds after which a file that no build used is dropped. @internal For tests of it. */
export const UNUSED_FOR = 14 * 24 * 3600 * 1000;
/** Bytes of the files that only earlier builds needed. */
const EARLIER_BYTES = 32 * 1024 * 1024;
/** Each build leaves a few small indexes and documents behind, and every later build has to read them all. */
const EARLIER_FILES = 500;
/** It is not known which records need these files. So their last use decides whether they are kept. */
const OF_NO_RECORD: ReadonlySet<PackedKind | undefined> = new Set(['index', 'blob', 'sizes', 'invocation']);

export interface MountSelection {
  readonly kept: readonly KeptMount[];
  /** Bytes of the kept mounts. */
  readonly bytes: number;
  readonly leftOut: readonly (KeptMount & { readonly bytes: number })[];
  /** Bytes that cache mounts may have. */
  readonly maxBytes: number;
}

/** The cache mounts that are kept. @param maxBytes the budget for all blobs */
export function mountsWithin(mounts: readonly KeptMount[], maxBytes: number): MountSelection {
  const share = maxBytes / 2;
  const kept: KeptMount[] = [];
  const leftOut: MountSelection['leftOut'][number][] = [];
  let bytes = 0;
  for (const mount of [...mounts].sort((a, b) => Date.parse(b.used) - Date.parse(a.used))) {
    const size = mount.layers.reduce((sum, { blob }) => sum + blob.size, 0);
    if (bytes + size > share) leftOut.push({ ...mount, bytes: size });
    else {
      kept.push(mount);
      bytes += size;
    }
  }
  return { kept, bytes, leftOut, maxBytes: share };
}

/** A layer that is worth keeping. */
interface WantedLayer {
  readonly layer: Layer;
  /** Milliseconds since the epoch. */
  readonly used: number;
  /** Milliseconds that restoring it saves, compared with running its step again. */
  readonly savedMs: number;
}

/** @returns the layers that fit, the most useful first, and those that do not */
export function layersWithin<T extends WantedLayer>(
  layers: readonly T[],
  maxBytes: number,
): { readonly kept: readonly T[]; readonly over: readonly T[] } {
  const kept: T[] = [];
  const over: T[] = [];
  let left = maxBytes;
  const worth = ({ layer, savedMs }: T): number => savedMs / layer.blob.size;
  for (const wanted of [...layers].sort((a, b) => b.used - a.used || worth(b) - worth(a))) {
    const { size } = wanted.layer.blob;
    if (size > left) over.push(wanted);
    else {
      kept.push(wanted);
      left -= size;
    }
  }
  return { kept, over };
}

/**
 * The records that go into a pack.
 *
 * @param now milliseconds since the epoch; the `used` of records that this build used
 */
export function recordsWithin<T extends Candidate>(candidates: readonly T[], now: number): readonly T[] {
  const seen = new Map<string, number>();
  return [...candidates]
    .sort((a, b) => b.used - a.used)
    .filter(({ record, used }) => {
      const instruction = JSON.stringify([record.stage, record.instruction]);
      const later = seen.get(instruction) ?? 0;
      seen.set(instruction, later + 1);
      return used === now || (later < RECORDS_OF_INSTRUCTION && now - used < UNUSED_FOR);
    });
}

/** The room in a pack for files that only earlier builds needed. Ask for the last used files first. */
export class EarlierFiles {
  readonly #now: number;
  #bytes = 0;
  #ofNoRecord = 0;

  constructor(now: number) {
    this.#now = now;
  }

  /** Whether the file still fits; it then counts. @param used milliseconds since the epoch */
  take(kind: PackedKind | undefined, bytes: number, used: number): boolean {
    if (this.#now - used > UNUSED_FOR || this.#bytes + bytes > EARLIER_BYTES) return false;
    if (OF_NO_RECORD.has(kind) && ++this.#ofNoRecord > EARLIER_FILES) return false;
    this.#bytes += bytes;
    return true;
  }
}
