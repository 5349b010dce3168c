import { array, tuple } from '../../json/containers.js';
import { type Decoder, nonNegativeInteger, oneOf, refine } from '../../json/decoder.js';
import { object, optional } from '../../json/object.js';
import { digest } from '../../oci/digest-schema.js';
import type { Digest } from '../../oci/digest.js';
import { GROUP_SIZE, type CompressedGroup, type GroupFormat } from './group.js';
import { GZIP_HEADER, GZIP_TRAILER } from './parallel-gzip.js';

/** A part of a layer's blob that can be inflated alone: raw deflate, or a frame of zstd. Parts follow each other without gaps. */
export interface LayerGroup extends CompressedGroup {
  /** How many entries of the index begin in it. None: it goes on with the file that the groups before it begin. */
  readonly entries: number;
}

/** A group, and where its bytes are in the blob. */
export interface PlacedGroup extends LayerGroup {
  readonly offset: number;
}

/**
 * How one blob of a layer is cut into groups, so that a few files can be had without the others. Either a group has whole entries, or it is
 * one of several that have one large file together. Nothing is believed because of it: what is inflated must have the digests of the index.
 */
export interface LayerGroups {
  readonly blob: Digest;
  readonly format: GroupFormat;
  readonly groups: readonly LayerGroup[];
}

interface StoredGroups {
  readonly blob: Digest;
  /** Absent: gzip. */
  readonly format?: 'zstd';
  readonly groups: readonly (readonly [number, number, number])[];
}

/** Inflating one must not take more memory than a few of ours. */
const size: Decoder<number> = refine(nonNegativeInteger, (bytes) => bytes <= 16 * GROUP_SIZE, 'the size of a group');

const storedGroups = object<StoredGroups>({
  blob: digest,
  format: optional(oneOf('zstd')),
  groups: array(tuple(nonNegativeInteger, nonNegativeInteger, size)),
});

export function encodeGroups({ blob, format, groups }: LayerGroups): string {
  const rows = groups.map(({ entries, compressed, size }) => [entries, compressed, size] as const);
  return JSON.stringify({ blob, ...(format === 'zstd' && { format }), groups: rows } satisfies StoredGroups);
}

/** Throws a DecodeError for anything that `encodeGroups` does not make. */
export function decodeGroups(value: unknown): LayerGroups {
  const { blob, format = 'gzip', groups } = storedGroups(value);
  return { blob, format, groups: groups.map(([entries, compressed, size]) => ({ entries, compressed, size })) };
}

/** Bytes of a blob before its first group, and behind its last. */
const AROUND = { gzip: [GZIP_HEADER, GZIP_TRAILER], zstd: [0, 0] } as const;

/** The groups with their places in the blob. */
export function placedGroups({ format, groups }: LayerGroups): readonly PlacedGroup[] {
  let offset: number = AROUND[format][0];
  return groups.map((group) => {
    const placed = { ...group, offset };
    offset += group.compressed;
    return placed;
  });
}

/** Whether the groups can be those of a blob with this size, of a layer with so many entries. */
export function covers({ format, groups }: LayerGroups, blobSize: number, entries: number): boolean {
  const [before, behind] = AROUND[format];
  let [bytes, count] = [before + behind, 0];
  for (const group of groups) {
    bytes += group.compressed;
    count += group.entries;
  }
  return bytes === blobSize && count === entries && (groups[0]?.entries ?? 1) > 0;
}
