import type { EventSink } from '../engine/events.js';
import { UserError } from '../errors.js';
import type { Digest } from '../oci/digest.js';
import type { HistoryEntry, ImageConfig } from '../oci/image-config.js';
import type { Manifest } from '../oci/manifest.js';
import { hostPlatform, givenPlatform } from '../oci/platform.js';
import { DEFAULT_TAG, familiarName, parseReference, withDefaultTag } from '../oci/reference.js';
import { type ImageId, imageIdOf } from '../oci/identity.js';
import { archive, writeArchive } from '../store/archive.js';
import { imageContents, readImage } from '../store/image-contents.js';
import { ImageQuery } from '../store/image-query.js';
import type { ListedImage } from '../store/image-store.js';
import { loadArchive, loadArchiveFile } from '../store/load-archive.js';
import { imageLayers } from '../layer/image-layers.js';
import { containerUses } from './containers/image-uses.js';
import { pruneCache, type PruneCacheResult } from './caching/prune.js';
import { withAdapters, type Adapters } from './host/adapters.js';
import type { HostSettings } from './options/host-settings.js';

/** An image of the local store as people list it. */
export interface ImageSummary {
  readonly imageId: ImageId;
  readonly digest: Digest;
  /** As people write them: `app:1`. */
  readonly names: readonly string[];
  /** ISO 8601. */
  readonly created: string;
  /** Bytes of all blobs, as they are stored. */
  readonly size: number;
}

/** Everything that is known of one image, in the manner of `docker inspect`. */
export interface ImageDetails {
  readonly summary: ImageSummary;
  readonly config: ImageConfig;
  readonly manifest: Manifest;
}

/** One line of `docker history`, newest first. */
export interface HistoryLine extends HistoryEntry {
  /** Bytes of the layer as it is stored; 0 for a step without one. */
  readonly size: number;
}

/** What can be done with the images of the local store. */
export class LocalImages {
  readonly #adapters: Adapters;
  readonly #host: HostSettings;
  readonly #signal: AbortSignal;

  private constructor(host: HostSettings, adapters: Adapters, signal: AbortSignal) {
    this.#host = host;
    this.#adapters = adapters;
    this.#signal = signal;
  }

  /** Opens the store and runs `work` with it. */
  static use<T>(
    host: HostSettings,
    sink: EventSink,
    signal: AbortSignal,
    work: (images: LocalImages) => Promise<T>,
  ): Promise<T> {
    return withAdapters(host, sink, (adapters) => work(new LocalImages(host, adapters, signal)));
  }

