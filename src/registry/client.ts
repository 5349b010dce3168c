import type { BlobPart } from '../oci/blob-part.js';
import type { Descriptor } from '../oci/descriptor.js';
import type { Digest } from '../oci/digest.js';
import type { Platform } from '../oci/platform.js';
import type { Reference, RepositoryName, ImageReference } from '../oci/reference.js';
import { ArtifactRepository } from './artifact-repository.js';
import type { EarlyBlob } from './early-pushes.js';
import { listRepositories, listTags } from './catalogue.js';
import { isInAny } from './mirror-fallback.js';
import { fetchBlob, fetchBlobPart, resolveDigest, type ResolvedImage, resolveImage } from './pull.js';
import { type PushedManifest, readPushed } from './pushed-image.js';
import { type ImageToPush, type IndexToPush, pushEarly, pushReferrer, type ReferrerToPush } from './push.js';
import { type Push, pushEverywhere } from './push-everywhere.js';
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

  /** Some of the bytes of a blob. Throws as `fetchBlobPart`. */
  fetchBlobPart(
    source: RepositoryName,
    blob: Descriptor,
    part: BlobPart,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    return fetchBlobPart(this.#registries, source, blob, part, signal);
  }

  /** Whether a mirror or the origin has a blob; throws as `isInAny`. */
  hasBlob(source: RepositoryName, digest: Digest, signal: AbortSignal): Promise<boolean> {
    return isInAny(this.#registries, { source, digest }, signal);
  }

  /** What was pushed under a digest, without its layers; throws as `readPushed`. */
  pushed(name: RepositoryName, digest: Digest, signal: AbortSignal): Promise<readonly PushedManifest[]> {
    return readPushed(this.#registries, name, digest, signal);
  }

  /** Begins to push a blob of an image that is pushed later; see `pushEarly`. */
  pushEarly(target: RepositoryName, blob: EarlyBlob, signal: AbortSignal): void {
    pushEarly(this.#registries, target, blob, signal);
  }

  /** Stops what `pushEarly` began. */
  close(): Promise<void> {
    return this.#registries.early.close();
  }

  /** Throws as `pushEverywhere`. */
  push(what: Push, signal: AbortSignal): Promise<{ readonly digest: Digest }> {
    return pushEverywhere(this.#registries, what, signal);
  }

  /** Pushes an image to one repository; throws as `push`. */
  pushImage({ target, ...image }: ImageToPush, signal: AbortSignal): Promise<{ readonly digest: Digest }> {
    return this.push({ targets: [target], root: image.manifest, images: [image] }, signal);
  }

  /** Pushes images for several platforms, and their index, to one repository; throws as `push`. */
  pushIndex({ target, index, images }: IndexToPush, signal: AbortSignal): Promise<{ readonly digest: Digest }> {
    return this.push({ targets: [target], root: index, images }, signal);
  }

  /** Throws as `pushReferrer`. */
  pushReferrer(referrer: ReferrerToPush, signal: AbortSignal): Promise<void> {
    return pushReferrer(this.#registries, referrer, signal);
  }

  /** All tags of a repository; throws as `listTags`. */
  tags(name: RepositoryName, signal: AbortSignal): Promise<readonly string[]> {
    return listTags(this.#registries, name, signal);
  }

  /** All repositories of a registry; throws as `listRepositories`. */
  repositories(registry: string, signal: AbortSignal): Promise<readonly string[]> {
    return listRepositories(this.#registries, registry, signal);
  }

  /** A tag under which an artifact is kept. @param reference with a tag or a digest */
  artifact(reference: ImageReference): ArtifactRepository {
    return new ArtifactRepository(this.#registries, reference);
  }
}
