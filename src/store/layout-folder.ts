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
 * A layout may lie in a repository that strangers commit to, and its writer may be root. So below the layout's folder no link is
 * followed, neither to write nor to remove.
 */

/** image-spec, "OCI Image Layout": the folder of the blobs. */
export const LAYOUT_BLOBS = 'blobs';

/** A layout is an output: others may read it, as far as the umask lets them. */
const SHARED = { shared: true };

const CHUNK = 1024 * 1024;

/** Path of a blob in a layout, or in the archive of a layout. */
export function layoutPath(digest: Digest): string {
  return `${LAYOUT_BLOBS}/${digestAlgorithm(digest)}/${digestHex(digest)}`;
}

/**
 * Has `make` write a blob under another name, which becomes the blob's. The folders on the way are made.
 *
 * @throws UserError where a link stands in the place of one
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

/** A blob that is a regular file; the caller closes it. @throws UserError as `writeLayoutBlob` */
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

/** Bytes of a blob; `undefined` where there is none. */
export function layoutBlobSize(directory: string, digest: Digest): number | undefined {
  const held = holdBlob(directory, digest);
  held?.close();
  return held?.stats.size;
}

/** A blob's bytes, not checked; `undefined` where there is none. */
export function openLayoutBlob(
  directory: string,
  digest: Digest,
  signal?: AbortSignal,
): AsyncIterable<Buffer> | undefined {
  const held = holdBlob(directory, digest);
  return held === undefined ? undefined : heldChunks(held, { size: CHUNK, signal });
}

/** What `index.json` says; `undefined` if there is none. @throws UserError when it is no such file; InfraError for another document */
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
 * Adds entries to `index.json`. It is written last and as a whole: until then, readers see the layout as it was. The caller holds the
 * layout's lock (`LayoutLock`).
 *
 * @returns what it says now
 */
export async function addToLayoutIndex(directory: string, added: readonly Descriptor[]): Promise<Index> {
  const index = mergeIndex(readLayoutIndex(directory), added);
  await writeWhole(join(directory, 'oci-layout'), OCI_LAYOUT, SHARED);
  await writeWhole(join(directory, INDEX), JSON.stringify(index), SHARED);
  return index;
}

/** Gives errors of the file system a message of ours. All others are passed on. */
export function layoutError(doing: 'read' | 'write', directory: string, error: unknown): unknown {
  const explain = doing === 'read' ? diskError : destinationError;
  return explain(error, `${doing} the OCI layout`, directory);
}
