import path from 'node:path';

import { settledBefore } from '../../async/abortable.js';
import type { EventSink } from '../../engine/events.js';
import { InfraError } from '../../errors.js';
import { discard } from '../../files/discard.js';
import type { Digest } from '../../oci/digest.js';
import { fileChunks } from '../../files/file-chunks.js';
import { makeFolders } from '../../files/make-folders.js';
import type { BlobDescriptor, BlobToUpload, CacheStore, SavedPack } from '../cache-store.js';
import type { LocalBlobs } from '../local-blobs.js';
import { packId, type ParcelFile, writePack, writeParcel } from '../pack/archive.js';
import type { PackListing, Parcel } from '../pack/listing.js';
import { DETAILS_PARCEL } from '../pack/parcel-type.js';
import { scratchFolder } from '../scratch-folder.js';
import { counted, transferProgress } from '../transfer-progress.js';
import { OtherSaves } from './other-saves.js';
import { planSave, type SaveMode, type SavePlan, type SaveRequest, type WantedBlob } from './save-plan.js';

/** Where a cache is saved to. */
export interface SaveTarget {
  readonly store: CacheStore;
  readonly mode: SaveMode;
}

export interface SaveOutcome {
  readonly pack: Exclude<SavedPack, { readonly kind: 'overtaken' }>;
  /** Size of the pack and of new parcels; 0 when none had to be written. */
  readonly packBytes: number;
  readonly plan: SavePlan;
  /** What the location has now, if it took the pack. */
  readonly listing: PackListing;
}

/** How often a save is planned again because another job was quicker. */
const MAX_ATTEMPTS = 5;

/**
 * Saves what a build used and made to one location. If another job has saved there since, what it saved is restored, and the save is
 * planned again on top of both, so that neither loses anything.
 *
 * @throws InfraError, whatever the store throws, the signal's reason
 */
export async function saveToLocation(
  target: SaveTarget,
  request: SaveRequest,
  local: LocalBlobs,
  sink: EventSink,
  signal: AbortSignal,
): Promise<SaveOutcome> {
  const others = new OtherSaves(target.store, request, signal);
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const outcome = await saveOnce(
      target,
      { ...request, details: others.details },
      others.useless,
      local,
      sink,
      signal,
    );
    const { pack } = outcome;
    if (pack.kind !== 'overtaken') return { ...outcome, pack };
    await others.restore(pack.by);
  }
  const { name } = target.store.location;
  throw new InfraError(`other jobs saved to ${name} each of the ${MAX_ATTEMPTS} times that this one was about to`);
}

/**
 * Saves once: the blobs first, then the pack that names them, so that nobody sees a pack whose blobs are missing. Reports each blob that
 * is uploaded.
 *
 * @param useless the id of a pack which is there and cannot be used: it is replaced
 */
async function saveOnce(
  { store, mode }: SaveTarget,
  request: SaveRequest,
  useless: string | undefined,
  local: LocalBlobs,
  sink: EventSink,
  signal: AbortSignal,
): Promise<Omit<SaveOutcome, 'pack'> & { readonly pack: SavedPack }> {
  const plan = await planSave(request, store.id, mode);
  const { restored } = plan;
  const renews = isDue(restored, store);
  const unchanged = (listing: PackListing): SaveOutcome | undefined =>
    restored === undefined || renews || packId(listing) !== restored.packId
      ? undefined
      : { pack: { kind: 'unchanged', key: restored.packId }, packBytes: 0, plan, listing };

  if (plan.fresh.length === 0 && plan.blobs.every(({ damaged }) => !damaged)) {
    // When nothing changed, the location is not asked. If it has lost something, the build that needs it will see.
    const { blobs = [], parcels = [] } = restored?.listing ?? {};
    const before = new Set([...blobs, ...parcels].map(({ digest }) => digest));
    const same = unchanged(plan.listing(before));
    if (same !== undefined) return same;
  }
  const folder = await scratchFolder(request.root);
  try {
    const made = await Promise.all(plan.fresh.map((names, number) => newParcel(request.root, names, folder, number)));
    const layers = await Promise.all(plan.blobs.map((wanted) => blobToUpload(wanted, store, local, sink)));
    const blobs = [...plan.parcels.map(keptParcel), ...made.map((parcel) => parcelToUpload(parcel)), ...layers];
    const there =
      blobs.length === 0 ? new Set<Digest>() : await settledBefore(signal, store.uploadBlobs(blobs, signal));
    const listing = plan.listing(there, made);
    const same = unchanged(listing);
    if (same !== undefined) return same;
    const pack = await writePack(request.root, listing, folder);
    const beside = [...listing.parcels.map(asBlob), ...listing.blobs];
    const toSave = { ...pack, replaces: useless ?? restored?.packId, renews };
    const saved = await settledBefore(signal, store.savePack(toSave, beside, signal));
    const parcelBytes = made.reduce((sum, { parcel: { size } }) => sum + size, 0);
    return { pack: saved, packBytes: pack.size + parcelBytes, plan, listing };
  } finally {
    await discard(folder);
  }
}

/** What has not changed for so long that the location may let go of it. */
function isDue(restored: SavePlan['restored'], { refreshMs }: CacheStore): boolean {
  return (
    restored !== undefined && refreshMs !== undefined && Date.now() - Date.parse(restored.listing.saved) > refreshMs
  );
}

async function newParcel(root: string, names: readonly string[], folder: string, number: number): Promise<ParcelFile> {
  const own = path.join(folder, `parcel-${number}`);
  makeFolders(own, 0o700);
  return await writeParcel(root, names, own);
}

function asBlob(parcel: Parcel): BlobDescriptor {
  return { ...parcel, mediaType: DETAILS_PARCEL };
}

/** The location had it when the pack was restored. Its bytes need not be here. */
function keptParcel(parcel: Parcel): BlobToUpload {
  return { blob: asBlob(parcel) };
}

function parcelToUpload({ parcel, file }: ParcelFile): BlobToUpload {
  return { blob: asBlob(parcel), open: (signal) => fileChunks(file, { signal }) };
}

/** A blob, with its bytes if they are on this machine. */
async function blobToUpload(
  { blob, why, damaged }: WantedBlob,
  { location }: CacheStore,
  local: LocalBlobs,
  sink: EventSink,
): Promise<BlobToUpload> {
  const isHere = (await local.size(blob.digest)) === blob.size;
  if (!isHere) return { blob, damaged };
  const progress = transferProgress(sink, 'save', blob);
  let started = 0;
  return {
    blob,
    damaged,
    open: (signal) => {
      started ||= performance.now();
      progress.restart();
      return counted(local.open(blob, signal), progress);
    },
    onUploaded: (key) => {
      progress.finish();
      const durationMs = performance.now() - started;
      const { digest, size: bytes } = blob;
      sink({ type: 'cache', action: 'blob-saved', location, digest, key, bytes, durationMs, why });
    },
  };
}
