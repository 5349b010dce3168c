import { EngineBug, UserError } from '../errors.js';
import type { Descriptor } from '../oci/descriptor.js';
import { type Digest, sha256 } from '../oci/digest.js';
import { parseManifest } from '../oci/manifest.js';
import type { RepositoryName } from '../oci/reference.js';
import { eachConcurrently } from '../async/each-concurrently.js';
import { isAccessDenied, accessDenied } from './access-denied.js';
import type { Registries } from './registries.js';
import { type DocumentToPush, putDocument } from './put-document.js';
import { addToReferrersTag } from './referrers-tag.js';
import { HttpError } from '../http/http-error.js';
import type { Repository } from './repository.js';
import type { Progress } from '../async/progress.js';
import { transferProgress } from './transfer-progress.js';
import { type BlobToPush, pushBlob } from './upload.js';

/** Where an image is pushed to, and under which tags. */
export interface PushTarget extends RepositoryName {
  /** When empty, the document is put under its digest, so that an index can name it. */
  readonly tags: readonly string[];
}

/** A whole image for one platform. */
interface PlatformImage {
  readonly manifest: DocumentToPush;
  /** The exact bytes of the config that the manifest's descriptor names. */
  readonly config: Uint8Array;
  /** One for each layer of the manifest. Equal layers may be given once. */
  readonly layers: readonly BlobToPush[];
}

export interface ImageToPush extends PlatformImage {
  readonly target: PushTarget;
}

/** What is said about an image, as a manifest with that image as its subject. */
export interface ReferrerToPush extends PlatformImage {
  readonly target: RepositoryName;
  /** The digest of the image's manifest. */
  readonly subject: Digest;
  /** As a list of referrers has it, with its `artifactType`. */
  readonly descriptor: Descriptor;
}

export interface IndexToPush {
  readonly target: PushTarget;
  readonly index: DocumentToPush;
  /** The images that the index names. */
  readonly images: readonly PlatformImage[];
}

/** Number of blobs that are checked, mounted or uploaded at the same time. */
const CONCURRENCY = 6;

/**
 * Pushes an image: first its blobs, several at a time, then its manifest under every tag. If the repository has the manifest, it
 * also has everything that the manifest names (distribution-spec, "Pushing manifests"); then only the tags are put. Tags are not
 * asked for first, since most of them have another digest.
 *
 * @returns the manifest's digest
 * @throws UserError when the registry denies access (401, 403); InfraError when it fails; EngineBug when manifest, config and
 *   layers do not fit together
 */
export async function pushImage(
  registries: Registries,
  image: ImageToPush,
  signal: AbortSignal,
): Promise<{ readonly digest: Digest }> {
  const { target } = image;
  const contents = { ...image, blobs: blobsOf(image) };
  const repository = registries.repository(target);
  return await withExplainedErrors(repository, () => pushInto(registries, repository, contents, target.tags, signal));
}

/** Pushes images for several platforms, then their index under every tag; as `pushImage`. */
export async function pushIndex(
  registries: Registries,
  { target, index, images }: IndexToPush,
  signal: AbortSignal,
): Promise<{ readonly digest: Digest }> {
  const contents = images.map((image) => ({ ...image, blobs: blobsOf(image) }));
  const repository = registries.repository(target);
  return await withExplainedErrors(repository, async () => {
    const digest = sha256(index.bytes);
    if (await repository.hasManifest(digest, signal)) {
      for (const image of contents) reportPresent(registries, image.blobs);
      if (target.tags.length === 0) return { digest };
    } else {
      for (const image of contents) await pushInto(registries, repository, image, [], signal);
    }
    return await putDocument(repository, target.tags, index, signal);
  });
}

interface ImageContents {
  readonly manifest: DocumentToPush;
  readonly blobs: readonly BlobToPush[];
}

async function pushInto(
  registries: Registries,
  repository: Repository,
  { manifest, blobs }: ImageContents,
  tags: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly digest: Digest }> {
  const digest = sha256(manifest.bytes);
  if (await repository.hasManifest(digest, signal)) {
    reportPresent(registries, blobs);
    if (tags.length === 0) return { digest };
  } else {
    await eachConcurrently(blobs, CONCURRENCY, signal, async (blob, either) => {
      await pushBlob(repository, blob, progressOf(registries, blob), either);
    });
  }
  return await putDocument(repository, tags, manifest, signal);
}

function reportPresent(registries: Registries, blobs: readonly BlobToPush[]): void {
  for (const blob of blobs) progressOf(registries, blob).finish('already there');
}

function progressOf(registries: Registries, { descriptor }: BlobToPush): Progress {
  return transferProgress(registries.events, 'push', descriptor, () => registries.now());
}

/** Every blob of the image once, including the config. */
function blobsOf({ manifest, config, layers }: PlatformImage): readonly BlobToPush[] {
  const parsed = parseManifest(manifest.bytes, manifest.mediaType);
  if (parsed.kind !== 'manifest') throw new EngineBug('an index was given where a manifest is pushed');
  const wanted = parsed.manifest;
  if (sha256(config) !== wanted.config.digest || config.byteLength !== wanted.config.size) {
    throw new EngineBug(`the config to push is not the one that its manifest names, ${wanted.config.digest}`);
  }
  const given = new Map(layers.map((layer) => [layer.descriptor.digest, layer]));
  const blobs = new Map<Digest, BlobToPush>();
  for (const descriptor of wanted.layers) blobs.set(descriptor.digest, blobFor(descriptor, given));
  blobs.set(wanted.config.digest, { descriptor: wanted.config, open: () => [config] });
  return [...blobs.values()];
}

function blobFor(descriptor: Descriptor, given: ReadonlyMap<Digest, BlobToPush>): BlobToPush {
  const blob = given.get(descriptor.digest);
  if (blob === undefined || blob.descriptor.size !== descriptor.size) {
    throw new EngineBug(`layer ${descriptor.digest} of the manifest was not given to push, or with another size`);
  }
  return blob;
}

/**
 * Pushes a referrer. It may be pushed before its subject (distribution-spec, "Pushing Manifests with Subject"); throws as
 * `pushImage`. In a registry that does not keep a list of referrers, it is added to the list under the subject's tag.
 */
export async function pushReferrer(
  registries: Registries,
  referrer: ReferrerToPush,
  signal: AbortSignal,
): Promise<void> {
  const repository = registries.repository(referrer.target);
  await withExplainedErrors(repository, async () => {
    await eachConcurrently(blobsOf(referrer), CONCURRENCY, signal, async (blob, either) => {
      await pushBlob(repository, blob, progressOf(registries, blob), either);
    });
    const { subject } = await putDocument(repository, [], referrer.manifest, signal);
    if (subject !== referrer.subject) await addToReferrersTag(repository, referrer, signal);
  });
}

async function withExplainedErrors<T>(repository: Repository, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    const { endpoint, credentialProblem } = repository.session;
    const name = `${endpoint.name}/${repository.name}`;
    if (isAccessDenied(error.status)) throw accessDenied('push', name, endpoint.name, error, credentialProblem);
    if (error.status !== 404 || !error.codes.includes('NAME_UNKNOWN')) throw error;
    throw new UserError(`push to ${name} failed: there is no such repository (${error.message})`, {
      hint: 'This registry does not create repositories by itself. Create it first.',
      cause: error,
    });
  }
}
