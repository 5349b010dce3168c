import { eachConcurrently } from '../async/each-concurrently.js';
import { UserError } from '../errors.js';
import { formatDuration } from '../text/format.js';
import type { AskedObjects } from './asked-objects.js';
import { ObjectKeys } from './object-keys.js';
import type { ObjectCacheSettings } from './port/object-settings.js';
import type { ObjectInfo } from './port/object-store.js';

export interface PruneObjectsRequest {
  /** Milliseconds. What no build has saved or used for so long is removed. */
  readonly olderThanMs?: number;
  /** Remove caches, those saved the longest ago first, until the blobs of the others together have at most so many bytes. */
  readonly maxBytes?: number;
  readonly dryRun: boolean;
}

export interface PrunedObjects {
  /** Keys of the manifests of caches that were removed. */
  readonly caches: readonly string[];
  readonly blobs: number;
  /** Of these blobs. */
  readonly bytes: number;
  readonly kept: { readonly blobs: number; readonly bytes: number };
  /** Blobs that no cache names, and that are too new to be removed: a build may be about to name them. */
  readonly waiting: { readonly blobs: number; readonly bytes: number };
}

/** A manifest, and the digests in it. */
interface Read {
  readonly info: ObjectInfo;
  readonly named: ReadonlySet<string>;
}

/** Requests at the same time. */
const CONCURRENCY = 8;
/** Bytes. BuildKit's manifests name each step. */
const MAX_MANIFEST = 64 * 1024 * 1024;
/** Milliseconds. Twice the time after which a build touches what it finds. */
const DEFAULT_AGES = 2;

/**
 * Removes what no cache below the same prefixes needs any more. Never a blob that a manifest names, also not one of BuildKit's, and
 * nothing that is younger than `olderThanMs`: a build touches blobs that it finds, so one that it is about to name is never as old.
 *
 * @throws UserError for an age that is too short for that; InfraError if a manifest cannot be read, and then nothing is removed
 */
export async function pruneObjects(
  objects: AskedObjects,
  { places, touchRefreshMs }: ObjectCacheSettings,
  { olderThanMs = DEFAULT_AGES * touchRefreshMs, maxBytes, dryRun }: PruneObjectsRequest,
  signal: AbortSignal,
): Promise<PrunedObjects> {
  if (olderThanMs < DEFAULT_AGES * touchRefreshMs) {
    throw new UserError(
      `--older-than ${formatDuration(olderThanMs)} is too short: builds may still use what is as new`,
      {
        hint: `Builds touch what they use every ${formatDuration(touchRefreshMs)} (touch_refresh); twice that is the least.`,
      },
    );
  }
  const keys = new ObjectKeys(places);
  const cutoff = Date.now() - olderThanMs;
  const manifests = await readManifests(objects, keys, new Map(), signal);
  const blobs = await listBlobs(objects, keys, signal);
  const leaving = unwanted(manifests, blobs, { keys, cutoff, maxBytes });
  const caches: string[] = [];
  for (const { info } of leaving) {
    // A build may have saved to it meanwhile.
    if (!dryRun && !(await removeUnchanged(objects, info, signal))) continue;
    caches.push(info.key);
    manifests.delete(info.key);
  }
  // What was saved since is read as well, before the first blob is removed.
  const now = dryRun ? manifests : await readManifests(objects, keys, manifests, signal);
  const named = new Set([...now.values()].flatMap((manifest) => [...manifest.named]));
  const kept = sum([...blobs].flatMap(([digest, info]) => (named.has(digest) ? [info] : [])));
  const unnamed = [...blobs].flatMap(([digest, info]) => (named.has(digest) ? [] : [info]));
  const waiting = sum(unnamed.filter(({ modified }) => modified >= cutoff));
  const removed: ObjectInfo[] = [];
  await eachConcurrently(
    unnamed.filter(({ modified }) => modified < cutoff),
    CONCURRENCY,
    signal,
    async (info, bounded) => {
      if (dryRun || (await removeUnchanged(objects, info, bounded))) removed.push(info);
    },
  );
  const { blobs: count, bytes } = sum(removed);
  return { caches, blobs: count, bytes, kept, waiting };
}