  async list(): Promise<readonly ImageSummary[]> {
    return Promise.all((await this.#adapters.images.list()).map((image) => this.#summary(image)));
  }

  /** @throws UserError when there is no such image */
  async inspect(name: string): Promise<ImageDetails> {
    const image = await this.#adapters.images.resolve(ImageQuery.of(name));
    const { manifest, config } = await this.#read(image);
    return { summary: await this.#summary(image), config, manifest };
  }

  async history(name: string): Promise<readonly HistoryLine[]> {
    const { manifest, config } = await this.#read(await this.#adapters.images.resolve(ImageQuery.of(name)));
    const sizes = manifest.layers.map((layer) => layer.size);
    return (config.history ?? [])
      .map((entry) => ({ ...entry, size: entry.empty_layer === true ? 0 : (sizes.shift() ?? 0) }))
      .reverse();
  }

  tag(existing: string, name: string): Promise<void> {
    return this.#adapters.images.tag(ImageQuery.of(existing), withDefaultTag(parseReference(name)));
  }

  /** @throws UserError when a container uses the image; with `force`, only when it runs */
  async remove(name: string, force: boolean): ReturnType<Adapters['images']['remove']> {
    const { images, folder } = this.#adapters;
    const query = ImageQuery.of(name);
    const { imageId, references } = await images.resolve(query);
    const isLast = references.length < 2 || !query.isNamed(references);
    const use = (await containerUses(folder)).find((one) => one.imageId === imageId && (one.isRunning || !force));
    if (isLast && use !== undefined) {
      throw new UserError(`image ${name} cannot be removed: ${use.isRunning ? 'running ' : ''}${use.user} uses it`, {
        hint: use.isRunning ? 'Stop and remove it first.' : 'Remove it first, or use --force.',
      });
    }
    return images.remove(query, force);
  }

  /** Writes images as an archive for `docker load`, which is an OCI archive too. */
  async save(name: string, file: string): Promise<void> {
    return writeArchive(this.#adapters.content, await this.#named(name), file, this.#signal);
  }

  async *saveStream(name: string): AsyncGenerator<Uint8Array, void, undefined> {
    yield* archive(this.#adapters.content, await this.#named(name), this.#signal);
  }

  /** @returns the names of what was loaded, or ids where it had none */
  async load(source: string | AsyncIterable<Uint8Array>): Promise<readonly string[]> {
    const store = this.#store();
    const loaded =
      typeof source === 'string'
        ? await loadArchiveFile(store, source, this.#signal)
        : await loadArchive(store, source, { label: 'standard input', signal: this.#signal });
    return loaded.flatMap((image) =>
      image.references.length === 0 ? [image.imageId] : image.references.map(familiarName),
    );
  }

  /** @returns digest of the manifest */
  async push(name: string): Promise<Digest> {
    const { content, images, registry } = this.#adapters;
    const query = ImageQuery.of(name);
    const { manifest, config, descriptor } = await this.#read(await images.resolve(query));
    const { registry: host, repository, tag = DEFAULT_TAG } = query.requireName();
    const { digest } = await registry.pushImage(
      {
        target: { registry: host, repository, tags: [tag] },
        manifest: { mediaType: descriptor.mediaType, bytes: await content.read(descriptor) },
        config: await content.read(manifest.config, MOST_CONFIG_BYTES),
        layers: imageLayers(name, manifest, config).map((layer) => ({
          descriptor: layer.blob,
          open: () => content.open(layer.blob, this.#signal),
        })),
      },
      this.#signal,
    );
    return digest;
  }

  /** Fetches an image with its layers into the store. @returns digest of the manifest */
  async pull(name: string, platform: string | undefined): Promise<Digest> {
    const { content, images, registry, layers } = this.#adapters;
    const host = hostPlatform(process.arch);
    const reference = withDefaultTag(parseReference(name));
    const wanted = platform === undefined ? host : givenPlatform(platform, host);
    const image = await registry.resolve(reference, wanted, this.#signal);
    await Promise.all(
      image.layers.map(({ layer, source }) => {
        layers.addSource(layer, source);
        return layers.blobFile(layer, this.#signal);
      }),
    );
    const imageId = imageIdOf((await content.put(image.configBytes)).digest);
    const { digest, size } = await content.put(image.manifestBytes);
    await images.add({ target: { mediaType: image.mediaType, digest, size }, imageId }, [reference]);
    return digest;
  }

  /** @param all also the step cache, the unpacked layers and the cache mounts */
  prune(all: boolean): Promise<PruneCacheResult> {
    return pruneCache(this.#host.root, this.#adapters, { all }, this.#signal);
  }

  #store() {
    const { folder, content, images } = this.#adapters;
    return { folder, content, images };
  }

  async #named(name: string) {
    const query = ImageQuery.of(name);
    const { target, references } = await this.#adapters.images.resolve(query);
    return { target, references: query.isNamed(references) ? [query.requireName()] : references };
  }

  #read(image: ListedImage) {
    return readImage(this.#adapters.content, image.target, hostPlatform(process.arch));
  }

  async #summary(image: ListedImage): Promise<ImageSummary> {
    const { blobs } = await imageContents(this.#adapters.content, image.target);
    const { config } = await this.#read(image);
    return {
      imageId: image.imageId,
      digest: image.target.digest,
      names: image.references.map(familiarName),
      created: config.created ?? image.stored,
      size: blobs.reduce((sum, blob) => sum + blob.size, 0),
    };
  }
}

const MOST_CONFIG_BYTES = 8 * 1024 * 1024;
