import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { InfraError, errorCode } from '../errors.js';
import { writeWhole } from '../files/atomic-file.js';
import type { Descriptor } from '../oci/descriptor.js';
import { digestAlgorithm, digestHex, type Digest } from '../oci/digest.js';
import { parseIndex, type Index } from '../oci/manifest.js';
import { mergeIndex, OCI_LAYOUT } from './oci-index.js';

/** image-spec, "OCI Image Layout": the folder of the blobs. */
export const LAYOUT_BLOBS = 'blobs';

/** A layout is an output: others may read it, as far as the umask lets them. */
const SHARED = { shared: true };

/** Path of a blob in a layout, or in the archive of a layout. */
export function layoutPath(digest: Digest): string {
  return `${LAYOUT_BLOBS}/${digestAlgorithm(digest)}/${digestHex(digest)}`;
}

export function layoutBlob(directory: string, digest: Digest): string {
  return join(directory, layoutPath(digest));
}

/** What `index.json` says; `undefined` if there is none. @throws InfraError when it is not an index */
export async function readLayoutIndex(directory: string): Promise<Index | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readFile(join(directory, 'index.json'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  return parseIndex(bytes);
}

/**
 * Adds entries to `index.json`. It is written last and as a whole: until then, readers see the layout as it was. The caller holds the
 * layout's lock (`LayoutLock`).
 *
 * @returns what it says now
 */
export async function addToLayoutIndex(directory: string, added: readonly Descriptor[]): Promise<Index> {
  const index = mergeIndex(await readLayoutIndex(directory), added);
  await writeWhole(join(directory, 'oci-layout'), OCI_LAYOUT, SHARED);
  await writeWhole(join(directory, 'index.json'), JSON.stringify(index), SHARED);
  return index;
}

/** Gives errors of the file system a message of ours. All others are passed on. */
export function layoutError(doing: 'read' | 'write', directory: string, error: unknown): unknown {
  if (!(error instanceof Error) || (error as NodeJS.ErrnoException).syscall === undefined) return error;
  return new InfraError(`cannot ${doing} the OCI layout ${directory}`, { cause: error });
}
