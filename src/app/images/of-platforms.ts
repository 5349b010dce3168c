import type { Platform } from '../../oci/platform.js';
import { familiarName } from '../../oci/reference.js';
import type { ContentStore } from '../../store/content-store.js';
import type { NamedImage } from '../../store/oci-index.js';
import { imageForPlatform } from '../../store/offered-images.js';

/**
 * What `save --platform` writes, as docker does: of one platform its image without the index, of several the index with theirs alone.
 *
 * @throws UserError when an image is not here for one of the platforms; InfraError when a document is damaged
 */
export async function ofPlatforms(
  content: ContentStore,
  images: readonly NamedImage[],
  platforms: readonly Platform[],
): Promise<readonly NamedImage[]> {
  if (platforms.length === 0) return images;
  const chosen: NamedImage[] = [];
  for (const image of images) {
    const [reference] = image.references;
    const name = reference === undefined ? image.target.digest : familiarName(reference);
    const found = [];
    for (const platform of platforms) found.push(await imageForPlatform(content, image.target, platform, name));
    const [first] = found;
    chosen.push(
      platforms.length === 1 && first !== undefined
        ? { ...image, target: first.descriptor }
        : { ...image, only: new Set(found.map(({ descriptor }) => descriptor.digest)) },
    );
  }
  return chosen;
}
