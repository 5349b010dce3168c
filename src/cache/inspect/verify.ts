import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

import { pathFromRoot } from '../../files/root-folder.js';
import type { CacheStore } from '../cache-store.js';
import { DETAILS_PARCEL } from '../pack/parcel-type.js';
import { invocation } from '../record/invocations.js';
import { datedLayer, keptBuild, MAX_RECORD_SIZE, stepRecord } from '../record/record-codec.js';
import { InfraError, messageOf, errorCode } from '../../errors.js';
import type { Decoder } from '../../json/decoder.js';
import { JsonError } from '../../json/json-error.js';
import { parseJson } from '../../json/parse-json.js';
import { decodeIndex } from '../../layer/layer-index.js';
import { pathSizesList } from '../../layer/path-sizes.js';
import { treeDigest } from '../../layer/tree-digest.js';
import { digestAlgorithm, digestHex, digestOfHex, type Digest, type Hashed, parseDigest } from '../../oci/digest.js';
import type { UnpackedPack } from '../restore/restore-pack.js';

export interface Verified {
  /** How many files and blobs were checked. */
  readonly checked: number;
  readonly damaged: readonly Damage[];
}

interface Damage {
  /** Path below the root, or the blob's digest. */
  readonly name: string;
  readonly problem: string;
}

/** Returns what is wrong with a file, or `undefined` if nothing is. */
type Check = (file: string, name: string) => Promise<string | undefined>;

const CHECKS: readonly (readonly [folder: string, check: Check])[] = [
  [pathFromRoot('blobs', 'sha256'), (file, name) => checkBlob(createReadStream(file), digestOfHex(name))],
  [pathFromRoot('blobs', 'sha512'), (file, name) => checkBlob(createReadStream(file), parseDigest(`sha512:${name}`))],
  [pathFromRoot('indexes'), checkIndex],
  [pathFromRoot('records'), json(stepRecord, ({ key }, name) => isOf(name, key))],
  [pathFromRoot('fileLists'), (file, name) => checkBlob(createReadStream(file), digestOfHex(name))],
  [pathFromRoot('trees'), json(datedLayer, ({ layer }, name) => isOf(name, layer.contentId))],
  [pathFromRoot('invocations'), json(invocation, () => undefined)],
  [pathFromRoot('pathSizes'), json(pathSizesList, () => undefined)],
  [pathFromRoot('scopes'), json(keptBuild, () => undefined)],
];

/**
 * Reads everything that a root keeps, and checks it against its digest, or its form.
 *
 * @param fix removes damaged files; they are fetched or made again when they are needed
 */
export async function verifyRoot(root: string, fix: boolean, signal: AbortSignal): Promise<Verified> {
  const damaged: Damage[] = [];
  let checked = 0;
  for (const [folder, check] of CHECKS) {
    for (const base of await readdir(path.join(root, folder)).catch(() => [])) {
      signal.throwIfAborted();
      // A file that is being written.
      if (base.startsWith('.')) continue;
      const name = `${folder}/${base}`;
      const file = path.join(root, name);
      const problem = await check(file, base).catch((error: unknown) => {
        // Another process removed or renamed it meanwhile.
        if (errorCode(error) === 'ENOENT') return undefined;
        return `cannot be read: ${messageOf(error)}`;
      });
      checked += 1;
      if (problem === undefined) continue;
      damaged.push({ name, problem });
      if (fix) await rm(file, { force: true });
    }
  }
  return { checked, damaged };
}

/** Checks a pack that was just restored, and the blobs beside it. */
export async function verifyStore(store: CacheStore, pack: UnpackedPack, signal: AbortSignal): Promise<Verified> {
  const damaged = pack.damaged.map((name): Damage => ({ name, problem: 'does not match the listing of the pack' }));
  const parcels = pack.listing.parcels.map((parcel) => ({ ...parcel, mediaType: DETAILS_PARCEL }));
  const blobs = [...parcels, ...pack.listing.blobs];
  for (const blob of blobs) {
    const problem = await checkBlob(store.fetchBlob(blob, signal), blob.digest).catch((error: unknown) => {
      signal.throwIfAborted();
      if (!(error instanceof InfraError)) throw error;
      return `cannot be fetched: ${error.message}`;
    });
    if (problem !== undefined) damaged.push({ name: blob.digest, problem });
  }
  return { checked: pack.listing.files.size + pack.damaged.length + blobs.length, damaged };
}

async function checkBlob(bytes: AsyncIterable<Uint8Array>, digest: Digest): Promise<string | undefined> {
  const hash = createHash(digestAlgorithm(digest));
  for await (const chunk of bytes) hash.update(chunk);
  return hash.digest('hex') === digestHex(digest) ? undefined : 'does not match its digest';
}

async function checkIndex(file: string, name: string): Promise<string | undefined> {
  try {
    const index = decodeIndex(await readFile(file));
    if (digestHex(index.diffId) !== name) return `is the index of layer ${index.diffId}`;
    return treeDigest(index.entries) === index.treeDigest ? undefined : 'has entries that do not match its tree digest';
  } catch (error) {
    if (!(error instanceof InfraError)) throw error;
    return error.message;
  }
}

function json<T>(decoder: Decoder<T>, problemOf: (decoded: T, name: string) => string | undefined): Check {
  return async (file, name) => {
    const bytes = await readFile(file);
    try {
      return problemOf(decoder(parseJson(bytes, MAX_RECORD_SIZE)), name);
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      return `is damaged: ${error.message}`;
    }
  };
}

function isOf(name: string, id: Hashed<string>): string | undefined {
  return digestHex(id) === name ? undefined : `belongs to ${id}`;
}
