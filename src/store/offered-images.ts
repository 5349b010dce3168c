import { UserError } from '../errors.js';
import type { Descriptor } from '../oci/descriptor.js';
import { MAX_CONFIG_SIZE, parseImageConfig, type ImageConfig } from '../oci/image-config.js';
import { MAX_INDEX_DEPTH, namesImage, parseManifest, type Manifest } from '../oci/manifest.js';
import { formatPlatform, platformDistance, type Platform } from '../oci/platform.js';
import type { ContentStore } from './content-store.js';
import type { ReadImage } from './image-contents.js';

/** One of the images that an index names. A name that means no index offers one. */
export interface OfferedImage {
  readonly descriptor: Descriptor;
  /** Absent if neither the index nor a config says it. */
  readonly platform?: Platform;
  /** Absent if its documents are not in the store: a pull fetches one platform. */
  readonly documents?: { readonly manifest: Manifest; readonly config: ImageConfig };
}

/**
 * All images behind a manifest or index, in their order, without attestations.
 *
 * @throws InfraError when a document that is in the store is damaged, or the target itself is missing
 */
export async function offeredImages(content: ContentStore, target: Descriptor): Promise<readonly OfferedImage[]> {
  const found: OfferedImage[] = [];
  const add = async (descriptor: Descriptor, depth: number): Promise<void> => {
    const document = parseManifest(await content.read(descriptor), descriptor.mediaType);
    if (document.kind === 'manifest') {
      found.push(await offered(content, descriptor, document.manifest));
      return;
    }
    for (const child of document.index.manifests.filter(namesImage)) {
      if (depth < MAX_INDEX_DEPTH && (await content.has(child.digest))) await add(child, depth + 1);
      else found.push({ descriptor: child, ...(child.platform !== undefined && { platform: child.platform }) });
    }
  };
  await add(target, 0);
  return found;
}

async function offered(content: ContentStore, descriptor: Descriptor, manifest: Manifest): Promise<OfferedImage> {
  const known = descriptor.platform;
  if (!(await content.has(manifest.config.digest))) {
    return { descriptor, ...(known !== undefined && { platform: known }) };
  }
  const config = parseImageConfig(await content.read(manifest.config, MAX_CONFIG_SIZE));
  return { descriptor, platform: known ?? platformOf(config), documents: { manifest, config } };
}

/**
 * The image that fits a platform best.
 *
 * @param name for the error
 * @throws UserError when no image that is here fits; InfraError when a document is damaged
 */
export async function imageForPlatform(
  content: ContentStore,
  target: Descriptor,
  platform: Platform,
  name: string,
): Promise<ReadImage> {
  const here = (await offeredImages(content, target)).flatMap(({ descriptor, platform: offers, documents }) =>
    documents === undefined || offers === undefined ? [] : [{ descriptor, platform: offers, ...documents }],
  );
  const [best] = here
    .map((image) => ({ image, distance: platformDistance(platform, image.platform) ?? Infinity }))
    .filter(({ distance }) => distance !== Infinity)
    .sort((left, right) => left.distance - right.distance);
  if (best !== undefined) return best.image;
  throw new UserError(
    `image with reference ${name} was found but does not provide the specified platform (${formatPlatform(platform)})`,
    { hint: `It is here for ${here.map((image) => formatPlatform(image.platform)).join(', ') || 'no platform'}.` },
  );
}

function platformOf(config: ImageConfig): Platform {
  const { os, architecture, variant, 'os.version': osVersion } = config;
  return {
    os,
    architecture,
    ...(variant !== undefined && { variant }),
    ...(osVersion !== undefined && { osVersion }),
  };
}
