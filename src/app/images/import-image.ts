import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { InfraError, UserError } from '../../errors.js';
import { discard } from '../../files/discard.js';
import { blobOfTar } from '../../layer/compression/blob-of-tar.js';
import type { Layer } from '../../layer/layer.js';
import { digestOfHex } from '../../oci/digest.js';
import type { ImageConfig } from '../../oci/image-config.js';
import type { Manifest } from '../../oci/manifest.js';
import { OCI_CONFIG, OCI_MANIFEST } from '../../oci/media-types.js';
import { contentIdOfBase, imageIdOf, type ImageId } from '../../oci/identity.js';
import type { Platform } from '../../oci/platform.js';
import type { TaggedReference } from '../../oci/reference.js';
import { withChanges } from '../../plan/config-changes.js';
import type { Adapters } from '../host/adapters.js';

export interface ImportedFiles {
  /** A tar of a root file system, compressed or not. */
  readonly source: AsyncIterable<Uint8Array>;
  /** Where it comes from, for the history and for errors. */
  readonly label: string;
  readonly name: TaggedReference | undefined;
  readonly platform: Platform;
  readonly message: string | undefined;
  /** Instructions that change the config. */
  readonly changes: readonly string[];
}

type ImportParts = Pick<Adapters, 'folder' | 'content' | 'images' | 'layers'>;

/**
 * Makes an image with one layer of the files of an archive.
 *
 * @throws UserError when it is no tar that a layer can be, or a change is not valid
 */
export async function importImage(
  parts: ImportParts,
  { source, label, name, platform, message, changes }: ImportedFiles,
  signal: AbortSignal,
  now = new Date(),
): Promise<ImageId> {
  const { content, images } = parts;
  const created = now.toISOString();
  const { os, architecture, variant } = platform;
  const bare = { created, architecture, ...(variant !== undefined && { variant }), os };
  const comment = message ?? `Imported from ${label}`;
  const history = [{ created, comment }];
  // The changes come first: a mistake in them should not be found after an hour of reading.
  const changed = withChanges({ ...bare, rootfs: { type: 'layers', diff_ids: [] }, history }, changes);
  const layer = await takeLayer(parts, source, label, signal);
  const config: ImageConfig = { ...changed, rootfs: { type: 'layers', diff_ids: [layer.diffId] } };
  const configBlob = { mediaType: OCI_CONFIG, ...(await content.put(Buffer.from(JSON.stringify(config)))) };
  const manifest: Manifest = { schemaVersion: 2, mediaType: OCI_MANIFEST, config: configBlob, layers: [layer.blob] };
  const target = { mediaType: OCI_MANIFEST, ...(await content.put(Buffer.from(JSON.stringify(manifest)))) };
  const imageId = imageIdOf(configBlob.digest);
  await images.add({ target, imageId }, name === undefined ? [] : [name], now);
  return imageId;
}

/** Compresses the tar. It is checked like a layer that was pulled: anybody may have made it. */
async function takeLayer(
  { folder, content, layers }: ImportParts,
  source: AsyncIterable<Uint8Array>,
  label: string,
  signal: AbortSignal,
): Promise<Layer> {
  const ingest = folder.newIngestPath();
  await mkdir(ingest, { mode: 0o700 });
  const path = join(ingest, 'layer');
  try {
    const { blob, diffId } = await blobOfTar(source, path, { label, signal });
    const layer = { blob, diffId, contentId: contentIdOfBase(diffId) };
    await content.takeFile(path, blob);
    await layers.index(layer, signal).catch(async (error: unknown) => {
      await content.remove(digestOfHex(blob.digest.slice('sha256:'.length)));
      throw error;
    });
    return layer;
  } catch (error) {
    signal.throwIfAborted();
    // Errors of the disk have a system call as their cause.
    const isOurs = (error as { cause?: NodeJS.ErrnoException }).cause?.syscall !== undefined;
    if (!(error instanceof InfraError) || isOurs) throw error;
    throw new UserError(`${label} cannot be imported: ${error.message}`, {
      cause: error,
      hint: 'It must be a tar of the files of an image. For an archive of docker save, use load.',
    });
  } finally {
    await discard(ingest);
  }
}
