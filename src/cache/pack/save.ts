import { rm } from 'node:fs/promises';
import path from 'node:path';

import type { BlobDescriptor, BlobToUpload, CacheStore, SavedPack } from '../cache-store.js';
import { BuildJournal, type JournalLine, type PushedBlobs } from '../journal.js';
import { packId, writePack } from './archive.js';
import { packedKind, packedPath } from './packed-path.js';
import type { RegistryBlob, KeptMount, PackListing, Throughput } from './listing.js';
import { RecordStore } from '../record/record-store.js';
import {
  recordsToKeep,
  DEFAULT_COST,
  PACKED_SIZE,
  selectLayers,
  selectMounts,
  type CachePolicy,
  type Candidate,
  type MountSelection,
  type Selection,
} from './select-layers.js';
import type { Digest } from '../../oci/digest.js';
import { type CacheKey, cacheKeyOfHex } from '../../oci/identity.js';
import type { LocalBlobs } from '../local-blobs.js';
import { packFiles, type PackedRecord } from './pack-files.js';
import { type RestoredPack, readRestored } from './restored-packs.js';
import { scratchFolder } from '../scratch-folder.js';
import { settledBefore } from '../../async/abortable.js';

export interface SaveOptions {
  /** Absolute path of the folder below which everything is kept. */
  readonly root: string;
  readonly scope: string;
  /** Names the scope's files, as `cacheName` gives it. */
  readonly name: string;
  readonly policy: CachePolicy;
  /** Bytes of blobs that the scope may keep, half of them at most of cache mounts. */
  readonly maxBytes: number;
  /** `min` keeps only the image's own layers. */
  readonly mode: 'min' | 'max';
  /** The trust scope of this job, `''` where there is none. */
  readonly writer: string;
  /** What cache mounts hold now. */
  readonly mounts: readonly KeptMount[];
}

export interface SaveOutcome {
  readonly pack: SavedPack;
  readonly selection: Selection;
  readonly mounts: MountSelection;
  /** Blobs that should lie there, and that do. */
  readonly wanted: number;
  readonly held: number;
  /** Of the packed file; 0 when there was none to write. */
  readonly packBytes: number;
}

/**
 * Saves what a build used and made to one place: the blobs first, then the pack that names them, so that whatever is seen is
 * whole.
 *
 * @throws InfraError, whatever the place throws, the signal's reason: the caller makes a warning of it
 */
