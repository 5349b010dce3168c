import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';

import { EventLoopTurns } from '../../async/yielding.js';
import { InfraError } from '../../errors.js';
import { fileChunks } from '../../files/file-chunks.js';
import { publishNewFile } from '../../files/publish.js';
import { decompress } from '../../layer/compression/decompress.js';
import { TarReader } from '../../layer/tar/tar-reader.js';
import { decodeListing, LISTING_FILE, type ListedFile, type PackListing } from './listing.js';
import { madeOnce } from './made-once.js';
import { hasContentOfItsKind } from './packed-content.js';
import { PackedFiles } from './packed-files.js';

/** Bytes of an unpacked pack, at most: we never write more. */
const MAX_PACK = 1024 ** 3;

export interface ReadPack {
  readonly listing: PackListing;
  /** Paths below the root of the files that were not there before. */
  readonly newFiles: readonly string[];
  /** Paths of the files that are missing from the pack, or do not match the listing. `listing` is without them. */
  readonly damaged: readonly string[];
  /** Size of the pack. */
  readonly bytes: number;
}

/** Where a pack is unpacked. */
export interface PackDestination {
  /** Absolute path of the root folder. */
  readonly root: string;
  /** An empty folder of our own on the root's file system. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** The most unpacked bytes that are read. */
  readonly maxBytes?: number;
}

/**
 * Unpacks a pack's files below the root. A file that exists already stays: it was made or verified here. A file that does
 * not match the listing, or may not be in a pack, is left out. A pack without a valid listing is refused. What is in parcels is
 * in the listing as it was told.
 *
 * The pack is read as a stream, so that signals and timers work meanwhile. It is read up to `maxBytes`: a few megabytes may
 * unpack to terabytes.
 *
 * @throws InfraError for a file that is not a pack; the signal's reason
 */
export async function readPack(file: string, destination: PackDestination): Promise<ReadPack> {
  const unpacked = await extract(file, destination, 'the pack');
  const listing = unpacked.hashes.has(LISTING_FILE)
    ? decodeListing(readFileSync(path.join(unpacked.folder, LISTING_FILE), 'utf8'))
    : undefined;
  if (listing === undefined) throw new InfraError('its listing is missing or damaged');
  const packed = new Map([...listing.files].filter(([, { in: parcel }]) => parcel === undefined));
  const { newFiles, damaged } = await publish(unpacked, packed, destination);
  const files = new Map(listing.files);
  for (const name of damaged) files.delete(name);
  return { listing: { ...listing, files }, damaged, newFiles, bytes: statSync(file).size };
}

/**
 * The same for a parcel, whose bytes must have been checked against its digest.
 *
 * @param files what the pack's listing says about the files in it: no others are taken
 */
export async function readParcel(
  file: string,
  files: ReadonlyMap<string, ListedFile>,
  destination: PackDestination,
): Promise<Pick<ReadPack, 'newFiles' | 'damaged'>> {
  return await publish(await extract(file, destination, 'the parcel'), files, destination);
}

interface Unpacked {
  readonly folder: string;
  /** The hex of the sha256 of each file that was unpacked, by its name in the pack. */
  readonly hashes: ReadonlyMap<string, string>;
}

/** Gives the files that match what is listed their names below the root. */
async function publish(
  { folder, hashes }: Unpacked,
  listed: ReadonlyMap<string, ListedFile>,
  { root, signal }: PackDestination,
): Promise<Pick<ReadPack, 'newFiles' | 'damaged'>> {
  const newFiles: string[] = [];
  const damaged: string[] = [];
  const mkdir = madeOnce();
  const turns = new EventLoopTurns(signal);
  for (const [name, { sha256 }] of listed) {
    const unpackedFile = path.join(folder, name);
    if (hashes.get(name) !== sha256 || !hasContentOfItsKind(unpackedFile, name, sha256)) {
      damaged.push(name);
      continue;
    }
    const target = path.join(root, name);
    mkdir(path.dirname(target));
    if (publishNewFile(unpackedFile, target)) newFiles.push(name);
    await turns.pause();
  }
  return { newFiles, damaged };
}

async function extract(
  file: string,
  { folder: own, signal, maxBytes = MAX_PACK }: PackDestination,
  label: string,
): Promise<Unpacked> {
  const folder = path.join(own, 'files');
  const files = new PackedFiles(folder, maxBytes);
  const reader = new TarReader(files, label);
  const packed = fileChunks(file, { signal });
  let bytes = 0;
  try {
    for await (const chunk of decompress(packed, { label, signal })) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new InfraError(`${label} unpacks to more than ${maxBytes} bytes`);
      reader.write(chunk);
    }
    reader.finish();
    return { folder, hashes: files.hashes };
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    files.close();
  }
}
