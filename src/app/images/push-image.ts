import { imageLayers } from '../../layer/image-layers.js';
import type { Descriptor } from '../../oci/descriptor.js';
import type { Digest } from '../../oci/digest.js';
import { MAX_CONFIG_SIZE, parseImageConfig } from '../../oci/image-config.js';
import { type Manifest, namesImage, parseManifest } from '../../oci/manifest.js';
import type { DiffId } from '../../oci/identity.js';
import { hostPlatform } from '../../oci/platform.js';
import { familiarName, type TaggedReference } from '../../oci/reference.js';
import type { PlatformImage } from '../../registry/push.js';
import { imageContents, readImage } from '../../store/image-contents.js';
import type { StoredImage } from '../../store/image-store.js';
import type { Adapters } from '../host/adapters.js';

export interface PushedImage {
  readonly digest: Digest;
  /** Bytes of the manifest or index. */
  readonly size: number;
}

type PushParts = Pick<Adapters, 'content' | 'registry'>;

/**
 * Pushes an image under a tag: all of an index, with what is said about its images, if all of it is here, else this machine's platform.
 *
 * @throws UserError when access is denied; InfraError when the registry fails, or a blob is missing here
 */
export async function pushImage(
  { content, registry }: PushParts,
  image: StoredImage,
  name: TaggedReference,
  signal: AbortSignal,
): Promise<PushedImage> {
  const { root, manifests } = await whatToPush({ content }, image.target);
  const bytes = await content.read(root);
  const platforms = await Promise.all(manifests.map((manifest) => platformImage(content, manifest, name, signal)));
  const { registry: host, repository, tag } = name;
  const { digest } = await registry.push(
    {
      targets: [{ registry: host, repository, tags: [tag] }],
      root: { mediaType: root.mediaType, bytes },
      images: platforms,
    },
    signal,
  );
  return { digest, size: bytes.length };
}

/** The layers that `pushImage` would push, by their blobs. */
export async function layersToPush(
  { content }: Pick<PushParts, 'content'>,
  image: StoredImage,
): Promise<ReadonlyMap<Digest, DiffId>> {
  const layers = new Map<Digest, DiffId>();
  for (const { descriptor } of (await whatToPush({ content }, image.target)).manifests) {
    if (!namesImage(descriptor)) continue;
    const { manifest, config } = await readManifest(content, descriptor);
    const parsed = parseImageConfig(config);
    for (const { blob, diffId } of imageLayers('the image', manifest, parsed)) layers.set(blob.digest, diffId);
  }
  return layers;
}

async function whatToPush(
  { content }: Pick<PushParts, 'content'>,
  target: Descriptor,
): Promise<{ readonly root: Descriptor; readonly manifests: readonly { readonly descriptor: Descriptor }[] }> {
  const document = parseManifest(await content.read(target), target.mediaType);
  if (document.kind === 'manifest') return { root: target, manifests: [{ descriptor: target }] };
  const { blobs } = await imageContents(content, target);
  const here = new Set(blobs.map(({ digest }) => digest));
  const named = document.index.manifests;
  const areAllManifests = named.every(({ digest, mediaType }) => here.has(digest) && !/index|list/.test(mediaType));
  if (areAllManifests) return { root: target, manifests: named.map((descriptor) => ({ descriptor })) };
  const { descriptor } = await readImage(content, target, hostPlatform(process.arch));
  return { root: descriptor, manifests: [{ descriptor }] };
}

async function readManifest(
  content: PushParts['content'],
  descriptor: Descriptor,
): Promise<{
  readonly bytes: Buffer;
  readonly manifest: Manifest;
  readonly config: Buffer;
}> {
  const bytes = await content.read(descriptor);
  const document = parseManifest(bytes, descriptor.mediaType);
  if (document.kind !== 'manifest') throw new TypeError('an index within an index');
  const config = await content.read(document.manifest.config, MAX_CONFIG_SIZE);
  return { bytes, manifest: document.manifest, config };
}

/** An image, or what is said about one: its config is not that of an image. */
async function platformImage(
  content: PushParts['content'],
  { descriptor }: { readonly descriptor: Descriptor },
  name: TaggedReference,
  signal: AbortSignal,
): Promise<PlatformImage> {
  const { bytes, manifest, config } = await readManifest(content, descriptor);
  if (namesImage(descriptor)) imageLayers(familiarName(name), manifest, parseImageConfig(config));
  return {
    manifest: { mediaType: descriptor.mediaType, bytes },
    config,
    layers: manifest.layers.map((blob) => ({ descriptor: blob, open: () => content.open(blob, signal) })),
  };
}
