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

/** Where a blob lies in a layout, or in an archive of one. */
export function layoutPath(digest: Digest): string {
  return `${LAYOUT_BLOBS}/${digestAlgorithm(digest)}/${digestHex(digest)}`;
}

export function layoutBlob(directory: string, digest: Digest): string {
  return join(directory, layoutPath(digest));
}

/** What `index.json` says; `undefined` where there is none. @throws InfraError when it is no index */
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
 * Adds entries to `index.json`, which is written last, at once: whoever reads the layout in between sees it as it was.
 * Who else may write the layout is kept out by a `LayoutLock`.
 *
 * @returns what it says now
 */
export async function addToLayoutIndex(directory: string, added: readonly Descriptor[]): Promise<Index> {
  const index = mergeIndex(await readLayoutIndex(directory), added);
  await writeWhole(join(directory, 'oci-layout'), OCI_LAYOUT);
  await writeWhole(join(directory, 'index.json'), JSON.stringify(index));
  return index;
}

/** An error of the file system as one of ours; all others pass. */
export function layoutError(doing: 'read' | 'write', directory: string, error: unknown): unknown {
  if (!(error instanceof Error) || (error as NodeJS.ErrnoException).syscall === undefined) return error;
  return new InfraError(`cannot ${doing} the OCI layout ${directory}`, { cause: error });
}
