import { InfraError, UserError } from '../../errors.js';
import { imageLayers } from '../../layer/image-layers.js';
import type { Layer } from '../../layer/layer.js';
import { unpackedSize } from '../../layer/unpacked-size.js';
import { type ChainId, chainIds } from '../../oci/chain-id.js';
import type { Descriptor } from '../../oci/descriptor.js';
import type { Digest } from '../../oci/digest.js';
import type { ImageConfig } from '../../oci/image-config.js';
import type { Manifest } from '../../oci/manifest.js';
import { imageIdOf } from '../../oci/identity.js';
import { hostPlatform, type Platform } from '../../oci/platform.js';
import { type ReadImage, readImage } from '../../store/image-contents.js';
import type { ImageQuery } from '../../store/image-query.js';
import { NoSuchImage } from '../../store/no-such-image.js';
import { type KnownImage, knownImages } from '../../store/known-image.js';
import { LayerSizes } from '../../store/layer-sizes.js';
import { imageForPlatform, offeredImages } from '../../store/offered-images.js';
import type { Adapters } from '../host/adapters.js';

/** An image of the local store, with what people ask about it. */
export interface ImageView extends KnownImage {
  /** Absent if a document of the image is missing or damaged. */
  readonly content?: ImageContent;
}

/** Of an image for several platforms, this machine's; if it has none, the first that is here. */
export interface ImageContent {
  readonly descriptor: Descriptor;
  readonly manifest: Manifest;
  readonly config: ImageConfig;
  /** Lowest first. */
  readonly layers: readonly LayerView[];
  /** Bytes of all layers when unpacked, `undefined` if one of them cannot be read. */
  readonly size: number | undefined;
}

interface LayerView {
  readonly layer: Layer;
  /** Two layers with the same one are one layer, stored once. */
  readonly chainId: ChainId;
  /** Bytes when unpacked; `undefined` if the layer cannot be read. */
  readonly size: number | undefined;
}

/** An image whose documents are all here. */
type ReadView = ImageView & { readonly content: ImageContent };

/** One of the platforms of an image. */
export interface PlatformView {
  readonly descriptor: Descriptor;
  readonly platform: Platform | undefined;
  /** Its blobs that are in the store: documents and layers. */
  readonly here: readonly Descriptor[];
  /** Whether all of them are. */
  readonly isWhole: boolean;
  readonly layers: readonly LayerView[];
}

type ViewParts = Pick<Adapters, 'folder' | 'content' | 'images' | 'layers'>;

/** Looks at the images of the local store. */
export class ImageViews {
  readonly #parts: ViewParts;
  readonly #sizes: LayerSizes;
  readonly #signal: AbortSignal;

  constructor(parts: ViewParts, signal: AbortSignal) {
    this.#parts = parts;
    this.#sizes = new LayerSizes(parts.folder);
    this.#signal = signal;
  }

