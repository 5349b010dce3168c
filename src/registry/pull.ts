import { InfraError, UserError } from '../errors.js';
import { imageLayers } from '../layer/image-layers.js';
import type { Layer } from '../layer/layer.js';
import type { BlobPart } from '../oci/blob-part.js';
import type { Descriptor } from '../oci/descriptor.js';
import type { Digest } from '../oci/digest.js';
import { type ImageConfig, parseImageConfig } from '../oci/image-config.js';
import { MAX_INDEX_DEPTH, type Index, type Manifest, offeredPlatforms, selectPlatform } from '../oci/manifest.js';
import { DOCKER_CONFIG, OCI_CONFIG } from '../oci/media-types.js';
import { formatPlatform, type Platform } from '../oci/platform.js';
import {
  formatReference,
  type Reference,
  withDefaultTag,
  type RepositoryName,
  type ImageReference,
  tagOrDigest,
} from '../oci/reference.js';
import { type DocumentStore, readConfig, readManifest } from './documents.js';
import { downloadBlob, downloadBlobPart } from './download.js';
import { askInOrder, readInOrder } from './mirror-fallback.js';
import type { Registries } from './registries.js';
import { HttpError } from '../http/http-error.js';
import type { FetchedManifest, Repository } from './repository.js';
import { transferProgress } from './transfer-progress.js';

/** An image for one platform, without the bytes of its layers. */
export interface ResolvedImage {
  /** As it was asked for, with the default tag where there was neither tag nor digest. */
  readonly reference: ImageReference;
  /** Of the platform's manifest. */
  readonly digest: Digest;
  /** Of the index that it was chosen from, if there was one. */
  readonly indexDigest?: Digest;
  readonly mediaType: string;
  readonly manifest: Manifest;
  readonly manifestBytes: Uint8Array;
  readonly config: ImageConfig;
  readonly configBytes: Uint8Array;
  /** The documents that were read for this: indexes, manifest, config. */
  readonly documents: readonly Descriptor[];
  /** Lowest first. */
  readonly layers: readonly { readonly layer: Layer; readonly source: RepositoryName }[];
}

/**
 * Media types of image configs. Docker's early registries stored configs as octet-stream. With any other type, the manifest is
 * of another kind of artifact.
 */
const CONFIG_TYPES: ReadonlySet<string> = new Set([
  OCI_CONFIG,
  DOCKER_CONFIG,
  'application/octet-stream',
  'application/json',
]);

/**
 * Reads manifest and config of an image, from the first registry that has it.
 *
 * @throws UserError when there is no such image, none for `platform`, or access is denied; InfraError when the origin fails
 */
export async function resolveImage(
  registries: Registries,
  asked: Reference,
  platform: Platform,
  signal: AbortSignal,
): Promise<ResolvedImage> {
  const reference = withDefaultTag(asked);
  const name = formatReference(reference);
  const { documents } = registries;
  const repositories = registries.pullRepositories(reference);
  const found = await askInOrder(registries, repositories, name, signal, async (repository) => {
    const first = await readManifest(documents, repository, tagOrDigest(reference), signal);
    const chosen = await choose(name, documents, repository, first, platform, signal);
    if ('offered' in chosen) return chosen;
    const { document } = chosen;
    checkConfigType(document.manifest, name);
    const configBytes = await heldPart(
      name,
      'config',
      readConfig(documents, repository, document.manifest.config, signal),
    );
    return { chosen, configBytes };
  });
  if ('offered' in found) {
    throw new UserError(`${name} has no image for ${formatPlatform(platform)}`, {
      hint: found.offered.length === 0 ? 'It names no platform at all.' : `It has ${found.offered.join(', ')}.`,
    });
  }
  const { chosen, configBytes } = found;
  const { manifest, mediaType } = chosen.document;
  const [outermost] = chosen.indexes;
  const config = parseImageConfig(configBytes);
  const { registry, repository } = reference;
  return {
    reference,
    digest: chosen.digest,
    ...(outermost === undefined ? {} : { indexDigest: outermost.digest }),
    mediaType,
    manifest,
    manifestBytes: chosen.bytes,
    config,
    configBytes,
    documents: [...[...chosen.indexes, chosen].map(descriptorOf), manifest.config],
    layers: imageLayers(name, manifest, config).map((layer) => ({ layer, source: { registry, repository } })),
  };
}

