import path from 'node:path';

import type { Digest } from '../../oci/digest.js';
import { type CacheKey, cacheKeyOfHex } from '../../oci/identity.js';
import type { CacheLimits } from '../cache-limits.js';
import { cacheName } from '../cache-name.js';
import type { BlobDescriptor } from '../cache-store.js';
import { BuildJournal, type JournalLine } from '../journal.js';
import type { ParcelFile } from '../pack/archive.js';
import type { KeptMount, ListedFile, PackListing, Parcel, RegistryBlob, Throughput } from '../pack/listing.js';
import { packedKind, packedPath } from '../pack/packed-path.js';
import { readRestored, type RestoredPack } from '../pack/restored-packs.js';
import type { Details } from '../record/details.js';
import { RecordStore } from '../record/record-store.js';
import { type MountSelection, mountsWithin, recordsWithin } from './budget.js';
import { type KeptFile, packFiles, type PackedRecord } from './pack-files.js';
import { arrange, type Arrangement } from './parcels.js';
import { DEFAULT_COST, KEEP_WORDS, PACKED_SIZE, selectLayers, type Selection } from './save-policy.js';

/** Which build's cache is saved, and how much of it. */
export interface SaveRequest {
  /** Absolute path of the root folder. */
  readonly root: string;
  readonly scope: string;
  readonly variant: string;
  readonly limits: Pick<CacheLimits, 'policy' | 'maxBytes'>;
  /** The ref that this job's entries are saved under; `''` if there is none. */
  readonly writer: string;
  /** What cache mounts hold now. */
  readonly mounts: readonly KeptMount[];
  /** Brings what the build did not need, and another location has. */
  readonly details?: Details;
}

/** `min` keeps only the image's own layers. */
export type SaveMode = 'min' | 'max';

/** A blob that is kept beside the pack. */
export interface WantedBlob {
  readonly blob: BlobDescriptor;
  readonly why: string;
  /** The location returned wrong bytes for it. */
  readonly damaged: boolean;
}

/** What is to be saved to one location. */
export interface SavePlan {
  readonly selection: Selection;
  readonly mounts: MountSelection;
  readonly blobs: readonly WantedBlob[];
  /** The pack that was restored from this location. */
  readonly restored: RestoredPack | undefined;
  /** Parcels of that pack which are named again. */
  readonly parcels: readonly Parcel[];
  /** The files of each parcel that has to be made. */
  readonly fresh: readonly (readonly string[])[];
  /**
   * @param there the blobs that the location has
   * @param made new parcels: those that are not there leave their files in the pack
   */
  listing(there: ReadonlySet<Digest>, made?: readonly ParcelFile[]): PackListing;
}

/** Decides what is to be saved to the location with the id `storeId`. Nothing is asked of it. */
export async function planSave(request: SaveRequest, storeId: string, mode: SaveMode): Promise<SavePlan> {
  const { root, scope, variant, limits, writer } = request;
  const name = cacheName(scope, variant);
  const journal = BuildJournal.read(root, name);
  const restored = await readRestored(root, name);
  const own = restored.find((pack) => pack.storeId === storeId);
  const before = (own ?? restored[0])?.listing;
  const now = Date.now();
  const records = recordsWithin(await knownRecords(root, journal, restored, now), now);
  const registryBlobs = registryBlobsOf(journal, before, records);
  const throughput = throughputOf(journal, before?.throughput);
  const mounts = mountsWithin(request.mounts, limits.maxBytes);
  const selection = selectLayers(records, {
    policy: limits.policy,
    maxBytes: limits.maxBytes - mounts.bytes,
    cost: { ...DEFAULT_COST, ...throughput },
    inRegistry: new Set(registryBlobs.map(({ digest }) => digest)),
    ...(mode === 'min' && { only: imageBlobs(journal) }),
  });
  const damaged = damagedAt(storeId, journal);
  const files = await packFiles({
    root,
    journal,
    restored,
    records,
    selection,
    mounts: mounts.kept,
    now,
    writer,
    own,
    details: request.details,
    lost: damaged,
  });
  const { placed, kept: parcels, fresh } = arrange(files, own?.listing);
  const blobs = wantedBlobs(selection, mounts, damaged);
  const isThere = ({ digest, size }: BlobDescriptor, there: ReadonlySet<Digest>): boolean =>
    size <= PACKED_SIZE ? files.has(packedPath.blob(digest)) : there.has(digest);
  return {
    selection,
    mounts,
    blobs,
    restored: own,
    parcels,
    fresh,
    listing: (there, made = []) => ({
      scope,
      saved: new Date(now).toISOString(),
      ...withParcels(placed, files, [...parcels, ...made.map(({ parcel }) => parcel)], made, there),
      blobs: blobs.map(({ blob }) => blob).filter(({ digest }) => there.has(digest)),
      registryBlobs,
      mounts: mounts.kept.filter(({ layers }) => layers.every(({ blob }) => isThere(blob, there))),
      ...(throughput !== undefined && { throughput }),
    }),
  };
}

