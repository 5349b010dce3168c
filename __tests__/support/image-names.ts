import { type ImageReference, parseReference, type TaggedReference, withDefaultTag } from '../../src/oci/reference.js';
import { ImageQuery } from '../../src/store/image-query.js';

/** Names of images, as people write them. */
export function imageNames(...names: readonly string[]): readonly ImageReference[] {
  return names.map((name) => withDefaultTag(parseReference(name)));
}

export function imageName(name: string): ImageReference {
  return withDefaultTag(parseReference(name));
}

/** Names for a new image. */
export function tags(...names: readonly string[]): readonly TaggedReference[] {
  return names.map((name) => {
    const reference = withDefaultTag(parseReference(name));
    if (reference.digest !== undefined) throw new Error(`${name} is no tag`);
    return reference;
  });
}

/** What a person says of an image of the store. */
export function query(text: string): ImageQuery {
  return ImageQuery.of(text);
}
