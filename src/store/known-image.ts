import { isTagged, sortedReferences, type ImageReference } from '../oci/reference.js';
import type { ImageId } from '../oci/identity.js';
import type { ListedImage, StoredImage } from './image-store.js';

/** An image as people count them: everything in the store with the same id. The layers of one may be compressed in several ways. */
export interface KnownImage {
  readonly imageId: ImageId;
  /** At least one. First one that has a tag, if any has, then the newest. */
  readonly stored: readonly [StoredImage, ...StoredImage[]];
  /** Of all of them, sorted: tags and digests. */
  readonly references: readonly ImageReference[];
}

/** @param listed newest first */
export function knownImages(listed: readonly ListedImage[]): readonly KnownImage[] {
  const groups = new Map<ImageId, ListedImage[]>();
  for (const image of listed) groups.set(image.imageId, [...(groups.get(image.imageId) ?? []), image]);
  return [...groups].flatMap(([imageId, group]) => {
    const [first, ...others] = group.toSorted((left, right) => Number(hasTag(right)) - Number(hasTag(left)));
    if (first === undefined) return [];
    return [
      { imageId, stored: [first, ...others], references: sortedReferences(group.flatMap((one) => one.references)) },
    ];
  });
}

function hasTag({ references }: ListedImage): boolean {
  return references.some(isTagged);
}
