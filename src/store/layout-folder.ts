import { join } from 'node:path';

import { InfraError, UserError, errorCode } from '../errors.js';
import { replaceFile, writeWhole } from '../files/atomic-file.js';
import { heldChunks } from '../files/file-chunks.js';
import { holdFile, type HeldFile } from '../files/held-file.js';
import { holdFolder } from '../files/held-folder.js';
import { readInRoot } from '../files/read-in-root.js';
import { destinationError, diskError } from '../files/write-error.js';
import type { Descriptor } from '../oci/descriptor.js';
import { digestAlgorithm, digestHex, type Digest } from '../oci/digest.js';
import { MAX_MANIFEST_SIZE, parseIndex, type Index } from '../oci/manifest.js';
import { mergeIndex, OCI_LAYOUT } from './oci-index.js';

/*
 * A layout may be in a repository that strangers commit to, and the writing process may be root. So links below the layout's folder are
 * not followed, neither for writing nor for removing.
 */

/** image-spec, "OCI Image Layout": the folder of the blobs. */
export const LAYOUT_BLOBS = 'blobs';

/** A layout is an output: others may read it if the umask allows it. */
const SHARED = { shared: true };

const CHUNK = 1024 * 1024;

/** Path of a blob in a layout, or in the archive of a layout. */
export function layoutPath(digest: Digest): string {
  return `${LAYOUT_BLOBS}/${digestAlgorithm(digest)}/${digestHex(digest)}`;
}

/**
 * Lets `make` write a blob under a temporary name, and then renames it. Missing folders are made.
 *
 * @throws UserError if there is a link instead of a folder
 */
export async function writeLayoutBlob(
  directory: string,
  digest: Digest,
  make: (draft: string) => Promise<void>,
): Promise<void> {
  const folder = holdFolder(directory, [LAYOUT_BLOBS, digestAlgorithm(digest)], 'make');
  if (folder === undefined) throw new InfraError(`${directory} was removed while it was written to`);
  try {
    await replaceFile(`${folder.path}/${digestHex(digest)}`, make);
  } finally {
    folder.close();
  }
}

/** Opens a blob that is a regular file. The caller must close it. @throws UserError like `writeLayoutBlob` */
function holdBlob(directory: string, digest: Digest): HeldFile | undefined {
  const folder = holdFolder(directory, [LAYOUT_BLOBS, digestAlgorithm(digest)], 'leave');
  if (folder === undefined) return undefined;
  let held: HeldFile;
  try {
    held = holdFile(`${folder.path}/${digestHex(digest)}`, 'keep');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  } finally {
    folder.close();
  }
  if (held.stats.isFile()) return held;
  held.close();
  return undefined;
}

/** Size of a blob in bytes; `undefined` if it does not exist. */
export function layoutBlobSize(directory: string, digest: Digest): number | undefined {
  const held = holdBlob(directory, digest);
  held?.close();
  return held?.stats.size;
}

/** A blob's bytes, without a check of the digest; `undefined` if it does not exist. @param from place of the first byte */
export function openLayoutBlob(
  directory: string,
  digest: Digest,
  signal?: AbortSignal,
  from = 0,
): AsyncIterable<Buffer> | undefined {
  const held = holdBlob(directory, digest);
  return held === undefined ? undefined : heldChunks(held, { size: CHUNK, from, signal });
}

/**
 * The content of `index.json`; `undefined` if it does not exist.
 *
 * @throws UserError if it is not a regular file; InfraError if it is not an index
 */
export function readLayoutIndex(directory: string): Index | undefined {
  try {
    const file = readInRoot(directory, INDEX, MAX_MANIFEST_SIZE);
    if (file.kind === 'absent') return undefined;
    if (file.kind !== 'file') throw notIndex(directory);
    return parseIndex(file.bytes);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

const INDEX = 'index.json';

function notIndex(directory: string): UserError {
  return new UserError(`${join(directory, INDEX)} is not the index of an OCI layout`, { hint: 'Remove it.' });
}

/**
 * Adds entries to `index.json`. It is written last and in one step: until then, readers see the old layout. The caller must have the
 * layout's lock (`LayoutLock`).
 *
 * @returns the new content
 */
export async function addToLayoutIndex(directory: string, added: readonly Descriptor[]): Promise<Index> {
  const index = mergeIndex(readLayoutIndex(directory), added);
  await writeWhole(join(directory, 'oci-layout'), OCI_LAYOUT, SHARED);
  await writeWhole(join(directory, INDEX), JSON.stringify(index), SHARED);
  return index;
}

/** Gives errors of the file system our own message. Returns all other errors as they are. */
export function layoutError(doing: 'read' | 'write', directory: string, error: unknown): unknown {
  const explain = doing === 'read' ? diskError : destinationError;
  return explain(error, `${doing} the OCI layout`, directory);
}
