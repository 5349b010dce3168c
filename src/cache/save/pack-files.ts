import { stat } from 'node:fs/promises';
import path from 'node:path';

import type { StepRecord } from '../../engine/record.js';
import type { Layer } from '../../layer/layer.js';
import type { Digest } from '../../oci/digest.js';
import type { CacheKey } from '../../oci/identity.js';
import type { JournalLine } from '../journal.js';
import type { Details } from '../record/details.js';
import { fileSha256 } from '../pack/archive.js';
import type { KeptMount, ListedFile } from '../pack/listing.js';
import { isDetail, packedKind, packedPath, type PackedKind } from '../pack/packed-path.js';
import type { RestoredPack } from '../pack/restored-packs.js';
import { EarlierFiles } from './budget.js';
import type { Candidate } from './candidate.js';
import { PACKED_SIZE, type Selection } from './save-policy.js';

/** A record that goes into a pack, and its key. */
export type PackedRecord = Candidate & { readonly key: CacheKey };

export interface PackFileParts {
  readonly root: string;
  readonly journal: readonly JournalLine[];
  readonly restored: readonly RestoredPack[];
  readonly records: readonly PackedRecord[];
  readonly selection: Pick<Selection, 'packed'>;
  readonly mounts: readonly KeptMount[];
  readonly now: number;
  readonly writer: string;
  /** The pack that was restored from the location that is saved to. Its parcels can be used again. */
  readonly own: RestoredPack | undefined;
  /** Brings what only another location has. */
  readonly details: Details | undefined;
  /** Parcels that turned out to be damaged. */
  readonly lost: ReadonlySet<Digest>;
}

/** A file that a pack brings, or a parcel beside it. */
export interface KeptFile extends ListedFile {
  readonly bytes: number;
  /** It is on this machine. */
  readonly isHere: boolean;
  /** Builds whose steps all hit read it. */
  readonly isHead: boolean;
}

/** The files below the root that a pack brings: all that this build needed, and what `budget.ts` lets earlier builds keep. */
export async function packFiles(parts: PackFileParts): Promise<ReadonlyMap<string, KeptFile>> {
  const { root, now, writer, own, details, lost } = parts;
  const known = new Map<string, ListedFile>();
  for (const { listing } of [...parts.restored].reverse())
    for (const [name, file] of listing.files) known.set(name, file);
  const files = new Map<string, KeptFile>();
  const earlier = new EarlierFiles(now);
  for (const [name, { used, maxBytes, isHead }] of [...wantedFiles(parts)].sort(([, a], [, b]) => b.used - a.used)) {
    const absolute = path.join(root, name);
    const listed = own?.listing.files.get(name);
    const place = listed?.in === undefined || lost.has(listed.in.parcel) ? undefined : listed.in;
    const look = () => stat(absolute).catch(() => undefined);
    let stats = await look();
    if (stats === undefined && place === undefined && (await details?.bring(name)) === true) stats = await look();
    const isHere = stats?.isFile() === true;
    const bytes = isHere ? stats?.size : place?.bytes;
    if (bytes === undefined || bytes > maxBytes) continue;
    const kind = packedKind(name);
    if (used !== now && !earlier.take(kind, bytes, used)) continue;
    // What is in a parcel never changes under its name.
    const sha256 = place === undefined ? hashOf(kind, name, absolute) : listed?.sha256;
    if (sha256 === undefined) continue;
    const before = known.get(name);
    files.set(name, {
      sha256,
      used: new Date(used).toISOString(),
      hits: (before?.hits ?? 0) + (before !== undefined && used === now ? 1 : 0),
      writer: before?.writer ?? writer,
      ...(place !== undefined && { in: place }),
      bytes,
      isHere,
      isHead,
    });
  }
  return files;
}

function hashOf(kind: PackedKind | undefined, name: string, absolute: string): string | undefined {
  return kind === 'blob' || kind === 'list' ? path.basename(name) : fileSha256(absolute);
}

interface Wanted {
  /** When a build last needed it, in milliseconds since the epoch. */
  readonly used: number;
  /** A larger file is not worth its bytes. */
  readonly maxBytes: number;
  readonly isHead: boolean;
}

/** No record says whether these are still needed, so only the time of their last use decides. */
const WANTED_BY_USE: ReadonlySet<PackedKind | undefined> = new Set([
  'index',
  'blob',
  'baseline',
  'sizes',
  'invocation',
]);

/** By paths below the root. */
function wantedFiles(parts: PackFileParts): ReadonlyMap<string, Wanted> {
  const { journal, restored, records, selection, mounts, now } = parts;
  const wanted = new Map<string, Wanted>();
  const want = (name: string, used: number, maxBytes = Infinity, isHead = !isDetail(name)): void => {
    const before = wanted.get(name);
    wanted.set(name, {
      used: Math.max(before?.used ?? 0, used),
      maxBytes: Math.max(before?.maxBytes ?? 0, maxBytes),
      isHead: isHead || before?.isHead === true,
    });
  };
  const wantIndex = ({ diffId }: Layer, used: number, maxBytes?: number): void =>
    want(packedPath.index(diffId), used, maxBytes);
  for (const { listing } of restored) {
    for (const [name, { used }] of listing.files) {
      if (WANTED_BY_USE.has(packedKind(name))) want(name, Date.parse(used));
    }
  }
  for (const { key, record, used } of records) {
    want(packedPath.record(key), used);
    if (typeof record.inputs.files === 'string') want(packedPath.list(record.inputs.files), used);
    if (record.layer === undefined) continue;
    want(packedPath.tree(record.layer.contentId), used);
    wantIndex(record.layer, used, largestIndex(record));
  }
  for (const { layer } of selection.packed) want(packedPath.blob(layer.blob.digest), now);
  for (const layer of mounts.flatMap(({ layers }) => layers)) {
    wantIndex(layer, now);
    if (layer.blob.size <= PACKED_SIZE) want(packedPath.blob(layer.blob.digest), now);
  }
  for (const line of journal) {
    if (line.type === 'index') want(packedPath.index(line.diffId), now);
    else if (line.type === 'invocation') want(packedPath.invocation(line.hash), now);
    else if (line.type === 'sizes') want(packedPath.sizes(line.diffId), now);
    else if (line.type === 'document') want(packedPath.blob(line.digest), now, Infinity, true);
    else if (line.type === 'scope' || line.type === 'report') want(line.file, now);
  }
  return wanted;
}

/**
 * Without its index, a COPY's layer cannot be made again. With a RUN's index, its layer need not be restored when the step
 * runs again and makes the same. But every build restores the pack, so a large index costs more than it saves.
 */
function largestIndex({ remakes }: StepRecord): number {
  return remakes === true ? Infinity : PACKED_SIZE;
}
