import { readdir, readFile } from 'node:fs/promises';

import type { CacheLocation } from '../../engine/cache-location.js';
import { writeWhole } from '../../files/atomic-file.js';
import { pathInRoot } from '../../files/root-folder.js';
import { arrayOfValid } from '../../json/containers.js';
import { parseOrUndefined } from '../../json/decode-or.js';
import { oneOf, string } from '../../json/decoder.js';
import { object } from '../../json/object.js';
import { decodeListing, encodeListing, type PackListing } from './listing.js';

/** A pack that a build restored at its start. */
export interface RestoredPack {
  readonly location: CacheLocation;
  /** The id of the location that it came from. */
  readonly storeId: string;
  readonly packId: string;
  readonly listing: PackListing;
}

/** A restored pack, as it is noted on the disk. */
interface RestoredNote extends Omit<RestoredPack, 'listing'> {
  readonly listing: string;
}

/** Bytes. Enough for several listings. */
const MAX_NOTES_SIZE = 512 * 1024 * 1024;

const restoredNotes = arrayOfValid(
  object<RestoredNote>({
    location: object<CacheLocation>({ kind: oneOf('actions', 'registry', 'directory', 'objects'), name: string }),
    storeId: string,
    packId: string,
    listing: string,
  }),
);

/** Notes what was restored, for the process that saves later. @param name the scope's file name, from `cacheName` */
export async function noteRestored(root: string, name: string, packs: readonly RestoredPack[]): Promise<void> {
  const notes = packs.map(({ location, storeId, packId, listing }): RestoredNote => {
    return { location, storeId, packId, listing: encodeListing(listing) };
  });
  await writeWhole(pathInRoot(root, 'restoredPacks', name), JSON.stringify(notes));
}

/** Notes that a location has this pack now: a build on this machine that makes nothing new need not ask it. */
export async function noteSaved(root: string, name: string, saved: RestoredPack): Promise<void> {
  const others = (await readRestored(root, name)).filter(({ storeId }) => storeId !== saved.storeId);
  await noteRestored(root, name, [...others, saved]);
}

/** The packs of all scopes that this machine restored. */
export async function readAllRestored(root: string): Promise<readonly RestoredPack[]> {
  const names = await readdir(pathInRoot(root, 'restoredPacks')).catch(() => []);
  return (await Promise.all(names.map((name) => readRestored(root, name)))).flat();
}

/**
 * @returns an empty list also for notes that are damaged or of another version. The next save then does not use them
 */
export async function readRestored(root: string, name: string): Promise<readonly RestoredPack[]> {
  try {
    const file = await readFile(pathInRoot(root, 'restoredPacks', name));
    const notes = parseOrUndefined(restoredNotes, file, MAX_NOTES_SIZE) ?? [];
    return notes.flatMap(({ location, storeId, packId, listing }) => {
      const decoded = decodeListing(listing);
      return decoded === undefined ? [] : [{ location, storeId, packId, listing: decoded }];
    });
  } catch {
    // A build that restored nothing leaves no notes.
    return [];
  }
}
