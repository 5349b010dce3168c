import type { Descriptor } from '../../oci/descriptor.js';
import type { ContentStore } from '../../store/content-store.js';
import { imageContents } from '../../store/image-contents.js';

/**
 * Marks the blobs of an image as used, so that nothing removes them from now on. It comes before a name is given to the image, and after:
 * what was removed in between shows then.
 *
 * @returns those that are not in the store
 * @throws InfraError when the target itself is missing or damaged
 */
export async function missingBlobs(content: ContentStore, target: Descriptor): Promise<readonly Descriptor[]> {
  const missing: Descriptor[] = [];
  for (const blob of (await imageContents(content, target)).blobs) {
    if ((await content.size(blob.digest)) !== blob.size) missing.push(blob);
  }
  return missing;
}