/** The files, with the parcels that are there. */
function withParcels(
  placed: Arrangement['placed'],
  files: ReadonlyMap<string, KeptFile>,
  parcels: readonly Parcel[],
  made: readonly ParcelFile[],
  there: ReadonlySet<Digest>,
): Pick<PackListing, 'files' | 'parcels'> {
  const moved = new Map(
    made
      .filter(({ parcel: { digest } }) => there.has(digest))
      .flatMap(({ parcel, bytes }) =>
        [...bytes].map(([name, size]) => [name, { parcel: parcel.digest, bytes: size }] as const),
      ),
  );
  const listed = new Map<string, ListedFile>();
  for (const [name, { in: before, ...file }] of placed) {
    const place = moved.get(name) ?? (before !== undefined && there.has(before.parcel) ? before : undefined);
    if (place !== undefined) listed.set(name, { ...file, in: place });
    else if (files.get(name)?.isHere === true) listed.set(name, file);
  }
  const used = new Set([...listed.values()].map(({ in: place }) => place?.parcel));
  return { files: listed, parcels: parcels.filter(({ digest }) => used.has(digest)) };
}

/** The records that this build used, and those of restored packs. */
async function knownRecords(
  root: string,
  journal: readonly JournalLine[],
  restored: readonly RestoredPack[],
  now: number,
): Promise<readonly PackedRecord[]> {
  const used = new Map<CacheKey, number>();
  for (const { listing } of restored) {
    for (const [file, { used: time }] of listing.files) {
      if (packedKind(file) !== 'record') continue;
      const key = cacheKeyOfHex(path.basename(file));
      used.set(key, Math.max(used.get(key) ?? 0, Date.parse(time)));
    }
  }
  for (const line of journal) if (line.type === 'record') used.set(line.key, now);
  const records = new RecordStore(root, '');
  const found = await Promise.all(
    [...used].map(async ([key, time]) => {
      const record = await records.find(key);
      return record === undefined ? [] : [{ key, record, used: time }];
    }),
  );
  return found.flat();
}

function imageBlobs(journal: readonly JournalLine[]): ReadonlySet<Digest> {
  return new Set(journal.flatMap((line) => (line.type === 'target' ? line.digests : [])));
}

/** Blobs for which the build got wrong bytes. */
function damagedAt(storeId: string, journal: readonly JournalLine[]): ReadonlySet<Digest> {
  return new Set(journal.flatMap((line) => (line.type === 'damaged' && line.storeId === storeId ? [line.digest] : [])));
}

/** Only blobs that records name. Of several repositories that hold one, the one that was pushed to last counts. */
function registryBlobsOf(
  journal: readonly JournalLine[],
  before: PackListing | undefined,
  records: readonly PackedRecord[],
): readonly RegistryBlob[] {
  const named = new Set(records.map(({ record }) => record.layer?.blob.digest));
  const pushed = journal.flatMap((line) =>
    line.type === 'pushed'
      ? line.digests.map((digest) => ({ digest, registry: line.registry, repository: line.repository }))
      : [],
  );
  const latest = new Map([...(before?.registryBlobs ?? []), ...pushed].map((blob) => [blob.digest, blob]));
  return [...latest.values()].filter(({ digest }) => named.has(digest));
}

/** How fast blobs come. A third of the earlier figure stays, so that one slow day does not decide what is kept. */
function throughputOf(journal: readonly JournalLine[], before: Throughput | undefined): Throughput | undefined {
  let bytes = 0;
  let ms = 0;
  for (const line of journal) {
    if (line.type !== 'restored') continue;
    bytes += line.bytes;
    ms += line.ms;
  }
  // For less than a megabyte, mostly the latency would be measured.
  if (bytes < 1_000_000 || ms <= 0) return before;
  const now = bytes / ms;
  return { bytesPerMs: before === undefined ? now : (before.bytesPerMs + 2 * now) / 3 };
}

/** The layers first, the most useful before the others. */
function wantedBlobs({ kept }: Selection, mounts: MountSelection, damaged: ReadonlySet<Digest>): readonly WantedBlob[] {
  const wanted = new Map<Digest, WantedBlob>();
  const want = (blob: BlobDescriptor, why: string): void => {
    if (!wanted.has(blob.digest)) wanted.set(blob.digest, { blob, why, damaged: damaged.has(blob.digest) });
  };
  for (const { layer, why } of kept) want(layer.blob, KEEP_WORDS[why]);
  for (const { id, layers } of mounts.kept) {
    for (const { blob } of layers) if (blob.size > PACKED_SIZE) want(blob, `holds the cache mount ${id}`);
  }
  return [...wanted.values()];
}
