import { httpClientOf } from './host/http-client.js';
import type { EventSink } from '../engine/events.js';
import { UserError } from '../errors.js';
import type { Digest } from '../oci/digest.js';
import type { DiffId, ImageId } from '../oci/identity.js';
import { MAX_CONFIG_SIZE, parseImageConfig, type ImageConfig } from '../oci/image-config.js';
import { givenPlatform, hostPlatform, type Platform } from '../oci/platform.js';
import {
  DOCKER_HUB,
  familiarName,
  isTagged,
  type ImageReference,
  parseReference,
  type Reference,
  type TaggedReference,
  withDefaultTag,
} from '../oci/reference.js';
import { type FoundRepository, searchHub } from '../registry/catalogue.js';
import { archive, type ArchiveForm, writeArchive } from '../store/archive.js';
import { ImageQuery } from '../store/image-query.js';
import type { NamedImage } from '../store/oci-index.js';
import { loadArchive, loadArchiveFile, type LoadedImage } from '../store/load-archive.js';
import { pruneCache, type PruneCacheOptions, type PruneCacheResult } from './caching/prune.js';
import type { Container } from './containers/container.js';
import { ContainerStore } from './containers/container-store.js';
import { containerUses } from './containers/image-uses.js';
import { withAdapters, type Adapters } from './host/adapters.js';
import { checkStore, type StoreFault } from './images/check-store.js';
import { diffImages, type PathChange } from './images/diff-images.js';
import { diskUsage, type DiskUsage } from './images/disk-usage.js';
import { imagesToSave, tagsOf } from './images/find-tagged.js';
import { imageFilter, type FilterText } from './images/image-filter.js';
import { type ImageTree, imageTrees } from './images/image-tree.js';
import type { FindImageUses } from './images/image-uses.js';
import { type ImageContent, type ImageView, ImageViews } from './images/image-views.js';
import type { ImageWatch } from './images/image-watch.js';
import { importImage } from './images/import-image.js';
import { openImport } from './images/import-source.js';
import { missingBlobs } from './images/keep-blobs.js';
import { ofPlatforms } from './images/of-platforms.js';
import { pullImage, type PulledImage } from './images/pull-image.js';
import { layersToPush, pushImage, type PushedImage } from './images/push-image.js';
import { ImageRemoval, type Removed } from './images/remove-images.js';
import type { HostSettings } from './options/host-settings.js';

interface SaveOptions {
  readonly form: ArchiveForm;
  /** Only images for these; none: all that are here. */
  readonly platforms?: readonly string[];
}

/** What can be done with the images of the local store. Names are taken as people write them. */
export class LocalImages {
  readonly #adapters: Adapters;
  readonly #host: HostSettings;
  readonly #signal: AbortSignal;
  readonly #views: ImageViews;
  readonly #findUses: FindImageUses;

  private constructor(host: HostSettings, adapters: Adapters, signal: AbortSignal, findUses: FindImageUses) {
    this.#host = host;
    this.#adapters = adapters;
    this.#signal = signal;
    this.#views = new ImageViews(adapters, signal);
    this.#findUses = findUses;
  }

  /** Opens the store and runs `work` with it. */
  static use<T>(
    host: HostSettings,
    sink: EventSink,
    signal: AbortSignal,
    work: (images: LocalImages) => Promise<T>,
  ): Promise<T> {
    return withAdapters(host, sink, (adapters) => work(LocalImages.over(adapters, host, signal)));
  }

  /** The images of a store that is open. */
  static over(adapters: Adapters, host: HostSettings, signal: AbortSignal): LocalImages {
    return new LocalImages(host, adapters, signal, () => containerUses(adapters.folder));
  }