/** A manifest with the indexes that it was chosen from, the outermost first. */
type PlatformManifest = FetchedManifest & {
  readonly document: { readonly kind: 'manifest' };
  readonly indexes: readonly FetchedManifest[];
};

async function choose(
  name: string,
  documents: DocumentStore | undefined,
  repository: Repository,
  first: FetchedManifest,
  platform: Platform,
  signal: AbortSignal,
): Promise<PlatformManifest | { readonly offered: readonly string[] }> {
  let current = first;
  const indexes: FetchedManifest[] = [];
  for (let nesting = 0; nesting <= MAX_INDEX_DEPTH; nesting++) {
    const { document } = current;
    if (document.kind === 'manifest') return { ...current, document, indexes };
    indexes.push(current);
    const descriptor: Descriptor | undefined = selectPlatform(document.index, platform);
    if (descriptor === undefined) return { offered: offeredBy(document.index) };
    current = await heldPart(name, 'manifest', readManifest(documents, repository, descriptor.digest, signal));
    if (current.bytes.byteLength !== descriptor.size) {
      throw new InfraError(`manifest ${descriptor.digest} has another size than its index says`);
    }
  }
  throw new InfraError(`index ${first.digest} holds indexes in more than ${MAX_INDEX_DEPTH} levels`);
}

/** Of an image that the registry has, it must have all parts: if it does not, that is not the fault of who named the image. */
async function heldPart<T>(name: string, what: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof HttpError) || error.status !== 404) throw error;
    throw new InfraError(`the registry has ${name}, but not its ${what}: ${error.message}`, { cause: error });
  }
}

function descriptorOf({ digest, bytes, document }: FetchedManifest): Descriptor {
  return { mediaType: document.mediaType, digest, size: bytes.byteLength };
}

function offeredBy(index: Index): readonly string[] {
  return offeredPlatforms(index).slice(0, 30);
}

function checkConfigType({ config, artifactType }: Manifest, name: string): void {
  if (CONFIG_TYPES.has(config.mediaType)) return;
  throw new UserError(`${name} is not a container image, but an artifact of type ${artifactType ?? config.mediaType}`);
}

/**
 * The bytes of a blob, from a mirror if one has it. When a mirror fails in the middle, the next registry goes on from there. The
 * number of bytes is checked; the caller verifies the digest.
 *
 * @throws HttpError, UserError as `downloadBlob`
 */
export async function* fetchBlob(
  registries: Registries,
  source: RepositoryName,
  blob: Descriptor,
  signal: AbortSignal,
  progress = transferProgress(registries.events, 'pull', blob, () => registries.now()),
): AsyncGenerator<Uint8Array, void, undefined> {
  let at = 0;
  yield* readInOrder(registries, { source, digest: blob.digest }, signal, async function* (repository) {
    for await (const chunk of downloadBlob(repository, blob, at, signal)) {
      at += chunk.byteLength;
      progress.add(chunk.byteLength);
      yield chunk;
    }
    progress.finish();
  });
}

/** Some of the bytes of a blob. Only their number is checked. @throws as `fetchBlob`, also when no registry gives parts */
export async function* fetchBlobPart(
  registries: Registries,
  source: RepositoryName,
  blob: Descriptor,
  part: BlobPart,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  let { offset, length } = part;
  yield* readInOrder(registries, { source, digest: blob.digest }, signal, async function* (repository) {
    for await (const chunk of downloadBlobPart(repository, blob, { offset, length }, signal)) {
      offset += chunk.byteLength;
      length -= chunk.byteLength;
      yield chunk;
    }
  });
}

/**
 * The digest that a reference's tag points to, without reading a document.
 *
 * @throws UserError when there is no such image, or access is denied; InfraError when the origin fails
 */
export async function resolveDigest(registries: Registries, asked: Reference, signal: AbortSignal): Promise<Digest> {
  const reference = withDefaultTag(asked);
  const name = formatReference(reference);
  const repositories = registries.pullRepositories(reference);
  const head = await askInOrder(registries, repositories, name, signal, (repository) =>
    repository.manifestHead(tagOrDigest(reference), signal),
  );
  return head.digest;
}
