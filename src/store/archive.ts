import { dirname } from 'node:path';

import { InfraError } from '../errors.js';
import { writeOutputFile } from '../files/output-file.js';
import { destinationError } from '../files/write-error.js';
import { END_OF_ARCHIVE_SIZE, paddingAfter, tarHeader } from '../layer/tar-writer.js';
import type { Descriptor } from '../oci/descriptor.js';
import type { Index, Manifest } from '../oci/manifest.js';
import type { Digest } from '../oci/digest.js';
import { familiarName, type ImageReference, isTagged } from '../oci/reference.js';
import type { ContentStore } from './content-store.js';
import { imageContents } from './image-contents.js';
import { LAYOUT_BLOBS, layoutPath } from './layout-folder.js';
import { byWholeName, indexEntries, mergeIndex, OCI_LAYOUT, type NamedImage } from './oci-index.js';
import { byCodeUnit } from '../text/code-unit-order.js';

/** `docker`: also an archive for `docker load`; `oci`: without the file by which docker, podman and skopeo take it for one. */
export type ArchiveForm = 'docker' | 'oci';

/** What is written into an archive. */
export interface ArchiveContent {
  readonly images: readonly NamedImage[];
  readonly form?: ArchiveForm;
}

/**
 * Images as one tar, which is both an OCI archive (image-spec, "OCI Image Layout") and an archive for `docker load`, whose
 * `manifest.json` names the same blobs. Layers are not recompressed, and one that several images have is there once. The bytes depend only
 * on the images and their names.
 *
 * Of an index, `docker load` gets the first image. The OCI archive has all that are in the store.
 *
 * @throws InfraError when a blob is missing in the store or damaged
 */
export async function* archive(
  content: ContentStore,
  { images, form = 'docker' }: ArchiveContent,
  signal?: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  const blobs = new Map<Digest, Descriptor>();
  const entries: DockerEntry[] = [];
  for (const { target, references, only } of images) {
    const contents = await imageContents(content, target, only);
    const [manifest] = contents.manifests;
    if (manifest === undefined) throw new InfraError(`image ${target.digest} has no manifest in the store`);
    for (const blob of contents.blobs) blobs.set(blob.digest, blob);
    entries.push(dockerEntry(manifest, references));
  }
  const directories = new Set([LAYOUT_BLOBS, ...[...blobs.keys()].map((digest) => dirname(layoutPath(digest)))]);
  for (const path of [...directories].sort()) yield tarHeader({ type: 'directory', path, mode: 0o755, ...METADATA });
  for (const blob of [...blobs.values()].sort((a, b) => byCodeUnit(a.digest, b.digest))) {
    yield fileHeader(layoutPath(blob.digest), blob.size);
    yield* content.open(blob, signal);
    yield Buffer.alloc(paddingAfter(blob.size));
  }
  const index = images.reduce<Index | undefined>(
    (made, image) => mergeIndex(made, indexEntries(image), byWholeName),
    undefined,
  );
  const documents: readonly (readonly [path: string, text: string])[] = [
    ['index.json', JSON.stringify(index ?? mergeIndex(undefined, []))],
    ...(form === 'docker' ? [['manifest.json', JSON.stringify(entries)] as const] : []),
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
  what: ArchiveContent,
  file: string,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await writeOutputFile(file, archive(content, what, signal));
  } catch (error) {
    throw destinationError(error, 'write the archive', file, await sizeOf(content, what));
  }
}

/** About as many bytes as the archive has; `undefined` where its documents cannot be read. */
async function sizeOf(content: ContentStore, { images }: ArchiveContent): Promise<number | undefined> {
  try {
    const sizes = new Map<Digest, number>();
    for (const { target, only } of images) {
      for (const { digest, size } of (await imageContents(content, target, only)).blobs) sizes.set(digest, size);
    }
    return [...sizes.values()].reduce((sum, size) => sum + size, 0);
  } catch {
    return undefined;
  }
}

/** An archive does not say when or by whom it was made. */
const METADATA = { uid: 0, gid: 0, mtime: 0 };

function fileHeader(path: string, size: number): Buffer {
  return tarHeader({ type: 'file', path, size, mode: 0o644, ...METADATA });
}

/** One image of the list that `docker load` reads: paths in the archive, lowest layer first. */
interface DockerEntry {
  readonly Config: string;
  readonly RepoTags: readonly string[];
  readonly Layers: readonly string[];
}

function dockerEntry(manifest: Manifest, references: readonly ImageReference[]): DockerEntry {
  const names = references.flatMap((reference) => (isTagged(reference) ? [familiarName(reference)] : []));
  return {
    Config: layoutPath(manifest.config.digest),
    RepoTags: names.sort(),
    Layers: manifest.layers.map(({ digest }) => layoutPath(digest)),
  };
}
