import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { digestAlgorithm, digestHex, type Digest } from '../oci/digest.js';
import { MAX_INDEX_DEPTH, parseManifest, type Index, type Manifest } from '../oci/manifest.js';
import { isIndexType, isManifestType } from '../oci/media-types.js';
import { LAYOUT_BLOBS, layoutBlob } from './layout-folder.js';
import { errorCode } from '../errors.js';

/**
 * Removes the blobs of a layout that no document in it names, also those that killed writers left. Call it with the lock held, while
 * nobody else writes. If a document cannot be read, everything stays: it is not known what it names.
 */
export async function sweepLayout(directory: string, index: Index): Promise<void> {
  const named = new Set<Digest>();
  if (!(await collect(directory, index, named, 0))) return;
  for (const algorithm of ['sha256', 'sha512'] as const) {
    const folder = join(directory, LAYOUT_BLOBS, algorithm);
    const kept = new Set([...named].filter((digest) => digestAlgorithm(digest) === algorithm).map(digestHex));
    const names = await readdir(folder).catch(() => []);
    for (const name of names) if (!kept.has(name)) await rm(join(folder, name), { force: true });
  }
}

/** @returns whether everything could be read */
async function collect(
  directory: string,
  document: Index | Manifest,
  named: Set<Digest>,
  depth: number,
): Promise<boolean> {
  if (depth > MAX_INDEX_DEPTH) return false;
  const blobs = 'manifests' in document ? document.manifests : [document.config, ...document.layers];
  for (const blob of [...blobs, ...(document.subject === undefined ? [] : [document.subject])]) {
    if (named.has(blob.digest)) continue;
    named.add(blob.digest);
    if (!isIndexType(blob.mediaType) && !isManifestType(blob.mediaType)) continue;
    const child = await readDocument(directory, blob.digest, blob.mediaType);
    // A platform that was left out has no blobs here.
    if (child === 'missing') continue;
    if (child === 'unreadable' || !(await collect(directory, child, named, depth + 1))) return false;
  }
  return true;
}

async function readDocument(
  directory: string,
  digest: Digest,
  mediaType: string,
): Promise<Index | Manifest | 'missing' | 'unreadable'> {
  try {
    const document = parseManifest(await readFile(layoutBlob(directory, digest)), mediaType);
    return document.kind === 'index' ? document.index : document.manifest;
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'missing' : 'unreadable';
  }
}
