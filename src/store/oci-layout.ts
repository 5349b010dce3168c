import { constants } from 'node:fs';
import { chmod, copyFile, open } from 'node:fs/promises';

import { InfraError } from '../errors.js';
import { destinationError } from '../files/write-error.js';
import type { Descriptor } from '../oci/descriptor.js';
import type { ContentStore } from './content-store.js';
import { imageContents } from './image-contents.js';
import { addToLayoutIndex, layoutBlobSize, layoutError, writeLayoutBlob } from './layout-folder.js';
import { LayoutLock } from './layout-lock.js';
import { indexEntries, type NamedImage } from './oci-index.js';

/**
 * Adds an image to the OCI layout at `directory`, which is made if it does not exist. Blobs are copied
 * to files of their own, or cloned if the file system can do that. So writing to the layout does not change the store.
 *
 * @throws InfraError if a blob is missing in the store, or `directory` has other content; UserError if it cannot be written
 */
export async function writeOciLayout(
  content: ContentStore,
  image: NamedImage,
  directory: string,
  signal?: AbortSignal,
): Promise<void> {
  const { blobs } = await imageContents(content, image.target);
  const lock = new LayoutLock(directory);
  try {
    const release = await lock.lease(signal);
    try {
      for (const blob of blobs) {
        signal?.throwIfAborted();
        await copyBlob(content, blob, directory);
      }
      await lock.exclusively(() => addToLayoutIndex(directory, indexEntries(image)), signal);
    } finally {
      await release();
    }
  } catch (error) {
    throw layoutError('write', directory, error);
  }
}

async function copyBlob(content: ContentStore, blob: Descriptor, directory: string): Promise<void> {
  if (layoutBlobSize(directory, blob.digest) === blob.size) return;
  const source = content.path(blob.digest);
  const size = await content.size(blob.digest);
  if (size !== blob.size) {
    throw new InfraError(`blob ${blob.digest} is ${size === undefined ? 'missing' : 'damaged'} in the store`);
  }
  try {
    await writeLayoutBlob(directory, blob.digest, (file) => copyForOthers(source, file));
  } catch (error) {
    throw destinationError(error, 'write the OCI layout', directory, blob.size);
  }
}

/** A copy by the kernel has the mode of the store's file, which only its user can read. This copy has the usual mode of a new file. */
async function copyForOthers(source: string, file: string): Promise<void> {
  const made = await open(file, 'wx');
  const { mode } = await made.stat().finally(() => made.close());
  await copyFile(source, file, constants.COPYFILE_FICLONE);
  await chmod(file, mode & 0o777);
}
