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
 * Packs files of the root, and the listing that names them, as a gzipped tar. The calls of the file system are synchronous: the
 * files are small and many, nothing else has to run meanwhile, and a promise for each call would cost several times as much as the
 * call.
 *
 * @param folder an empty folder of our own on the root's file system
 */
export async function writePack(root: string, listing: PackListing, folder: string): Promise<PackFile> {
  const { create } = await import(/* webpackMode: "eager" */ 'tar');
  const file = path.join(folder, 'pack');
  const gathered = path.join(folder, 'files');
  makeFolders(gathered);
  writeFileSync(path.join(gathered, LISTING_FILE), encodeListing(listing));
  const names = [...listing.files.keys()].sort();
  const mkdir = madeOnce();
  for (const name of names) {
    mkdir(path.join(gathered, path.dirname(name)));
    linkSync(path.join(root, name), path.join(gathered, name));
  }
  // Most of it is compressed already. The asynchronous form loses files that have several names (isaacs/node-tar#460), as
  // these have.
  create({ sync: true, file, cwd: gathered, gzip: { level: 1 }, portable: true, noMtime: true }, [
    LISTING_FILE,
    ...names,
  ]);
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
