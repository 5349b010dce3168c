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
import { packedKind } from './packed-path.js';
import { PackedFiles } from './packed-files.js';

/** Bytes of a pack, unpacked: we never make more. */
const MAX_PACK = 1024 ** 3;
const LABEL = 'the pack';

export interface ReadPack {
  readonly listing: PackListing;
  /** Paths from the root on of the files that were not there before. */
  readonly newFiles: readonly string[];
  /** Paths of the files that are missing, or are not what the listing says; the listing is without them. */
  readonly damaged: readonly string[];
  /** Of the packed file. */
  readonly bytes: number;
}

export interface PackPlace {
  /** Absolute path of the root folder. */
  readonly root: string;
  /** An empty folder of our own on the root's file system. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/**
 * Unpacks a pack's files below the root. A file that is there already stays: it was made or verified here. A file that is not
 * what the listing says, or that may not be in a pack, is left out. A pack without a sound listing is refused.
 *
 * It is read as a stream, so that signals and timers have their turn however much it unpacks to, and no further than `MAX_PACK`:
 * some megabytes may stand for terabytes.
 *
 * @throws InfraError for a file that is not a pack; the signal's reason
 */
export async function readPack(file: string, { root, folder, signal }: PackPlace): Promise<ReadPack> {
  const unpacked = path.join(folder, 'files');
  const hashes = await extract(file, unpacked, signal);
  const listing = hashes.has(LISTING_FILE)
    ? decodeListing(readFileSync(path.join(unpacked, LISTING_FILE), 'utf8'))
    : undefined;
  if (listing === undefined) throw new InfraError('its listing is missing or damaged');
  const sound = new Map(listing.files);
  const newFiles: string[] = [];
  const damaged: string[] = [];
  const mkdir = madeOnce();
  const turns = new EventLoopTurns(signal);
  for (const [name, { sha256 }] of listing.files) {
    const isSound = hashes.get(name) === sha256 && (!isNamedByContent(name) || path.basename(name) === sha256);
    if (!isSound) {
      sound.delete(name);
      damaged.push(name);
      continue;
    }
    const target = path.join(root, name);
    mkdir(path.dirname(target));
    if (publishNewFile(path.join(unpacked, name), target)) newFiles.push(name);
    await turns.pause();
  }
  return { listing: { ...listing, files: sound }, damaged, newFiles, bytes: statSync(file).size };
}

function isNamedByContent(name: string): boolean {
  const kind = packedKind(name);
  return kind === 'blob' || kind === 'list';
}

/** @returns the hex of the sha256 of each file that was unpacked, by its name in the pack */
async function extract(file: string, folder: string, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const files = new PackedFiles(folder, MAX_PACK);
  const reader = new TarReader(files, LABEL);
  const packed = fileChunks(file, { signal });
  let bytes = 0;
  try {
    for await (const chunk of decompress(packed, { label: LABEL, signal })) {
      bytes += chunk.length;
      if (bytes > MAX_PACK) throw new InfraError(`${LABEL} unpacks to more than ${MAX_PACK} bytes`);
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
