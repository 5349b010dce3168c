import type { ChainId } from '../../oci/chain-id.js';
import type { Digest } from '../../oci/digest.js';
import type { ImageId } from '../../oci/identity.js';
import { type ImageReference, isTagged } from '../../oci/reference.js';
import { ImageQuery } from '../../store/image-query.js';
import type { StoredImage } from '../../store/image-store.js';
import { imageContents } from '../../store/image-contents.js';
import { NoSuchImage } from '../../store/no-such-image.js';
import { removeImage } from '../../store/remove-image.js';
import { pruneCache, type PruneParts } from '../caching/prune.js';
import { imageFilter, PRUNE_FILTERS, type FilterText } from './image-filter.js';
import { refuseUsed, type ImageUse } from './image-uses.js';
import type { ImageView, ImageViews } from './image-views.js';

/** What a removal did, in docker's terms. */
export interface Removed {
  readonly untagged: readonly ImageReference[];
  /** The image's id, then the chain ids of layers that no other image has, the highest first. */
  readonly deleted: readonly (ImageId | ChainId)[];
  /** Bytes of those layers when unpacked. */
  readonly size: number;
}

/**
 * Characters of an id by which an image is removed. Scripts that cut tables in the wrong place pass the `5` of `5 days ago` on, which
 * would be the beginning of some image's id.
 */
const SHORTEST_ID = 3;

type RemoveParts = PruneParts & { readonly root: string };

/**
 * Removes images, and at the end those of their blobs that nothing else needs: no other image, no step record, no running build. What
 * cannot be removed now, the next prune removes.
 */
export class ImageRemoval {
  readonly #parts: RemoveParts;
  readonly #views: ImageViews;
  readonly #uses: readonly ImageUse[];
  readonly #blobs = new Set<Digest>();

  constructor(parts: RemoveParts, views: ImageViews, uses: readonly ImageUse[]) {
    this.#parts = parts;
    this.#views = views;
    this.#uses = uses;
  }

  /**
   * As `docker rmi` with one operand.
   *
   * @param times how often the operand is given. `rmi $(images -q)` gives an id once for each of its names: then all of them are meant
   * @throws UserError when there is no such image, it has several names, or something uses it
   */
  async remove(text: string, { force, times }: { readonly force: boolean; readonly times: number }): Promise<Removed> {
    const query = ImageQuery.of(text);
    const view = await this.#views.find(query);
    const byName = query.isNamed(view.references);
    if (!byName && text.length < SHORTEST_ID) {
      throw new NoSuchImage(text, `An image is removed by ${SHORTEST_ID} characters of its id or more.`);
    }
    const namesAll = times > 1 && times >= view.references.filter(isTagged).length;
    const blobs = await this.#blobsOf(view);
    const { untagged, deleted } = await removeImage(this.#parts.images, query, {
      force: force || (!byName && namesAll),
      mayGo: (image) => refuseUsed(image, this.#uses, force),
    });
    return this.#removed(view, blobs, untagged, deleted);
  }

  /**
   * As `docker image prune`: the images without a name; with `all`, every image that nothing uses.
   *
   * @throws UserError for a filter that there is not
   */
  async prune(all: boolean, filters: readonly FilterText[]): Promise<readonly Removed[]> {
    const filter = await imageFilter(filters, this.#views, PRUNE_FILTERS);
    const named = filters.some(({ key, value }) => key === 'dangling' && /^(?:0|f|false)$/i.test(value));
    const used = new Set(this.#uses.map(({ imageId }) => imageId));
    const removed: Removed[] = [];
    for (const view of await this.#views.list()) {
      const isWanted = all || named || view.references.length === 0;
      if (!isWanted || used.has(view.imageId) || filter(view) === undefined) continue;
      const query = ImageQuery.of(view.imageId);
      const blobs = await this.#blobsOf(view);
      const { untagged, deleted } = await removeImage(this.#parts.images, query, {
        force: true,
        mayGo: () => undefined,
      });
      removed.push(await this.#removed(view, blobs, untagged, deleted));
    }
    return removed;
  }

  /** Whether docker, told to force it, would go on as if nothing were wrong: what is to be removed is not there. */
  isMissing(error: unknown): boolean {
    return error instanceof NoSuchImage;
  }

  /** Removes the blobs of all images that were removed. @returns bytes on the disk */
  async collect(signal: AbortSignal): Promise<number> {
    const options = { all: false, keepImages: true, only: this.#blobs };
    return (await pruneCache(this.#parts.root, this.#parts, options, signal)).bytes;
  }

  async #blobsOf({ stored }: ImageView): Promise<readonly Digest[]> {
    const contents = stored.map(async ({ target }) => {
      // Of an image that is not whole, only the document is known by which it is named.
      const { blobs } = await imageContents(this.#parts.content, target).catch(() => ({ blobs: [target] }));
      return blobs.map(({ digest }) => digest);
    });
    return (await Promise.all(contents)).flat();
  }

  async #removed(
    view: ImageView,
    blobs: readonly Digest[],
    untagged: readonly ImageReference[],
    images: readonly StoredImage[],
  ): Promise<Removed> {
    if (images.length === 0) return { untagged, deleted: [], size: 0 };
    for (const digest of blobs) this.#blobs.add(digest);
    const left = new Set<ChainId>();
    for (const other of await this.#views.list()) {
      for (const { chainId } of other.content?.layers ?? []) left.add(chainId);
    }
    const layers = (view.content?.layers ?? []).filter(({ chainId }) => !left.has(chainId));
    const size = layers.reduce((sum, layer) => sum + (layer.size ?? 0), 0);
    return { untagged, deleted: [view.imageId, ...layers.map(({ chainId }) => chainId).reverse()], size };
  }
}
