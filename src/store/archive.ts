import { dirname } from 'node:path';

import { InfraError } from '../errors.js';
import { writeOutputFile } from '../files/output-file.js';
import { destinationError } from '../files/write-error.js';
import { END_OF_ARCHIVE_SIZE, paddingAfter, tarHeader } from '../layer/tar-writer.js';
import type { Descriptor } from '../oci/descriptor.js';
import type { Manifest } from '../oci/manifest.js';
import { familiarName, type ImageReference } from '../oci/reference.js';
import type { ContentStore } from './content-store.js';
import { imageContents } from './image-contents.js';
import { LAYOUT_BLOBS, layoutPath } from './layout-folder.js';
import { indexEntries, mergeIndex, OCI_LAYOUT, type NamedImage } from './oci-index.js';
import { byCodeUnit } from '../text/code-unit-order.js';

/**
 * An image as one tar, which is both an OCI archive (image-spec, "OCI Image Layout") and an archive for `docker load`, whose
 * `manifest.json` names the same blobs. Layers are not recompressed. The bytes depend only on the image and its names.
 *
 * Of an index, `docker load` gets the first image. The OCI archive has all that are in the store.
 *
 * @throws InfraError when a blob is missing in the store or damaged
 */
export async function* archive(
  content: ContentStore,
  image: NamedImage,
  signal?: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  const { blobs, manifests } = await imageContents(content, image.target);
  const [manifest] = manifests;
  if (manifest === undefined) throw new InfraError(`image ${image.target.digest} has no manifest in the store`);

  const directories = new Set([LAYOUT_BLOBS, ...blobs.map((blob) => dirname(layoutPath(blob.digest)))]);
  for (const path of [...directories].sort()) yield tarHeader({ type: 'directory', path, mode: 0o755, ...METADATA });
  for (const blob of [...blobs].sort((a, b) => byCodeUnit(a.digest, b.digest))) {
    yield fileHeader(layoutPath(blob.digest), blob.size);
    yield* content.open(blob, signal);
    yield Buffer.alloc(paddingAfter(blob.size));
  }
  const documents: readonly (readonly [path: string, text: string])[] = [
    ['index.json', JSON.stringify(mergeIndex(undefined, indexEntries(image)))],
    ['manifest.json', dockerManifest(manifest, image.references)],
    ['oci-layout', OCI_LAYOUT],
  ];
  for (const [path, text] of documents) {
    const bytes = Buffer.from(text);
    yield fileHeader(path, bytes.length);
    yield Buffer.concat([bytes, Buffer.alloc(paddingAfter(bytes.length))]);
  }
  yield Buffer.alloc(END_OF_ARCHIVE_SIZE);
}

/**
 * Writes the archive to `file`. An earlier file is only replaced when the archive is complete.
 *
 * @throws InfraError as `archive` does; UserError when the place cannot be written to
 */
export async function writeArchive(
  content: ContentStore,
  image: NamedImage,
  file: string,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await writeOutputFile(file, archive(content, image, signal));
  } catch (error) {
    throw destinationError(error, 'write the archive', file, await sizeOf(content, image));
  }
}

/** About as many bytes as the archive has; `undefined` where its documents cannot be read. */
async function sizeOf(content: ContentStore, image: NamedImage): Promise<number | undefined> {
  try {
    return (await imageContents(content, image.target)).blobs.reduce((sum, { size }) => sum + size, 0);
  } catch {
    return undefined;
  }
}

/** An archive does not say when or by whom it was made. */
const METADATA = { uid: 0, gid: 0, mtime: 0 };

function fileHeader(path: string, size: number): Buffer {
  return tarHeader({ type: 'file', path, size, mode: 0o644, ...METADATA });
}

/** The list of images that `docker load` reads: paths in the archive, lowest layer first. */
function dockerManifest(manifest: Manifest, references: readonly ImageReference[]): string {
  const paths = (descriptors: readonly Descriptor[]): string[] => descriptors.map(({ digest }) => layoutPath(digest));
  const names = references.flatMap(({ registry, repository, tag }) =>
    tag === undefined ? [] : [familiarName({ registry, repository, tag })],
  );
  return JSON.stringify([
    {
      Config: layoutPath(manifest.config.digest),
      RepoTags: names.sort(),
      Layers: paths(manifest.layers),
    },
  ]);
}
