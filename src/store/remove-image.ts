import { UserError } from '../errors.js';
import { shortDigest } from '../oci/digest.js';
import { digestOfImage } from '../oci/identity.js';
import { familiarName, isTagged, sameReference, sameRepository, type ImageReference } from '../oci/reference.js';
import type { ImageQuery } from './image-query.js';
import type { ImageStore, StoredImage } from './image-store.js';
import { type KnownImage, knownImages } from './known-image.js';

export interface RemoveOptions {
  /** Also by an id of an image in several repositories. */
  readonly force: boolean;
  /** Called before the last name goes. @throws UserError when something uses the image */
  readonly mayGo: (image: KnownImage) => void;
}

export interface RemovedImage {
  /** As docker lists them: the name, then the digests under which only this repository knew the image. */
  readonly untagged: readonly ImageReference[];
  /** What is no image any more; nothing while it has another name. Its blobs stay until they are pruned. */
  readonly deleted: readonly StoredImage[];
}

/**
 * Removes a name, and with its last name the image, as `docker rmi` does. By id, removes the image with all of its names if all are in
 * one repository.
 *
 * @throws UserError when there is no such image, when an id has names in several repositories, or when something uses the image
 */
export async function removeImage(
  images: ImageStore,
  query: ImageQuery,
  { force, mayGo }: RemoveOptions,
): Promise<RemovedImage> {
  const { imageId } = await images.resolve(query);
  const image = knownImages(await images.list()).find((known) => known.imageId === imageId);
  if (image === undefined) return { untagged: [], deleted: [] };
  const byName = query.isNamed(image.references);
  if (!byName && !force && !isInOneRepository(image.references)) {
    throw new UserError(
      `image ${shortDigest(digestOfImage(imageId))} has names in several repositories: ${namesOf(image)}`,
      {
        hint: 'Remove them by name, or all at once with --force.',
      },
    );
  }
  const untagged = byName ? goingWith(query.requireName(), image.references) : image.references;
  const isLast = untagged.length === image.references.length;
  if (isLast) mayGo(image);
  const targets = image.stored.map(({ target }) => target.digest);
  for (const reference of untagged) await images.untag(reference, targets);
  if (!isLast) return { untagged, deleted: [] };
  for (const target of targets) await images.removeNameless(target);
  return { untagged, deleted: image.stored };
}

function namesOf({ references }: KnownImage): string {
  return references.filter(isTagged).map(familiarName).join(', ');
}

/** With the last tag of a repository go the digests that were pulled from there. */
function goingWith(name: ImageReference, references: readonly ImageReference[]): readonly ImageReference[] {
  const others = references.filter((reference) => !sameReference(reference, name) && sameRepository(reference, name));
  return !isTagged(name) || others.some(isTagged) ? [name] : [name, ...others];
}

/** At most one tag; and no digest that another repository knows it by. */
function isInOneRepository(references: readonly ImageReference[]): boolean {
  const tags = references.filter(isTagged);
  const [first] = tags.length === 0 ? references : tags;
  return tags.length <= 1 && references.every((reference) => first === undefined || sameRepository(reference, first));
}
