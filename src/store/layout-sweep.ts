import { readdir, rm } from 'node:fs/promises';

import { readBytesUpTo } from '../async/read-bytes.js';
import { UserError } from '../errors.js';
import type { HeldFile } from '../files/held-file.js';
import { holdFolder } from '../files/held-folder.js';
import { digestAlgorithm, digestHex, type Digest } from '../oci/digest.js';
import { MAX_INDEX_DEPTH, MAX_MANIFEST_SIZE, parseManifest, type Index, type Manifest } from '../oci/manifest.js';
import { isIndexType, isManifestType } from '../oci/media-types.js';
import { LAYOUT_BLOBS, openLayoutBlob } from './layout-folder.js';

/** Names of blobs, and of the temporary files that killed writers left. */
const BLOB_NAMES = {
  sha256: /^(?:[0-9a-f]{64}|\.[0-9a-f]{64}\.[0-9a-f]{12})$/,
  sha512: /^(?:[0-9a-f]{128}|\.[0-9a-f]{128}\.[0-9a-f]{12})$/,
};

/**
 * Removes the blobs of a layout that no document in it names, and the temporary files that killed writers left. The caller must have the
 * lock, so that nobody else writes. If a document cannot be read, nothing is removed, since it is not known which blobs it names. Only
 * regular files with the names of blobs are removed, and only in the layout's own folders.
 */
export async function sweepLayout(directory: string, index: Index): Promise<void> {
  const named = new Set<Digest>();
  if (!(await collect(directory, index, named, 0))) return;
  for (const algorithm of ['sha256', 'sha512'] as const) {
    const folder = folderOf(directory, algorithm);
    if (folder === undefined) continue;
    try {
      const kept = new Set([...named].filter((digest) => digestAlgorithm(digest) === algorithm).map(digestHex));
      for (const entry of await readdir(folder.path, { withFileTypes: true })) {
        if (!entry.isFile() || kept.has(entry.name) || !BLOB_NAMES[algorithm].test(entry.name)) continue;
        await rm(`${folder.path}/${entry.name}`, { force: true });
      }
    } finally {
      folder.close();
    }
  }
}

/** `undefined` if the folder does not exist, or is a link. */
function folderOf(directory: string, algorithm: string): HeldFile | undefined {
  try {
    return holdFolder(directory, [LAYOUT_BLOBS, algorithm], 'leave');
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
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
    // An index may name a platform that was not copied. Its blobs are not here.
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
    const blob = openLayoutBlob(directory, digest);
    if (blob === undefined) return 'missing';
    const bytes = await readBytesUpTo(blob, MAX_MANIFEST_SIZE);
    if (bytes === undefined) return 'unreadable';
    const document = parseManifest(bytes, mediaType);
    return document.kind === 'index' ? document.index : document.manifest;
  } catch {
    return 'unreadable';
  }
}