  /** Newest first, as docker sorts them: by when they were made. */
  async list(): Promise<readonly ImageView[]> {
    const views: ImageView[] = [];
    for (const image of knownImages(await this.#parts.images.list())) views.push(await this.#view(image));
    return views.sort((left, right) => createdAt(right) - createdAt(left));
  }

  /** @throws UserError when there is no such image */
  async find(query: ImageQuery): Promise<ImageView> {
    const { imageId } = await this.#parts.images.resolve(query);
    const image = knownImages(await this.#parts.images.list()).find((known) => known.imageId === imageId);
    if (image === undefined) throw new NoSuchImage(query.text);
    return this.#view(image);
  }

  /** As `find`. @throws InfraError when a document of it is missing or damaged */
  async read(query: ImageQuery): Promise<ReadView> {
    const view = await this.find(query);
    const { content } = view;
    if (content !== undefined) return { ...view, content };
    throw new InfraError(`image ${query.text} is not whole: a document of it is missing or damaged`, {
      hint: 'See what is wrong: layer-build system check.',
    });
  }

  /**
   * One platform of an image. Its id is the one that it has by itself.
   *
   * @throws UserError when there is no such image, or it is not here for the platform; InfraError as `read`
   */
  async readFor(query: ImageQuery, platform: Platform): Promise<ReadView> {
    const view = await this.find(query);
    const { target } = view.stored[0];
    const image = await imageForPlatform(this.#parts.content, target, platform, query.text);
    const content = await this.#layersOf(image, target.digest === image.descriptor.digest ? target.digest : undefined);
    return { ...view, content, imageId: imageIdOf(image.manifest.config.digest) };
  }

  /** Each platform of an image in its order, also those that are not here. @throws InfraError when a document is damaged */
  async platforms({ stored: [{ target }] }: ImageView): Promise<readonly PlatformView[]> {
    const { content } = this.#parts;
    const views: PlatformView[] = [];
    for (const { descriptor, platform, documents } of await offeredImages(content, target)) {
      const blobs = documents === undefined ? [] : [documents.manifest.config, ...documents.manifest.layers];
      const here: Descriptor[] = [];
      for (const blob of [descriptor, ...blobs]) if ((await content.size(blob.digest)) === blob.size) here.push(blob);
      const layers = documents && (await this.#layersOf({ descriptor, ...documents }, undefined)).layers;
      views.push({ descriptor, platform, here, isWhole: here.length === blobs.length + 1, layers: layers ?? [] });
    }
    return views;
  }

  async #view(image: KnownImage): Promise<ImageView> {
    const content = await this.#content(image.stored[0].target).catch((error: unknown) => {
      this.#signal.throwIfAborted();
      if (error instanceof InfraError || error instanceof UserError) return undefined;
      throw error;
    });
    return content === undefined ? image : { ...image, content };
  }

  async #content(target: Descriptor): Promise<ImageContent> {
    const image = await this.#document(target);
    return this.#layersOf(image, image.isStandIn ? undefined : target.digest);
  }

  /** @param keep the image that the sizes of its layers are kept with */
  async #layersOf({ descriptor, manifest, config }: ReadImage, keep: Digest | undefined): Promise<ImageContent> {
    const layers = imageLayers(`image ${keep ?? descriptor.digest}`, manifest, config);
    const sizes = await this.#layerSizes(keep, layers);
    const chain = chainIds(config.rootfs.diff_ids);
    const views = layers.flatMap((layer, at) => {
      const chainId = chain[at];
      return chainId === undefined ? [] : [{ layer, chainId, size: sizes[at] }];
    });
    const size = views.every((view) => view.size !== undefined)
      ? views.reduce((sum, view) => sum + (view.size ?? 0), 0)
      : undefined;
    return { descriptor, manifest, config, layers: views, size };
  }

  /** @returns `isStandIn` of one for another platform: one for this machine may still come into the store */
  async #document(target: Descriptor): Promise<ReadImage & { readonly isStandIn: boolean }> {
    const { content } = this.#parts;
    try {
      return { ...(await readImage(content, target, hostPlatform(process.arch))), isStandIn: false };
    } catch (error) {
      if (!(error instanceof UserError || error instanceof InfraError)) throw error;
      // The index may have one for this machine that is not in the store.
      for (const { descriptor, documents } of await offeredImages(content, target)) {
        if (documents !== undefined) return { descriptor, ...documents, isStandIn: true };
      }
      throw error;
    }
  }

  async #layerSizes(target: Digest | undefined, layers: readonly Layer[]): Promise<readonly (number | undefined)[]> {
    const known = target && (await this.#sizes.find(target, layers.length));
    if (known !== undefined) return known;
    const sizes: (number | undefined)[] = [];
    for (const layer of layers) sizes.push(await this.#layerSize(layer));
    const all = sizes.filter((size) => size !== undefined);
    if (target !== undefined && all.length === sizes.length) await this.#sizes.keep(target, all);
    return sizes;
  }

  async #layerSize(layer: Layer): Promise<number | undefined> {
    try {
      return unpackedSize((await this.#parts.layers.index(layer, this.#signal)).entries);
    } catch (error) {
      this.#signal.throwIfAborted();
      if (error instanceof InfraError || error instanceof UserError) return undefined;
      throw error;
    }
  }
}

/** Milliseconds since the epoch; 0 if the image does not say. */
export function createdAt({ content }: ImageView): number {
  const time = Date.parse(content?.config.created ?? '');
  return Number.isNaN(time) ? 0 : time;
}
