import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { InfraError } from '../errors.js';
import type { Descriptor } from '../oci/descriptor.js';
import { digestAlgorithm, digestHex } from '../oci/digest.js';
import { parseManifest, type Index } from '../oci/manifest.js';
import { OCI_INDEX } from '../oci/media-types.js';
import type { ContentStore } from './content-store.js';
import { imageContents } from './image-contents.js';
import { mergeIndex, OCI_LAYOUT, type NamedImage } from './oci-index.js';

/**
 * Writes an image into the OCI layout at `directory`, which is made, or added to. Blobs are cloned or hard-linked where the
 * file system can, so a layer's bytes are not even read. `index.json` is written last, at once: whoever reads the layout in
 * between sees it as it was.
 *
 * @throws InfraError when a blob is missing in the store, when `directory` holds something else, or cannot be written
 */
export async function writeOciLayout(
  content: ContentStore,
  image: NamedImage,
  directory: string,
  signal?: AbortSignal,
): Promise<void> {
  const { blobs } = await imageContents(content, image.target);
  try {
    await mkdir(directory, { recursive: true });
    const existing = await existingIndex(directory);
    for (const blob of blobs) {
      signal?.throwIfAborted();
      await placeBlob(content, blob, join(directory, 'blobs', digestAlgorithm(blob.digest), digestHex(blob.digest)));
    }
    await replace(join(directory, 'oci-layout'), (file) => writeFile(file, OCI_LAYOUT));
    const index = JSON.stringify(mergeIndex(existing, image));
    await replace(join(directory, 'index.json'), (file) => writeFile(file, index));
  } catch (error) {
    if (!(error instanceof Error) || (error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new InfraError(`cannot write the OCI layout ${directory}`, { cause: error });
  }
}

async function existingIndex(directory: string): Promise<Index | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readFile(join(directory, 'index.json'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const document = parseManifest(bytes, OCI_INDEX);
  return document.kind === 'index' ? document.index : undefined;
}

async function placeBlob(content: ContentStore, blob: Descriptor, path: string): Promise<void> {
  const there = await lstat(path).catch(() => undefined);
  if (there?.isFile() === true && there.size === blob.size) return;
  const source = content.path(blob.digest);
  const size = await content.size(blob.digest);
  if (size !== blob.size) {
    throw new InfraError(`blob ${blob.digest} is ${size === undefined ? 'missing' : 'damaged'} in the store`);
  }
  await mkdir(dirname(path), { recursive: true });
  await replace(path, (file) => cloneOrLink(source, file));
}

/** A clone has a life of its own and comes first; a link is the same file; a copy at least stays in the kernel. */
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

/** Has `make` write a file beside `path`, which then takes its name. */
async function replace(path: string, make: (file: string) => Promise<void>): Promise<void> {
  const file = join(dirname(path), `.${randomBytes(8).toString('hex')}`);
  try {
    await make(file);
    await rename(file, path);
  } finally {
    // Renaming a link over another link to the same file does nothing, and leaves it.
    await rm(file, { force: true });
  }
}
