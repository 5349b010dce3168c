import { array, tuple } from '../../json/containers.js';
import { type Decoder, nonNegativeInteger, refine } from '../../json/decoder.js';
import { object } from '../../json/object.js';
import { digest } from '../../oci/digest-schema.js';
import type { Digest } from '../../oci/digest.js';
import { GROUP_SIZE, GZIP_HEADER, GZIP_TRAILER, type DeflatedGroup } from './parallel-gzip.js';

/** A part of a layer's blob that can be inflated alone, as raw deflate. Parts follow each other without gaps. */
export interface LayerGroup extends DeflatedGroup {
  /** How many entries of the index begin in it. None: it goes on with the file that the groups before it begin. */
  readonly entries: number;
}

/**
 * How one blob of a layer is cut into groups, so that a few files can be had without the others. Either a group has whole entries, or it is
 * one of several that have one large file together. Nothing is believed because of it: what is inflated must have the digests of the index.
 */
export interface LayerGroups {
  readonly blob: Digest;
  readonly groups: readonly LayerGroup[];
}

interface StoredGroups {
  readonly blob: Digest;
  readonly groups: readonly (readonly [number, number, number])[];
}

/** Inflating one must not take more memory than a few of ours. */
const size: Decoder<number> = refine(nonNegativeInteger, (bytes) => bytes <= 16 * GROUP_SIZE, 'the size of a group');

const storedGroups = object<StoredGroups>({
  blob: digest,
  groups: array(tuple(nonNegativeInteger, nonNegativeInteger, size)),
});

export function encodeGroups({ blob, groups }: LayerGroups): string {
  const rows = groups.map(({ entries, deflated, size }) => [entries, deflated, size] as const);
  return JSON.stringify({ blob, groups: rows } satisfies StoredGroups);
}

/** Throws a DecodeError for anything that `encodeGroups` does not make. */
export function decodeGroups(value: unknown): LayerGroups {
  const { blob, groups } = storedGroups(value);
  return { blob, groups: groups.map(([entries, deflated, size]) => ({ entries, deflated, size })) };
}

/** Whether the groups can be those of a blob with this size, of a layer with so many entries. */
export function covers({ groups }: LayerGroups, blobSize: number, entries: number): boolean {
  let [bytes, count] = [GZIP_HEADER + GZIP_TRAILER, 0];
  for (const group of groups) {
    bytes += group.deflated;
    count += group.entries;
  }
  return bytes === blobSize && count === entries && (groups[0]?.entries ?? 1) > 0;
}
