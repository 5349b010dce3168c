import type { ChainId } from '../../oci/chain-id.js';
import type { Digest } from '../../oci/digest.js';
import { formatPlatform } from '../../oci/platform.js';
import type { ImageUse } from './image-uses.js';
import type { ImageView, ImageViews, PlatformView } from './image-views.js';

/** How much of something is here. */
interface Amount {
  /** Bytes of the files when unpacked, layers once; `undefined` if nobody knows. */
  readonly size: number | undefined;
  /** Bytes of documents and layers in the store, each once. */
  readonly contentSize: number;
  readonly isUsed: boolean;
}

/** An image with its platforms, for `images --tree`. */
export interface ImageTree extends Amount {
  readonly view: ImageView;
  /** In the order of the index. An image for one platform has that one. */
  readonly platforms: readonly (Amount & {
    readonly name: string;
    readonly digest: Digest;
    /** Whether all of it is in the store. */
    readonly isHere: boolean;
  })[];
}

/** @param views of an image that is damaged only its names are shown */
export async function imageTrees(
  images: Pick<ImageViews, 'platforms'>,
  views: readonly ImageView[],
  uses: readonly ImageUse[],
): Promise<readonly ImageTree[]> {
  const trees: ImageTree[] = [];
  for (const view of views) {
    const platforms = view.content === undefined ? [] : await images.platforms(view);
    const used = uses.filter(({ imageId }) => imageId === view.imageId);
    trees.push({
      view,
      ...amountOf(platforms, used.length > 0),
      platforms: platforms.map((platform) => ({
        name: platform.platform === undefined ? 'unknown' : formatPlatform(platform.platform),
        digest: platform.descriptor.digest,
        isHere: platform.isWhole,
        ...amountOf(
          [platform],
          used.some(({ target }) => target === platform.descriptor.digest),
        ),
      })),
    });
  }
  return trees;
}

function amountOf(platforms: readonly PlatformView[], isUsed: boolean): Amount {
  const layers = new Map<ChainId, number | undefined>();
  const blobs = new Map<Digest, number>();
  for (const { layers: own, here } of platforms) {
    for (const { chainId, size } of own) layers.set(chainId, size);
    for (const { digest, size } of here) blobs.set(digest, size);
  }
  const sizes = [...layers.values()];
  return {
    size: sizes.includes(undefined) ? undefined : sum(sizes.map((size) => size ?? 0)),
    contentSize: sum([...blobs.values()]),
    isUsed,
  };
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}
