import { constants } from 'node:fs';
import { copyFile, link, rm } from 'node:fs/promises';

import { InfraError } from '../errors.js';
import { destinationError } from '../files/write-error.js';
import type { Descriptor } from '../oci/descriptor.js';
import type { ContentStore } from './content-store.js';
import { imageContents } from './image-contents.js';
import { addToLayoutIndex, layoutBlobSize, layoutError, writeLayoutBlob } from './layout-folder.js';
import { LayoutLock } from './layout-lock.js';
import { indexEntries, type NamedImage } from './oci-index.js';

/**
 * Adds an image to the OCI layout at `directory`, which is made if it does not exist. Blobs are cloned or hard-linked if the file system
 * can do that, so that layers are not read.
 *
 * @throws InfraError when a blob is missing in the store, or `directory` holds something else; UserError where it cannot be written
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
    await writeLayoutBlob(directory, blob.digest, (file) => cloneOrLink(source, file));
  } catch (error) {
    throw destinationError(error, 'write the OCI layout', directory, blob.size);
  }
}

/** A clone is best, as it is a file of its own. A hard link is the same file as the store's. A copy is made by the kernel. */
async function cloneOrLink(source: string, file: string): Promise<void> {
  const ways = [() => copyFile(source, file, constants.COPYFILE_FICLONE_FORCE), () => link(source, file)];
  for (const way of ways) {
    try {
      await way();
      return;
    } catch {
      await rm(file, { force: true });
    }
  }
  await copyFile(source, file);
}
