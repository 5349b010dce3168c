import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

import type { CacheStore } from '../cache-store.js';
import { readPack } from './archive.js';
import { decodeListing, encodeListing, type PackListing } from './listing.js';
import { writeWhole } from '../../files/atomic-file.js';
import { pathInRoot } from '../../files/root-folder.js';
import { settledBefore } from '../../async/abortable.js';
import { arrayOfValid } from '../../json/containers.js';
import { parseOrUndefined } from '../../json/decode-or.js';
import { string } from '../../json/decoder.js';
import { object } from '../../json/object.js';

/** A pack that a build began with. */
export interface RestoredPack {
  /** Name of the place that it came from. */
  readonly place: string;
  readonly id: string;
  readonly listing: PackListing;
}

export interface RestoreParts {
  /** Absolute path of the folder below which everything is kept. */
  readonly root: string;
  /** Names the scope's files, as `cacheName` gives it. */
  readonly name: string;
  /** Settles when the packs that come before this one are in their places: what several have, the first one gives. */
  readonly before?: Promise<unknown>;
  readonly signal: AbortSignal;
}

/** A restored pack with what it put to its places here. */
export interface PlacedPack extends RestoredPack {
  readonly placed: readonly string[];
  /** Of its files, those that are not what it says of them. */
  readonly damaged: readonly string[];
  readonly bytes: number;
  readonly ms: number;
}

/**
 * Brings the newest pack of a place to this machine.
 *
 * @returns `undefined` when the place has none
 * @throws InfraError, whatever the place throws, the signal's reason
 */
export async function restorePack(store: CacheStore, parts: RestoreParts): Promise<PlacedPack | undefined> {
  const { root, before, signal } = parts;
  const started = performance.now();
  const folder = await scratchFolder(root);
  try {
    const file = path.join(folder, 'pack');
    const id = await settledBefore(signal, store.restore(file, signal));
    if (id === undefined) return undefined;
    await before?.catch(() => undefined);
    const { listing, placed, damaged, bytes } = await readPack(file, root, folder);
    return { place: store.place.name, id, listing, placed, damaged, bytes, ms: performance.now() - started };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A private folder on the root's file system, so that files can be linked into place. */
export async function scratchFolder(root: string): Promise<string> {
  const ingest = pathInRoot(root, 'ingest');
  await mkdir(ingest, { recursive: true });
  return mkdtemp(path.join(ingest, 'pack-'));
}

interface Kept {
  readonly place: string;
  readonly id: string;
  readonly listing: string;
}

/** Bytes: some listings. */
const MAX_KEPT_SIZE = 512 * 1024 * 1024;

const keptPacks = arrayOfValid(object<Kept>({ place: string, id: string, listing: string }));

/** Notes what was restored, for a later process that saves. */
export async function keepRestored(root: string, name: string, packs: readonly RestoredPack[]): Promise<void> {
  const kept = packs.map(({ place, id, listing }): Kept => ({ place, id, listing: encodeListing(listing) }));
  await writeWhole(restoredFile(root, name), JSON.stringify(kept));
}

/** Of all scopes that this machine restored. */
export async function readAllRestored(root: string): Promise<readonly RestoredPack[]> {
  const names = await readdir(pathInRoot(root, 'restoredPacks')).catch(() => []);
  return (await Promise.all(names.map((name) => readRestored(root, name)))).flat();
}

export async function readRestored(root: string, name: string): Promise<readonly RestoredPack[]> {
  try {
    const kept = parseOrUndefined(keptPacks, await readFile(restoredFile(root, name)), MAX_KEPT_SIZE) ?? [];
    return kept.flatMap(({ place, id, listing }) => {
      const decoded = decodeListing(listing);
      return decoded === undefined ? [] : [{ place, id, listing: decoded }];
    });
  } catch {
    // A build that restored nothing left none.
    return [];
  }
}

function restoredFile(root: string, name: string): string {
  return pathInRoot(root, 'restoredPacks', name);
}
