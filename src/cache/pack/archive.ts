import { createHash } from 'node:crypto';
import { linkSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { InfraError, messageOf, errorCode } from '../../errors.js';
import { publishNewFile } from '../../files/publish.js';
import { hashFieldList } from '../../oci/digest.js';
import type { PackFile } from '../cache-store.js';
import { decodeListing, encodeListing, type PackListing } from './listing.js';
import { isPackedPath, packedKind } from './packed-path.js';
import { makeFolders } from '../../files/make-folders.js';

/** Of the listing within a pack; it comes first. */
const LISTING = 'listing.json';
/** Bytes of one file of a pack, and of all together, unpacked: we never make more. */
const MAX_FILE = 256 * 1024 * 1024;
const MAX_PACK = 1024 * 1024 * 1024;

/**
 * A hash over what makes two packs as good as each other: the files that they bring and the blobs that they name. It leaves out
 * when each was last used, how fast anything went, and the baselines of runs. 32 digits of hex.
 */
export function packId(listing: PackListing): string {
  const files = [...listing.files].flatMap(([file, { sha256 }]) =>
    packedKind(file) === 'baseline' ? [] : [`${file} ${sha256}`],
  );
  const blobs = listing.blobs.map(({ digest }) => digest);
  const elsewhere = listing.registryBlobs.map(
    ({ digest, registry, repository }) => `${digest} ${registry}/${repository}`,
  );
  const mounts = listing.mounts.flatMap(({ key, layers }) => [key, ...layers.map(({ diffId }) => diffId)]);
  const lists = [files.sort(), blobs.sort(), elsewhere.sort(), mounts];
  return hashFieldList(lists.flatMap((list) => [String(list.length), ...list])).slice(0, 32);
}

/**
 * Packs files of the root, and the listing that names them, as a gzipped tar. Here and in `readPack` the calls of the file system
 * are synchronous: the files are small and many, nothing else has to run meanwhile, and a promise for each call would cost
 * several times as much as the call.
 *
 * @param folder an empty folder of our own on the root's file system
 */
export async function writePack(root: string, listing: PackListing, folder: string): Promise<PackFile> {
  const { create } = await import(/* webpackMode: "eager" */ 'tar');
  const file = path.join(folder, 'pack');
  const gathered = path.join(folder, 'files');
  makeFolders(gathered);
  writeFileSync(path.join(gathered, LISTING), encodeListing(listing));
  const names = [...listing.files.keys()].sort();
  const mkdir = madeOnce();
  for (const name of names) {
    mkdir(path.join(gathered, path.dirname(name)));
    linkSync(path.join(root, name), path.join(gathered, name));
  }
  // Most of it is compressed already. The asynchronous form loses files that have several names (isaacs/node-tar#460), as
  // these have.
  create({ sync: true, file, cwd: gathered, gzip: { level: 1 }, portable: true, noMtime: true }, [LISTING, ...names]);
  return { file, size: statSync(file).size, id: packId(listing) };
}

/** Hex of the sha256 of a file's bytes; `undefined` when it is not there. */
export function fileSha256(file: string): string | undefined {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

export interface ReadPack {
  readonly listing: PackListing;
  /** Paths from the root on of the files that were not there before. */
  readonly newFiles: readonly string[];
  /** Paths of the files that are missing, or are not what the listing says; the listing is without them. */
  readonly damaged: readonly string[];
  /** Of the packed file. */
  readonly bytes: number;
}

/**
 * Unpacks a pack's files below the root. A file that is there already stays: it was made or verified here. A file that is not
 * what the listing says, or that may not be in a pack, is left out. A pack without a sound listing is refused.
 *
 * @param folder an empty folder of our own on the root's file system
 * @throws InfraError for a file that is not a pack
 */
export async function readPack(file: string, root: string, folder: string): Promise<ReadPack> {
  const unpacked = path.join(folder, 'files');
  makeFolders(unpacked);
  await extract(file, unpacked);
  const listing = decodeListing(textOf(path.join(unpacked, LISTING)));
  if (listing === undefined) throw new InfraError('its listing is missing or damaged');
  const sound = new Map(listing.files);
  const newFiles: string[] = [];
  const damaged: string[] = [];
  const mkdir = madeOnce();
  for (const [name, { sha256 }] of listing.files) {
    const source = path.join(unpacked, name);
    const isSound = fileSha256(source) === sha256 && (!isNamedByContent(name) || path.basename(name) === sha256);
    if (!isSound) {
      sound.delete(name);
      damaged.push(name);
      continue;
    }
    const target = path.join(root, name);
    mkdir(path.dirname(target));
    if (publishNewFile(source, target)) newFiles.push(name);
  }
  return { listing: { ...listing, files: sound }, damaged, newFiles, bytes: statSync(file).size };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Makes each folder when it is first asked for. */
function madeOnce(): (folder: string) => void {
  const made = new Set<string>();
  return (folder) => {
    if (made.has(folder)) return;
    makeFolders(folder);
    made.add(folder);
  };
}

function isNamedByContent(name: string): boolean {
  const kind = packedKind(name);
  return kind === 'blob' || kind === 'list';
}

async function extract(file: string, folder: string): Promise<void> {
  const tar = await import(/* webpackMode: "eager" */ 'tar');
  let bytes = 0;
  const isWanted = (name: string, entry: { readonly size: number; readonly type?: string }): boolean => {
    if (entry.type !== 'File' && entry.type !== 'OldFile') return false;
    bytes += entry.size;
    return (name === LISTING || isPackedPath(name)) && entry.size <= MAX_FILE && bytes <= MAX_PACK;
  };
  try {
    tar.extract({
      sync: true,
      file,
      cwd: folder,
      strict: true,
      preserveOwner: false,
      noMtime: true,
      filter: (name, entry) => 'type' in entry && isWanted(name, entry),
    });
  } catch (error) {
    throw new InfraError(`it cannot be unpacked: ${messageOf(error)}`, {
      cause: error,
    });
  }
  if (bytes > MAX_PACK) throw new InfraError(`it unpacks to more than ${MAX_PACK} bytes`);
}