/** @param known manifests that need not be read again if they have not changed */
async function readManifests(
  objects: AskedObjects,
  keys: ObjectKeys,
  known: ReadonlyMap<string, Read>,
  signal: AbortSignal,
): Promise<Map<string, Read>> {
  const found = new Map<string, Read>();
  const toRead: ObjectInfo[] = [];
  for await (const info of objects.list(keys.manifestsPrefix, signal)) {
    if (keys.digestOf(info.key) !== undefined) continue;
    const before = known.get(info.key);
    if (before !== undefined && isSame(before.info, info)) found.set(info.key, before);
    else toRead.push(info);
  }
  await eachConcurrently(toRead, CONCURRENCY, signal, async (info, bounded) => {
    const stored = await objects.document(info.key, MAX_MANIFEST, bounded);
    if (stored === undefined) return;
    const text = Buffer.from(stored.bytes).toString('utf8');
    // Whatever else is in it: each digest counts, in our form and in BuildKit's.
    found.set(info.key, { info, named: new Set(text.match(/sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128}/g) ?? []) });
  });
  return found;
}

async function listBlobs(
  objects: AskedObjects,
  keys: ObjectKeys,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ObjectInfo>> {
  const found = new Map<string, ObjectInfo>();
  for await (const info of objects.list(keys.blobsPrefix, signal)) {
    const digest = keys.digestOf(info.key);
    if (digest !== undefined) found.set(digest, info);
  }
  return found;
}

/** Our caches that go: those that nobody has saved for too long, and then those over the size. BuildKit's stay. */
function unwanted(
  manifests: ReadonlyMap<string, Read>,
  blobs: ReadonlyMap<string, ObjectInfo>,
  {
    keys,
    cutoff,
    maxBytes,
  }: { readonly keys: ObjectKeys; readonly cutoff: number; readonly maxBytes: number | undefined },
): readonly Read[] {
  const all = [...manifests.values()];
  const ours = all.filter(({ info }) => keys.isOurManifest(info.key)).sort((a, b) => a.info.modified - b.info.modified);
  const leaving = ours.filter(({ info }) => info.modified < cutoff);
  if (maxBytes === undefined) return leaving;
  const staying = ours.slice(leaving.length);
  const others = all.filter(({ info }) => !keys.isOurManifest(info.key));
  const bytesOf = (some: readonly Read[]): number => {
    const named = new Set(some.flatMap((manifest) => [...manifest.named]));
    return sum([...named].flatMap((digest) => blobs.get(digest) ?? [])).bytes;
  };
  // The last one stays: without any, the next build would start from nothing.
  while (staying.length > 1 && bytesOf([...others, ...staying]) > maxBytes) leaving.push(...staying.splice(0, 1));
  return leaving;
}

/** @returns whether it was removed: not if somebody has put or touched it since it was listed */
async function removeUnchanged(objects: AskedObjects, info: ObjectInfo, signal: AbortSignal): Promise<boolean> {
  const now = await objects.head(info.key, signal);
  if (now === undefined || !isSame(info, now)) return false;
  await objects.remove(info.key, signal);
  return true;
}

/** Times in lists and in answers about one object can differ in their fractions of a second. */
function isSame(one: ObjectInfo, other: ObjectInfo): boolean {
  const seconds = ({ modified }: ObjectInfo): number => Math.floor(modified / 1000);
  return bare(one.etag) === bare(other.etag) && seconds(one) === seconds(other);
}

/** Azure quotes tags in answers, and not in lists. */
function bare(etag: string | undefined): string | undefined {
  return etag?.replace(/^"(.*)"$/, '$1');
}

function sum(infos: readonly ObjectInfo[]): { readonly blobs: number; readonly bytes: number } {
  return { blobs: infos.length, bytes: infos.reduce((bytes, { size }) => bytes + Math.max(0, size), 0) };
}
