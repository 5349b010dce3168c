import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { InfraError, UserError, errorCode } from '../errors.js';
import { type Decoder, nonNegativeInteger, stringUpTo } from '../json/decoder.js';
import { decodeDocument } from '../json/document.js';
import { DecodeError } from '../json/json-error.js';
import { takeAway } from '../files/take-away.js';
import { nullish, object } from '../json/object.js';
import { digestHex, sha256, shortDigest, type Digest } from '../oci/digest.js';
import {
  familiarName,
  formatReference,
  parseReference,
  withDefaultTag,
  type ImageReference,
  sameRepository,
  sortedReferences,
} from '../oci/reference.js';
import type { ImageQuery } from './image-query.js';
import { NoSuchImage } from './no-such-image.js';
import type { StoreFolder } from './store-folder.js';
import { digest } from '../oci/digest-schema.js';
import { mediaType } from '../oci/media-types.js';
import type { ImageId } from '../oci/identity.js';
import { imageId } from '../oci/identity-schema.js';
import { byCodeUnit } from '../text/code-unit-order.js';

/** An image in the store. Its documents and layers are blobs of the content store. */
export interface StoredImage {
  /** The manifest, or the index of several platforms. */
  readonly target: { readonly mediaType: string; readonly digest: Digest; readonly size: number };
  /** The id that people know. */
  readonly imageId: ImageId;
  /** When the image was added, as ISO 8601. */
  readonly stored: string;
}

/** With its names, sorted. */
export interface ListedImage extends StoredImage {
  readonly references: readonly ImageReference[];
}

/** A name, and the image that it means. */
interface StoredTag {
  readonly reference: ImageReference;
  readonly target: Digest;
  /** Absent in the files of earlier versions: then the image has a file of its own. */
  readonly image?: StoredImage;
}

/**
 * The images of this machine: a file for each image, and a file for each name that says which image it means. Files are replaced as a
 * whole: of two builds that tag at the same time, one wins. A name says everything of its image, so an image that gets a name while
 * another process removes its own file is not lost.
 */
export class ImageStore {
  readonly #folder: StoreFolder;

  constructor(folder: StoreFolder) {
    this.#folder = folder;
  }

  /** Adds an image whose blobs are in the content store. If a name meant another image, it now means this one. */
  async add(
    image: Omit<StoredImage, 'stored'>,
    references: readonly ImageReference[],
    now = new Date(),
  ): Promise<void> {
    const { target, imageId } = image;
    const stored: StoredImage = {
      target: { mediaType: target.mediaType, digest: target.digest, size: target.size },
      imageId,
      stored: now.toISOString(),
    };
    await this.#folder.write(this.#idFile(target.digest), JSON.stringify(stored));
    for (const reference of references) await this.#writeTag(reference, stored);
  }

  /** Gives an image another name. @throws UserError when `existing` is not in the store */
  async tag(existing: ImageQuery, reference: ImageReference): Promise<void> {
    const { target, imageId, stored } = await this.resolve(existing);
    await this.#writeTag(reference, { target, imageId, stored });
  }

