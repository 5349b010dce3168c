import { createHash } from 'node:crypto';
import { linkSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { errorCode } from '../../errors.js';
import { makeFolders } from '../../files/make-folders.js';
import { hashFieldList } from '../../oci/digest.js';
import type { PackFile } from '../cache-store.js';
import { encodeListing, LISTING_FILE, type PackListing } from './listing.js';
import { madeOnce } from './made-once.js';
import { packedKind } from './packed-path.js';

/**
 * A hash over the files of a pack and the blobs that it names: packs of the same id can replace each other. It leaves out
 * when things were last used, how fast transfers were, and baselines. 32 hex digits.
 */
export function packId(listing: PackListing): string {
  const files = [...listing.files].flatMap(([file, { sha256 }]) =>
    packedKind(file) === 'baseline' ? [] : [`${file} ${sha256}`],
  );
  const blobs = listing.blobs.map(({ digest }) => digest);
  const registryBlobs = listing.registryBlobs.map(
    ({ digest, registry, repository }) => `${digest} ${registry}/${repository}`,
  );
  const mounts = listing.mounts.flatMap(({ key, layers }) => [key, ...layers.map(({ diffId }) => diffId)]);
  const lists = [files.sort(), blobs.sort(), registryBlobs.sort(), mounts];
  return hashFieldList(lists.flatMap((list) => [String(list.length), ...list])).slice(0, 32);
}

/**
 * Packs files of the root, and the listing that names them, into a gzipped tar. File system calls are synchronous: the files
 * are many and small, nothing else has to run meanwhile, and a promise for each call would cost several times as much as the
 * call.
 *
 * @param folder an empty folder of our own on the root's file system
 */
export async function writePack(root: string, listing: PackListing, folder: string): Promise<PackFile> {
  const { create } = await import(/* webpackMode: "eager" */ 'tar');
  const file = path.join(folder, 'pack');
  const gathered = path.join(folder, 'files');
  makeFolders(gathered, 0o700);
  writeFileSync(path.join(gathered, LISTING_FILE), encodeListing(listing));
  const names = [...listing.files.keys()].sort();
  const mkdir = madeOnce();
  for (const name of names) {
    mkdir(path.join(gathered, path.dirname(name)));
    linkSync(path.join(root, name), path.join(gathered, name));
  }
  // Level 1, since most files are compressed already. Synchronous, since the asynchronous form loses files with several names
  // (isaacs/node-tar#460), and these files have several.
  create({ sync: true, file, cwd: gathered, gzip: { level: 1 }, portable: true, noMtime: true }, [
    LISTING_FILE,
    ...names,
  ]);
  return { file, size: statSync(file).size, id: packId(listing) };
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
