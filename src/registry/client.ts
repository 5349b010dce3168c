import type { Descriptor } from '../oci/descriptor.js';
import type { Digest } from '../oci/digest.js';
import type { Platform } from '../oci/platform.js';
import type { Reference, RepositoryName, ImageReference } from '../oci/reference.js';
import { ArtifactRepository } from './artifact-repository.js';
import { fetchBlob, hasBlob, resolveDigest, type ResolvedImage, resolveImage } from './pull.js';
import { type ImageToPush, type IndexToPush, pushImage, pushIndex, pushReferrer, type ReferrerToPush } from './push.js';
import { Registries, type RegistrySettings } from './registries.js';

/** Registries as the rest of the program sees them (OCI distribution-spec 1.1, Docker Registry v2). */
export class RegistryClient {
  readonly #registries: Registries;

  /** @throws UserError for an invalid mirror */
  constructor(settings: RegistrySettings) {
    this.#registries = new Registries(settings);
  }

  /** Manifest and config of an image for one platform; throws as `resolveImage`. */
  resolve(reference: Reference, platform: Platform, signal: AbortSignal): Promise<ResolvedImage> {
    return resolveImage(this.#registries, reference, platform, signal);
  }

  /** The digest under a reference, without any document; throws as `resolveDigest`. */
  digest(reference: Reference, signal: AbortSignal): Promise<Digest> {
    return resolveDigest(this.#registries, reference, signal);
  }

  /** A blob's bytes, of the right number; the caller verifies the digest. Throws as `fetchBlob`. */
  fetchBlob(
    source: RepositoryName,
    blob: Descriptor,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    return fetchBlob(this.#registries, source, blob, signal);
  }

  hasBlob(source: RepositoryName, digest: Digest, signal: AbortSignal): Promise<boolean> {
    return hasBlob(this.#registries, source, digest, signal);
  }

  /** Throws as `pushImage`. */
  pushImage(image: ImageToPush, signal: AbortSignal): Promise<{ readonly digest: Digest }> {
    return pushImage(this.#registries, image, signal);
  }

  /** Throws as `pushIndex`. */
  pushIndex(index: IndexToPush, signal: AbortSignal): Promise<{ readonly digest: Digest }> {
    return pushIndex(this.#registries, index, signal);
  }

  /** Throws as `pushReferrer`. */
  pushReferrer(referrer: ReferrerToPush, signal: AbortSignal): Promise<void> {
    return pushReferrer(this.#registries, referrer, signal);
  }

  /** A tag under which an artifact is kept. @param reference with a tag or a digest */
  artifact(reference: ImageReference): ArtifactRepository {
    return new ArtifactRepository(this.#registries, reference);
  }
}