  /** Newest first. */
  async list(): Promise<readonly ListedImage[]> {
    const references = new Map<Digest, ImageReference[]>();
    const images = new Map<Digest, StoredImage>();
    // First the names: an image that gets its name meanwhile is then seen by its own file.
    for (const { reference, target, image } of await this.#tags()) {
      references.set(target, [...(references.get(target) ?? []), reference]);
      if (image !== undefined) images.set(target, image);
    }
    for (const name of await readdir(this.#folder.imageIds)) {
      const image = await this.#readImage(join(this.#folder.imageIds, name));
      if (image !== undefined) images.set(image.target.digest, image);
    }
    return [...images.values()]
      .map((image) => ({ ...image, references: sortedReferences(references.get(image.target.digest) ?? []) }))
      .sort((a, b) => byCodeUnit(b.stored, a.stored) || byCodeUnit(a.target.digest, b.target.digest));
  }

  /** The image with exactly this name; undefined if there is none. Faster than `resolve`. */
  async find(reference: ImageReference): Promise<StoredImage | undefined> {
    const tag = await this.#readTag(this.#tagFile(reference));
    if (tag === undefined) return undefined;
    return tag.image ?? (await this.#readImage(this.#idFile(tag.target)));
  }

  /** When each name was given, in milliseconds since the epoch; the latest of several. */
  async lastTagged(references: readonly ImageReference[]): Promise<number | undefined> {
    const times = await Promise.all(
      references.map(async (reference) => (await stat(this.#tagFile(reference)).catch(() => undefined))?.mtimeMs ?? 0),
    );
    const last = Math.max(0, ...times);
    return last === 0 ? undefined : last;
  }

  /**
   * Finds an image as docker does: first by name, then by digest or the beginning of an id.
   *
   * @throws UserError when there is none, or more than one
   */
  async resolve(query: ImageQuery): Promise<ListedImage> {
    const images = await this.list();
    const named = images.find((image) => query.isNamed(image.references));
    if (named !== undefined) return named;
    const found = images.filter(({ imageId, target }) => query.isIdOf(imageId) || query.isIdOf(target.digest));
    const { text } = query;
    const [first, ...others] = found;
    if (first === undefined) throw new NoSuchImage(text, hintFor(query.name, images));
    // Images with the same config are the same image, pulled and built. The newest is taken.
    if (others.some((image) => image.imageId !== first.imageId)) {
      throw new UserError(`image id ${text} is ambiguous`, {
        hint: `It may be ${found.map((image) => shortDigest(image.imageId)).join(', ')}: write more of it.`,
      });
    }
    return first;
  }

  /**
   * Removes a name, unless another process has given it to another image meanwhile.
   *
   * @returns whether it was there and meant one of `targets`
   */
  async untag(reference: ImageReference, targets: readonly Digest[]): Promise<boolean> {
    const file = this.#tagFile(reference);
    const isMeant = async (path: string): Promise<boolean> => {
      const tag = await this.#readTag(path);
      return tag !== undefined && targets.includes(tag.target);
    };
    return (await isMeant(file)) && (await takeAway(file, this.#folder.newIngestPath(), isMeant));
  }

  /** Removes an image without a name. Its blobs are kept until they are pruned. */
  async removeNameless(target: Digest): Promise<void> {
    await rm(this.#idFile(target), { force: true });
    await rm(this.#folder.imageSizes(target), { force: true });
  }

  /**
   * The files of names and images that cannot be read.
   *
   * @param remove also removes them: what is in them cannot be known
   */
  async damagedFiles(remove: boolean): Promise<readonly string[]> {
    const damaged: string[] = [];
    for (const [folder, decoder] of [
      [this.#folder.imageTags, storedTag],
      [this.#folder.imageIds, storedImage],
    ] as const) {
      for (const name of await readdir(folder)) {
        const path = join(folder, name);
        try {
          await readDocument<StoredTag | StoredImage>(path, decoder);
        } catch (error) {
          if (!(error instanceof InfraError)) throw error;
          damaged.push(path);
          if (remove) await rm(path, { force: true });
        }
      }
    }
    return damaged;
  }

  #idFile(digest: Digest): string {
    return join(this.#folder.imageIds, digestHex(digest));
  }

  /** A name may be longer than the name of a file. */
  #tagFile(reference: ImageReference): string {
    return join(this.#folder.imageTags, digestHex(sha256(formatReference(reference))));
  }

  #writeTag(reference: ImageReference, { target, imageId, stored }: StoredImage): Promise<void> {
    const { mediaType, digest, size } = target;
    const image: StoredImage = { target: { mediaType, digest, size }, imageId, stored };
    const tag = { reference: formatReference(reference), target: digest, image };
    return this.#folder.write(this.#tagFile(reference), JSON.stringify(tag));
  }

  async #tags(): Promise<readonly StoredTag[]> {
    const tags: StoredTag[] = [];
    for (const name of await readdir(this.#folder.imageTags)) {
      const tag = await this.#readTag(join(this.#folder.imageTags, name));
      if (tag !== undefined) tags.push(tag);
    }
    return tags;
  }

  #readTag(path: string): Promise<StoredTag | undefined> {
    return readDocument(path, storedTag);
  }

  #readImage(path: string): Promise<StoredImage | undefined> {
    return readDocument(path, storedImage);
  }
}

const longName = stringUpTo(2048);
const imageReference: Decoder<ImageReference> = (value) => {
  try {
    return withDefaultTag(parseReference(longName(value)));
  } catch (error) {
    if (error instanceof UserError) throw new DecodeError('the name of an image', value);
    throw error;
  }
};
const storedImage = object<StoredImage>({
  target: object<StoredImage['target']>({ mediaType, digest, size: nonNegativeInteger }),
  imageId,
  stored: stringUpTo(64),
});

const storedTag = object<StoredTag>({ reference: imageReference, target: digest, image: nullish(storedImage) });

/** Bytes. */
const MAX_DOCUMENT_SIZE = 64 * 1024;

/** @returns undefined if the file does not exist */
async function readDocument<T>(path: string, decoder: Decoder<T>): Promise<T | undefined> {
  try {
    return decodeDocument(decoder, await readFile(path), { name: path, maxBytes: MAX_DOCUMENT_SIZE });
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    const hint = 'Find and remove what is damaged: layer-build system check --repair.';
    if (error instanceof InfraError) throw new InfraError(error.message, { cause: error, hint });
    throw new InfraError(`cannot read ${path}`, { cause: error, hint });
  }
}

/** The other tags of the repository that was asked for. */
function hintFor(asked: ImageReference | undefined, images: readonly ListedImage[]): string {
  const near = images
    .flatMap((image) => image.references)
    .filter((name) => asked !== undefined && name.tag !== undefined && sameRepository(name, asked));
  return near.length > 0
    ? `There is ${sortedReferences(near).slice(0, 5).map(familiarName).join(', ')}.`
    : 'See `layer-build images` for what there is.';
}
