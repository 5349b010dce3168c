import type { BaseImage, BaseImages } from '../../engine/ports.js';
import { imageLayers } from '../../layer/image-layers.js';
import type { Descriptor } from '../../oci/descriptor.js';
import type { Digest } from '../../oci/digest.js';
import type { Platform } from '../../oci/platform.js';
import { formatReference, withDefaultTag, type Reference, type ImageReference } from '../../oci/reference.js';
import type { RegistryClient } from '../../registry/client.js';
import type { ContentStore } from '../../store/content-store.js';
import { readImage } from '../../store/image-contents.js';
import type { ImageStore } from '../../store/image-store.js';
import type { LayerProvider } from './layer-provider.js';

/** Finds base images: first in the local store, as docker does, then in registries. */
export class BaseResolver implements BaseImages {
  readonly #images: ImageStore;
  readonly #content: ContentStore;
  readonly #registry: RegistryClient;
  readonly #layers: LayerProvider;
  readonly #documents = new Map<Digest, Descriptor>();

  constructor(images: ImageStore, content: ContentStore, registry: RegistryClient, layers: LayerProvider) {
    this.#images = images;
    this.#content = content;
    this.#registry = registry;
    this.#layers = layers;
  }

  /**
   * Indexes, manifests and configs of the bases from registries. If they are kept, a later build only needs a tag's digest.
   */
  get documents(): readonly Descriptor[] {
    return [...this.#documents.values()];
  }

  async resolve(asked: Reference, platform: Platform, signal: AbortSignal): Promise<BaseImage> {
    const reference = withDefaultTag(asked);
    return (await this.#local(reference, platform)) ?? (await this.#remote(reference, platform, signal));
  }

  /** The same without the local store. */
  get inRegistries(): BaseImages {
    return { resolve: (asked, platform, signal) => this.#remote(withDefaultTag(asked), platform, signal) };
  }

  async #remote(reference: ImageReference, platform: Platform, signal: AbortSignal): Promise<BaseImage> {
    const image = await this.#registry.resolve(reference, platform, signal);
    for (const { layer, source } of image.layers) this.#layers.addSource(layer, source);
    for (const document of image.documents) this.#documents.set(document.digest, document);
    return {
      name: formatReference(image.reference),
      digest: image.digest,
      config: image.config,
      layers: image.layers.map(({ layer }) => layer),
    };
  }

  async #local(reference: ImageReference, platform: Platform): Promise<BaseImage | undefined> {
    const stored = await this.#images.find(reference);
    if (stored === undefined) return undefined;
    const { descriptor, manifest, config } = await readImage(this.#content, stored.target, platform);
    const name = formatReference(reference);
    return { name, digest: descriptor.digest, config, layers: imageLayers(name, manifest, config) };
  }
}
