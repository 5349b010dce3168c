import { InfraError, UserError } from '../errors.js';
import type { Descriptor } from '../oci/descriptor.js';
import type { Digest } from '../oci/digest.js';
import { MAX_CONFIG_SIZE, parseImageConfig, type ImageConfig } from '../oci/image-config.js';
import {
  attestedImage,
  MAX_INDEX_DEPTH,
  namesImage,
  parseManifest,
  selectPlatform,
  type Manifest,
} from '../oci/manifest.js';
import { isIndexType } from '../oci/media-types.js';
import { formatPlatform, type Platform } from '../oci/platform.js';
import type { DiffId } from '../oci/identity.js';
import type { ContentStore } from './content-store.js';

/** What an image's documents are read from: a store or a layout. */
export interface DocumentSource {
  read(descriptor: Pick<Descriptor, 'digest' | 'size'>, limit?: number): Promise<Buffer>;
}

/** A single-platform image, read from the store. */
export interface ReadImage {
  readonly descriptor: Descriptor;
  readonly manifest: Manifest;
  readonly config: ImageConfig;
}

/**
 * The image for `platform` behind a manifest or index.
 *
 * @throws UserError when there is no image for the platform; InfraError when a document is missing or damaged
 */
export async function readImage(content: DocumentSource, target: Descriptor, platform: Platform): Promise<ReadImage> {
  let descriptor = target;
  for (let depth = 0; depth < MAX_INDEX_DEPTH; depth++) {
    const document = parseManifest(await content.read(descriptor), descriptor.mediaType);
    if (document.kind === 'manifest') {
      const { manifest } = document;
      const config = parseImageConfig(await content.read(manifest.config, MAX_CONFIG_SIZE));
      return { descriptor, manifest, config };
    }
    const selected = selectPlatform(document.index, platform);
    if (selected === undefined) throw new UserError(`the image has nothing for platform ${formatPlatform(platform)}`);
    descriptor = selected;
  }
  throw new InfraError(`the index ${target.digest} is nested too deeply`);
}

/** Everything that an image consists of. */
export interface ImageContents {
  /** Index, manifests, configs and layers, each once; documents before what they name. */
  readonly blobs: readonly Descriptor[];
  /** Of the images, without the attestations. */
  readonly manifests: readonly Manifest[];
}

/**
 * Platforms of an index that are not in the store are left out: a pull fetches only one platform.
 *
 * @param only of an index, the images that count, with what attests them; absent: all
 * @throws InfraError when the target itself is missing or damaged
 */
export async function imageContents(
  content: ContentStore,
  target: Descriptor,
  only?: ReadonlySet<string>,
): Promise<ImageContents> {
  const blobs = new Map<Digest, Descriptor>();
  const manifests: Manifest[] = [];
  const add = async (descriptor: Descriptor, depth: number): Promise<void> => {
    if (blobs.has(descriptor.digest)) return;
    if (depth > MAX_INDEX_DEPTH) throw new InfraError(`the index ${target.digest} is nested too deeply`);
    const document = parseManifest(await content.read(descriptor), descriptor.mediaType);
    blobs.set(descriptor.digest, descriptor);
    if (document.kind === 'index') {
      for (const child of document.index.manifests) {
        if (isWanted(child, only) && (await content.has(child.digest))) await add(child, depth + 1);
      }
      return;
    }
    if (namesImage(descriptor)) manifests.push(document.manifest);
    for (const blob of [document.manifest.config, ...document.manifest.layers]) blobs.set(blob.digest, blob);
  };
  await add(target, 0);
  return { blobs: [...blobs.values()], manifests };
}

function isWanted(child: Descriptor, only: ReadonlySet<string> | undefined): boolean {
  return only === undefined || isIndexType(child.mediaType) || only.has(attestedImage(child) ?? child.digest);
}

/** Diff ids of the layers, lowest first. @throws InfraError when the config is missing or damaged */
export async function diffIdsOf(content: ContentStore, manifest: Manifest): Promise<readonly DiffId[]> {
  return parseImageConfig(await content.read(manifest.config, MAX_CONFIG_SIZE)).rootfs.diff_ids;
}