export async function savePack(
  store: CacheStore,
  content: LocalBlobs,
  options: SaveOptions,
  signal: AbortSignal,
): Promise<SaveOutcome> {
  const { root, name } = options;
  const journal = BuildJournal.read(root, name);
  const restored = await readRestored(root, name);
  const own = restored.find(({ storeId }) => storeId === store.id) ?? restored[0];
  const now = Date.now();
  const candidates = await readCandidates(root, journal, restored, now);
  const elsewhere = elsewhereOf(journal, own?.listing, candidates);
  const throughput = measured(journal, own?.listing.throughput);
  const mounts = selectMounts(options.mounts, options.maxBytes / 2);
  const selection = selectLayers(candidates, {
    policy: options.policy,
    maxBytes: options.maxBytes - mounts.bytes,
    cost: { ...DEFAULT_COST, ...throughput },
    inRegistry: new Set(elsewhere.map(({ digest }) => digest)),
    ...(options.mode === 'min' ? { only: targetsOf(journal) } : {}),
  });
  const { writer } = options;
  const parts = { root, journal, restored, candidates, selection, mounts: mounts.kept, now, writer };
  const files = await packFiles(parts);
  const damaged = damagedAt(store.id, journal);
  const wanted = await blobsToHold(content, selection, mounts.kept, damaged);
  const isKept = ({ digest, size }: BlobDescriptor, held: ReadonlySet<Digest>): boolean =>
    size <= PACKED_SIZE ? files.has(packedPath.blob(digest)) : held.has(digest);
  const listingWith = (held: ReadonlySet<Digest>): PackListing => ({
    version: 1,
    scope: options.scope,
    saved: new Date(now).toISOString(),
    files,
    blobs: wanted.map(({ blob }) => blob).filter(({ digest }) => held.has(digest)),
    registryBlobs: elsewhere,
    mounts: mounts.kept.filter(({ layers }) => layers.every(({ blob }) => isKept(blob, held))),
    ...(throughput === undefined ? {} : { throughput }),
  });
  const isRestored = (listing: PackListing): boolean => own?.storeId === store.id && own.packId === packId(listing);
  // Where nothing changed, nothing is asked either: what the place has lost meanwhile is seen when it is needed.
  const before = new Set(own?.listing.blobs.map(({ digest }) => digest));
  if (damaged.size === 0 && isRestored(listingWith(before))) {
    return {
      pack: { kind: 'unchanged', key: own?.packId ?? '' },
      selection,
      mounts,
      wanted: wanted.length,
      held: before.size,
      packBytes: 0,
    };
  }
  const held = wanted.length === 0 ? new Set<Digest>() : await settledBefore(signal, store.uploadBlobs(wanted, signal));
  const listing = listingWith(held);
  const counts = { selection, mounts, wanted: wanted.length, held: held.size, packBytes: 0 };
  if (isRestored(listing)) return { pack: { kind: 'unchanged', key: own?.packId ?? '' }, ...counts };
  const folder = await scratchFolder(root);
  try {
    const pack = await writePack(root, listing, folder);
    return {
      pack: await settledBefore(signal, store.savePack(pack, listing.blobs, signal)),
      ...counts,
      packBytes: pack.size,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The records that the build used and, of those that restored packs brought, the ones worth carrying on. */
async function readCandidates(
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
  const kept = new Set<Candidate>(recordsToKeep(found.flat(), now));
  return found.flat().filter((candidate) => kept.has(candidate));
}

function targetsOf(journal: readonly JournalLine[]): ReadonlySet<Digest> {
  return new Set(journal.flatMap((line) => (line.type === 'target' ? line.digests : [])));
}

/** Of blobs that records name only; the repository that was pushed to last comes last, and counts. */
function elsewhereOf(
  journal: readonly JournalLine[],
  listing: PackListing | undefined,
  candidates: readonly Candidate[],
): readonly RegistryBlob[] {
  const wanted = new Set(candidates.map(({ record }) => record.layer?.blob.digest));
  const pushed = journal.filter((line): line is PushedBlobs & { type: 'pushed' } => line.type === 'pushed');
  const places = [
    ...(listing?.registryBlobs ?? []),
    ...pushed.flatMap(({ registry, repository, digests }) =>
      digests.map((digest) => ({ digest, registry, repository })),
    ),
  ];
  const latest = new Map(places.map((place) => [place.digest, place]));
  return [...latest.values()].filter(({ digest }) => wanted.has(digest));
}

/** A third of the old figure stays, so that one slow day does not decide what is kept. */
function measured(journal: readonly JournalLine[], before: Throughput | undefined): Throughput | undefined {
  let bytes = 0;
  let ms = 0;
  for (const line of journal) {
    if (line.type !== 'restored') continue;
    bytes += line.bytes;
    ms += line.ms;
  }
  // Of less than a megabyte, what is measured is the latency.
  if (bytes < 1_000_000 || ms <= 0) return before;
  const now = bytes / ms;
  return { bytesPerMs: before === undefined ? now : (before.bytesPerMs + 2 * now) / 3 };
}

async function blobsToHold(
  content: LocalBlobs,
  selection: Selection,
  mounts: readonly KeptMount[],
  damaged: ReadonlySet<Digest>,
): Promise<readonly BlobToUpload[]> {
  const ofMounts = mounts.flatMap(({ layers }) => layers).filter(({ blob }) => blob.size > PACKED_SIZE);
  const blobs = new Map([...selection.kept, ...ofMounts].map(({ blob }) => [blob.digest, blob]));
  return Promise.all(
    [...blobs.values()].map(async (blob): Promise<BlobToUpload> => {
      const here = (await content.size(blob.digest)) === blob.size;
      const state = { blob, ...(damaged.has(blob.digest) && { damaged: true }) };
      return here ? { ...state, open: (signal) => content.open(blob, signal) } : state;
    }),
  );
}

/** Blobs for which the build was given other bytes there. */
function damagedAt(storeId: string, journal: readonly JournalLine[]): ReadonlySet<Digest> {
  return new Set(journal.flatMap((line) => (line.type === 'damaged' && line.storeId === storeId ? [line.digest] : [])));
}
