import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';

import { EventLoopTurns } from '../../async/yielding.js';
import { InfraError } from '../../errors.js';
import { fileChunks } from '../../files/file-chunks.js';
import { publishNewFile } from '../../files/publish.js';
import { decompress } from '../../layer/compression/decompress.js';
import { TarReader } from '../../layer/tar/tar-reader.js';
import { decodeListing, LISTING_FILE, type PackListing } from './listing.js';
import { madeOnce } from './made-once.js';
import { hasContentOfItsKind } from './packed-content.js';
import { PackedFiles } from './packed-files.js';

/** Bytes of an unpacked pack, at most: we never write more. */
const MAX_PACK = 1024 ** 3;
const LABEL = 'the pack';

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
 * not match the listing, or may not be in a pack, is left out. A pack without a valid listing is refused.
 *
 * The pack is read as a stream, so that signals and timers work meanwhile. It is read up to `maxBytes`: a few megabytes may
 * unpack to terabytes.
 *
 * @throws InfraError for a file that is not a pack; the signal's reason
 */
export async function readPack(
  file: string,
  { root, folder, signal, maxBytes = MAX_PACK }: PackDestination,
): Promise<ReadPack> {
  const unpacked = path.join(folder, 'files');
  const hashes = await extract(file, unpacked, maxBytes, signal);
  const listing = hashes.has(LISTING_FILE)
    ? decodeListing(readFileSync(path.join(unpacked, LISTING_FILE), 'utf8'))
    : undefined;
  if (listing === undefined) throw new InfraError('its listing is missing or damaged');
  const valid = new Map(listing.files);
  const newFiles: string[] = [];
  const damaged: string[] = [];
  const mkdir = madeOnce();
  const turns = new EventLoopTurns(signal);
  for (const [name, { sha256 }] of listing.files) {
    const unpackedFile = path.join(unpacked, name);
    if (hashes.get(name) !== sha256 || !hasContentOfItsKind(unpackedFile, name, sha256)) {
      valid.delete(name);
      damaged.push(name);
      continue;
    }
    const target = path.join(root, name);
    mkdir(path.dirname(target));
    if (publishNewFile(unpackedFile, target)) newFiles.push(name);
    await turns.pause();
  }
  return { listing: { ...listing, files: valid }, damaged, newFiles, bytes: statSync(file).size };
}

/** @returns the hex of the sha256 of each file that was unpacked, by its name in the pack */
async function extract(
  file: string,
  folder: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const files = new PackedFiles(folder, maxBytes);
  const reader = new TarReader(files, LABEL);
  const packed = fileChunks(file, { signal });
  let bytes = 0;
  try {
    for await (const chunk of decompress(packed, { label: LABEL, signal })) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new InfraError(`${LABEL} unpacks to more than ${maxBytes} bytes`);
      reader.write(chunk);
    }
    reader.finish();
    return files.hashes;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    files.close();
  }
}
