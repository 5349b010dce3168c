import { createHash } from 'node:crypto';
import { linkSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { errorCode } from '../../errors.js';
import { makeFolders } from '../../files/make-folders.js';
import { fileChunks } from '../../files/file-chunks.js';
import { digestOfHex, hashFieldList } from '../../oci/digest.js';
import type { PackFile } from '../cache-store.js';
import { encodeListing, LISTING_FILE, type PackListing, type Parcel } from './listing.js';
import { madeOnce } from './made-once.js';
import { packedKind, type PackedKind } from './packed-path.js';

/** Each run may leave another one of these. They travel when there is something else to save. */
const ALONE_NO_REASON: ReadonlySet<PackedKind | undefined> = new Set(['baseline', 'invocation']);

/**
 * A hash over the files of a pack and the blobs that it names: packs of the same id can replace each other. It leaves out
 * when things were last used, how fast transfers were, and what is no reason to save a pack. 32 hex digits.
 */
export function packId(listing: PackListing): string {
  const files = [...listing.files].flatMap(([file, { sha256 }]) =>
    ALONE_NO_REASON.has(packedKind(file)) ? [] : [`${file} ${sha256}`],
  );
  const blobs = [...listing.blobs, ...listing.parcels].map(({ digest }) => digest);
  const registryBlobs = listing.registryBlobs.map(
    ({ digest, registry, repository }) => `${digest} ${registry}/${repository}`,
  );
  const mounts = listing.mounts.flatMap(({ key, layers }) => [key, ...layers.map(({ diffId }) => diffId)]);
  const lists = [files.sort(), blobs.sort(), registryBlobs.sort(), mounts];
  return hashFieldList(lists.flatMap((list) => [String(list.length), ...list])).slice(0, 32);
}

/**
 * Packs the listing, and the files of the root that it says are in the pack, into a gzipped tar.
 *
 * @param folder an empty folder of our own on the root's file system
 */
export async function writePack(root: string, listing: PackListing, folder: string): Promise<PackFile> {
  writeFileSync(path.join(folder, LISTING_FILE), encodeListing(listing));
  const names = [...listing.files].flatMap(([name, { in: parcel }]) => (parcel === undefined ? [name] : []));
  const file = path.join(folder, 'pack');
  const listed = { name: LISTING_FILE, at: path.join(folder, LISTING_FILE) };
  await archive(file, path.join(folder, 'files'), [listed, ...filesBelow(root, names)]);
  return { file, size: statSync(file).size, id: packId(listing) };
}

/** A parcel on this machine. */
export interface ParcelFile {
  readonly parcel: Parcel;
  /** Absolute path. */
  readonly file: string;
  /** The bytes of each file in it. */
  readonly bytes: ReadonlyMap<string, number>;
}

/**
 * Packs files of the root into a gzipped tar, which is the same for the same files.
 *
 * @param folder an empty folder of our own on the root's file system
 */
export async function writeParcel(root: string, names: readonly string[], folder: string): Promise<ParcelFile> {
  const file = path.join(folder, 'parcel');
  await archive(file, path.join(folder, 'files'), filesBelow(root, names));
  const hash = createHash('sha256');
  for await (const chunk of fileChunks(file, {})) hash.update(chunk);
  const parcel = { digest: digestOfHex(hash.digest('hex')), size: statSync(file).size };
  return { parcel, file, bytes: new Map(names.map((name) => [name, statSync(path.join(root, name)).size])) };
}

/** A file that gets the name in an archive. */
interface Archived {
  readonly name: string;
  readonly at: string;
}

function filesBelow(root: string, names: readonly string[]): readonly Archived[] {
  return [...names].sort().map((name) => ({ name, at: path.join(root, name) }));
}

/**
 * File system calls are synchronous: the files are many and small, nothing else has to run meanwhile, and a promise for each call
 * would cost several times as much as the call.
 */
async function archive(file: string, gathered: string, files: readonly Archived[]): Promise<void> {
  const { create } = await import('tar');
  makeFolders(gathered, 0o700);
  const mkdir = madeOnce();
  for (const { name, at } of files) {
    mkdir(path.join(gathered, path.dirname(name)));
    linkSync(at, path.join(gathered, name));
  }
  // Synchronous, since the asynchronous form loses files with several names (isaacs/node-tar#460), and these files have several.
  create(
    { sync: true, file, cwd: gathered, gzip: true, portable: true, noMtime: true },
    files.map(({ name }) => name),
  );
}

/** The sha256 of a file's bytes, in hex; `undefined` if it does not exist. */
export function fileSha256(file: string): string | undefined {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
