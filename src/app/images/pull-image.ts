import { eachConcurrently } from '../../async/each-concurrently.js';
import { InfraError } from '../../errors.js';
import type { Layer } from '../../layer/layer.js';
import type { Digest } from '../../oci/digest.js';
import { imageIdOf } from '../../oci/identity.js';
import type { Platform } from '../../oci/platform.js';
import { formatReference, tagOrDigest, type ImageReference } from '../../oci/reference.js';
import type { ResolvedImage } from '../../registry/pull.js';
import type { Adapters } from '../host/adapters.js';
import type { ImageWatch } from './image-watch.js';
import { missingBlobs } from './keep-blobs.js';

export interface PulledImage {
  /** Of the index, where the image was chosen from one: what the registry knows the name by. */
  readonly digest: Digest;
  /** Whether the name meant another image, or none, before. */
  readonly isNew: boolean;
}

/** As many as docker fetches side by side, and one. */
const CONCURRENCY = 4;
/** How often the layers are fetched again that another process has removed meanwhile. */
const TRIES = 3;

type PullParts = Pick<Adapters, 'content' | 'images' | 'registry' | 'layers'>;

/**
 * Fetches an image with its layers into the store, and gives it its name and its digest's. Each layer is also read through, which shows
 * that it is what the config says, and how large it is.
 *
 * @throws UserError when there is no such image, or access is denied; InfraError when the registry fails
 */
export async function pullImage(
  parts: PullParts,
  reference: ImageReference,
  platform: Platform,
  watch: ImageWatch,
  signal: AbortSignal,
): Promise<PulledImage> {
  const { content, images, registry } = parts;
  const image = await registry.resolve(reference, platform, signal);
  const digest = image.indexDigest ?? image.digest;
  watch.says(`${tagOrDigest(reference)}: Pulling from ${reference.repository}`);
  const before = await images.find(nameOf(reference));
  for (let tries = 1; ; tries++) {
    await fetchLayers(parts, image, watch, signal);
    const imageId = imageIdOf((await content.put(image.configBytes)).digest);
    const { size } = await content.put(image.manifestBytes);
    const target = { mediaType: image.mediaType, digest: image.digest, size };
    const { registry: host, repository } = reference;
    await images.add({ target, imageId }, [nameOf(reference), { registry: host, repository, digest }]);
    const missing = await missingBlobs(content, target);
    if (missing.length === 0) break;
    // Something removed them between their arrival and the name that keeps them.
    if (tries === TRIES) throw new InfraError(`${formatReference(reference)} is being removed while it is pulled`);
  }
  return { digest, isNew: before?.target.digest !== image.digest };
}

/** A name with a digest is kept without its tag: it is found by the digest. */
function nameOf(reference: ImageReference): ImageReference {
  const { registry, repository, digest } = reference;
  return digest === undefined ? reference : { registry, repository, digest };
}

async function fetchLayers(
  { content, layers }: PullParts,
  image: ResolvedImage,
  watch: ImageWatch,
  signal: AbortSignal,
): Promise<void> {
  const missing: Layer[] = [];
  for (const { layer, source } of distinct(image.layers)) {
    layers.addSource(layer, source);
    const isHere = (await content.size(layer.blob.digest)) === layer.blob.size;
    watch.layer(layer.blob.digest, isHere ? 'Already exists' : 'Pulling fs layer');
    if (!isHere) missing.push(layer);
  }
  await eachConcurrently(missing, CONCURRENCY, signal, async (layer, either) => {
    const { digest } = layer.blob;
    await layers.blobFile(layer, either);
    watch.layer(digest, 'Verifying Checksum');
    watch.layer(digest, 'Download complete');
    watch.layer(digest, 'Extracting');
    await layers.index(layer, either);
    watch.layer(digest, 'Pull complete');
  });
}

function distinct(layers: ResolvedImage['layers']): ResolvedImage['layers'] {
  return [...new Map(layers.map((one) => [one.layer.blob.digest, one])).values()];
}
