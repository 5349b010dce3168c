import { type ImageReference, parseReference, withDefaultTag } from '../../src/oci/reference.js';
import { ImageQuery } from '../../src/store/image-query.js';

/** Names of images, as people write them. */
export function imageNames(...names: readonly string[]): readonly ImageReference[] {
  return names.map((name) => withDefaultTag(parseReference(name)));
}

export function imageName(name: string): ImageReference {
  return withDefaultTag(parseReference(name));
}

/** What a person says of an image of the store. */
export function query(text: string): ImageQuery {
  return ImageQuery.of(text);
}
