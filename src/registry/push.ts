import { EngineBug, UserError } from '../errors.js';
import type { Descriptor } from '../oci/descriptor.js';
import { type Digest, sha256 } from '../oci/digest.js';
import { parseManifest } from '../oci/manifest.js';
import type { RepositoryName } from '../oci/reference.js';
import { eachConcurrently } from '../async/each-concurrently.js';
import { isAccessDenied, accessDenied } from './access-denied.js';
import type { Registries } from './registries.js';
import type { EarlyBlob } from './early-pushes.js';
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
export interface PlatformImage {
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

/** Documents that belong together: a root, and the images that it is, or names. */
export interface Documents {
  /** A manifest, or an index. */
  readonly root: DocumentToPush;
  readonly images: readonly ImageContents[];
}

/** One image: its manifest, and every blob that it names. */
export interface ImageContents {
  readonly manifest: DocumentToPush;
  readonly blobs: readonly BlobToPush[];
}

/**
 * Brings everything that the root names to a repository, the blobs several at a time: then the root can be put. If the repository has
 * the root, it also has everything that the root names (distribution-spec, "Pushing manifests").
 *
 * @returns whether the repository has the root itself
 * @throws HttpError; UserError when the token server denies access
 */
export async function bringContents(
  registries: Registries,
  repository: Repository,
  { root, images }: Documents,
  signal: AbortSignal,
): Promise<'there' | 'missing'> {
  const digest = sha256(root.bytes);
  if (await repository.hasManifest(digest, signal)) {
    for (const { blobs } of images) reportPresent(registries, repository, blobs);
    return 'there';
  }
  for (const { manifest, blobs } of images) {
    const isRoot = sha256(manifest.bytes) === digest;
    if (!isRoot && (await repository.hasManifest(sha256(manifest.bytes), signal))) {
      reportPresent(registries, repository, blobs);
      continue;
    }
    await eachConcurrently(blobs, CONCURRENCY, signal, async (blob, either) => {
      if (await registries.early.brought(repository, blob.descriptor.digest, either)) return;
      await pushBlob(repository, blob, progressOf(registries, blob), either);
    });
    if (!isRoot) await putDocument(repository, [], manifest, signal);
  }
  return 'missing';
}

function reportPresent(registries: Registries, repository: Repository, blobs: readonly BlobToPush[]): void {
  for (const blob of blobs) {
    if (!registries.early.has(repository, blob.descriptor.digest)) progressOf(registries, blob).finish('already there');
  }
}

/**
 * Begins to push a blob of an image that is not whole yet, and returns at once. It may fail, which nobody hears of: the push of the image
 * tries again.
 *
 * @param target the first repository of its registry that the image goes to: the others mount it from there
 */
export function pushEarly(registries: Registries, target: RepositoryName, blob: EarlyBlob, signal: AbortSignal): void {
  registries.early.begin(registries.repository(target), blob, progressOf(registries, blob), signal);
}

function progressOf(registries: Registries, { descriptor }: BlobToPush): Progress {
  return transferProgress(registries.events, 'push', descriptor, () => registries.now());
}

/**
 * The image with every blob once, including the config.
 *
 * @throws EngineBug when manifest, config and layers do not fit together
 */
export function contentsOf({ manifest, config, layers }: PlatformImage): ImageContents {
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
  return { manifest, blobs: [...blobs.values()] };
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
    await eachConcurrently(contentsOf(referrer).blobs, CONCURRENCY, signal, async (blob, either) => {
      await pushBlob(repository, blob, progressOf(registries, blob), either);
    });
    const { subject } = await putDocument(repository, [], referrer.manifest, signal);
    if (subject !== referrer.subject) await addToReferrersTag(repository, referrer, signal);
  });
}

/** Runs `work`, and makes errors about access and missing repositories the user's. */
export async function withExplainedErrors<T>(repository: Repository, work: () => Promise<T>): Promise<T> {
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