  /** Newest first, each with the names that fit. @throws UserError for a filter that there is not */
  async list(filters: readonly FilterText[]): Promise<readonly ImageView[]> {
    const filter = await imageFilter(filters, this.#views);
    return (await this.#views.list()).flatMap((view) => filter(view) ?? []);
  }

  /** The images that fit, by name, each with its platforms. @throws as `list` */
  async trees(filters: readonly FilterText[]): Promise<readonly ImageTree[]> {
    return imageTrees(this.#views, await this.list(filters), await this.#findUses());
  }

  /**
   * @param platform default: that of this machine
   * @throws UserError when there is no such image; InfraError when a document of it is damaged
   */
  async view(
    name: string,
    platform?: string,
  ): Promise<ImageView & { readonly content: ImageContent; readonly lastTagged?: number }> {
    const query = ImageQuery.of(name);
    const view = await (platform === undefined
      ? this.#views.read(query)
      : this.#views.readFor(query, this.#platform(platform)));
    const lastTagged = await this.#adapters.images.lastTagged(view.references.filter(isTagged));
    return lastTagged === undefined ? view : { ...view, lastTagged };
  }

  /** @throws UserError when there is no such image; InfraError when it is removed meanwhile */
  async tag(existing: string, name: string): Promise<void> {
    const { content, images } = this.#adapters;
    const query = ImageQuery.of(existing);
    const reference = withDefaultTag(parseReference(name));
    if (!isTagged(reference)) throw new UserError(`${name} is no name for an image: it has a digest`);
    // Before it has the name: from now on, nothing removes its blobs.
    await missingBlobs(content, (await images.resolve(query)).target).catch(() => undefined);
    await images.tag(query, reference);
  }

  /** For removing one image after the other. */
  async removal(): Promise<ImageRemoval> {
    const parts = { ...this.#adapters, root: this.#host.root };
    return new ImageRemoval(parts, this.#views, await this.#findUses());
  }

  async pruneImages(all: boolean, filters: readonly FilterText[]): Promise<readonly Removed[]> {
    const removal = await this.removal();
    const removed = await removal.prune(all, filters);
    await removal.collect(this.#signal);
    return removed;
  }

  /** Writes images as one archive; throws as `imagesToSave`, `ofPlatforms` and `writeArchive`. */
  async save(names: readonly string[], file: string, { form, platforms = [] }: SaveOptions): Promise<void> {
    const images = await this.#toSave(names, platforms);
    return writeArchive(this.#adapters.content, { images, form }, file, this.#signal);
  }

  async *saveStream(
    names: readonly string[],
    { form, platforms = [] }: SaveOptions,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const images = await this.#toSave(names, platforms);
    yield* archive(this.#adapters.content, { images, form }, this.#signal);
  }

  async #toSave(names: readonly string[], platforms: readonly string[]): Promise<readonly NamedImage[]> {
    const images = await imagesToSave(this.#adapters.images, names);
    const wanted = platforms.map((platform) => this.#platform(platform));
    return ofPlatforms(this.#adapters.content, images, wanted);
  }

  /** @param platforms only images for one of these; none: all */
  async load(
    source: string | AsyncIterable<Uint8Array>,
    platforms: readonly string[] = [],
  ): Promise<readonly LoadedImage[]> {
    const { folder, content, images } = this.#adapters;
    const store = { folder, content, images };
    const options = { signal: this.#signal, platforms: platforms.map((platform) => this.#platform(platform)) };
    return typeof source === 'string'
      ? await loadArchiveFile(store, source, options)
      : await loadArchive(store, source, { ...options, label: 'standard input' });
  }

  /** @param source a file's path, an address, or the bytes of standard input */
  async import(
    source: string | AsyncIterable<Uint8Array>,
    options: {
      readonly name: string | undefined;
      readonly platform: string | undefined;
      readonly message: string | undefined;
      readonly changes: readonly string[];
    },
  ): Promise<ImageId> {
    const name = options.name === undefined ? undefined : withDefaultTag(parseReference(options.name));
    if (name !== undefined && !isTagged(name)) throw new UserError(`${options.name ?? ''} has a digest`);
    const platform = this.#platform(options.platform);
    return await openImport(source, this.#host, this.#signal, (bytes, label) =>
      importImage(this.#adapters, { ...options, source: bytes, label, name, platform }, this.#signal),
    );
  }

  /** Fetches an image with its layers into the store; throws as `pullImage`. */
  pull(reference: ImageReference, platform: string | undefined, watch: ImageWatch): Promise<PulledImage> {
    return pullImage(this.#adapters, reference, this.#platform(platform), watch, this.#signal);
  }

  /** The tags that a registry has of a repository; throws as `listTags`. */
  remoteTags(repository: Reference): Promise<readonly string[]> {
    return this.#adapters.registry.tags(repository, this.#signal);
  }

  /** The tags of a repository in the local store. */
  async tagsOf(repository: Reference): Promise<readonly TaggedReference[]> {
    return (await tagsOf(this.#adapters.images, repository)).map(({ name }) => name);
  }

  /** The layers that a push would send, by their blobs. @throws UserError when there is no such image */
  async layersToPush(name: TaggedReference): Promise<ReadonlyMap<Digest, DiffId>> {
    return layersToPush(this.#adapters, await this.#adapters.images.resolve(ImageQuery.of(familiarName(name))));
  }

  /** Pushes an image, which the registry then also knows by its digest; throws as `pushImage`. */
  async push(name: TaggedReference): Promise<PushedImage> {
    const { images } = this.#adapters;
    const image = await images.resolve(ImageQuery.of(familiarName(name)));
    const pushed = await pushImage(this.#adapters, image, name, this.#signal);
    const { registry, repository } = name;
    if (pushed.digest === image.target.digest) {
      await images.add(image, [{ registry, repository, digest: pushed.digest }], new Date(image.stored));
    }
    return pushed;
  }

  /**
   * Docker Hub's search; of another registry, what its catalogue has.
   *
   * @param text `node`, `localhost:5000/app`
   */
  async search(text: string, limit: number): Promise<readonly FoundRepository[]> {
    const { registry, repository } = searched(text);
    if (registry === DOCKER_HUB) {
      const http = httpClientOf(this.#host);
      try {
        return await searchHub(http, repository, limit, this.#signal);
      } finally {
        http.close();
      }
    }
    const all = await this.#adapters.registry.repositories(registry, this.#signal);
    return all
      .filter((name) => name.includes(repository))
      .slice(0, limit)
      .map((name) => ({
        name: `${registry}/${name}`,
        description: '',
        stars: 0,
        isOfficial: false,
        isAutomated: false,
      }));
  }

  /** The containers of the same root. */
  get containers(): ContainerStore {
    return new ContainerStore(this.#adapters.folder);
  }

  /** The config of the image that a container was made from; `undefined` if it cannot be read. */
  async configBelow({ imageConfig }: Container): Promise<ImageConfig | undefined> {
    try {
      return parseImageConfig(await this.#adapters.content.read(imageConfig, MAX_CONFIG_SIZE));
    } catch {
      return undefined;
    }
  }

  async diskUsage(): Promise<DiskUsage> {
    return diskUsage({ ...this.#adapters, root: this.#host.root }, await this.#views.list(), await this.#findUses());
  }

  /** The paths in which two images differ, sorted. @throws UserError when there is no such image */
  async diff(left: string, right: string): Promise<readonly PathChange[]> {
    const views = [await this.#views.read(ImageQuery.of(left)), await this.#views.read(ImageQuery.of(right))] as const;
    return diffImages(this.#adapters.layers, views[0].content, views[1].content, this.#signal);
  }

  /** @param repair removes what is damaged, and fetches it again where it can be */
  check(repair: boolean): Promise<readonly StoreFault[]> {
    return checkStore(this.#adapters, repair, this.#signal);
  }

  /** Removes what is kept for later builds. Images stay. @throws InfraError if the worker is needed and cannot be started */
  pruneCache(options: PruneCacheOptions): Promise<PruneCacheResult> {
    return pruneCache(this.#host.root, this.#adapters, { ...options, keepImages: true }, this.#signal);
  }

  /** @param all also the step cache, the unpacked layers and the cache mounts */
  prune(all: boolean): Promise<PruneCacheResult> {
    return pruneCache(this.#host.root, this.#adapters, { all }, this.#signal);
  }

  #platform(text: string | undefined): Platform {
    const host = hostPlatform(process.arch);
    return text === undefined ? host : givenPlatform(text, host);
  }
}

/** What is before the first slash is a registry if it cannot be a part of a name. */
function searched(text: string): { readonly registry: string; readonly repository: string } {
  const [first = '', ...rest] = text.split('/');
  const isRegistry = rest.length > 0 && (first === 'localhost' || /[.:]/.test(first));
  if (!isRegistry || first === DOCKER_HUB || first === 'index.docker.io') {
    return { registry: DOCKER_HUB, repository: isRegistry ? rest.join('/') : text };
  }
  // Read as an image's name, so that a name that cannot be a registry's is refused.
  return { registry: parseReference(`${first}/search`).registry, repository: rest.join('/') };
}
