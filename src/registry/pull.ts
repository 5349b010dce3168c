import { InfraError, UserError } from '../errors.js';
import type { Layer } from '../layer/layer.js';
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
import { contentIdOfBase } from '../oci/identity.js';
import { type DocumentStore, readConfig, readManifest } from './documents.js';
import { downloadBlob } from './download.js';
import { firstAnswer, passOver } from './fall-back.js';
import { isRefusal, refused } from './refusal.js';
import type { Registries } from './registries.js';
import { HttpError } from '../http/http-error.js';
import type { FetchedManifest, Repository } from './repository.js';
import { transferProgress } from './transfer-progress.js';

/** An image for one platform: all but its layers' bytes. */
export interface ResolvedImage {
  /** As it was asked for, with the default tag where there was neither tag nor digest. */
  readonly reference: ImageReference;
  /** Of the platform's manifest. */
  readonly digest: Digest;
  /** Of the index that it was chosen from, if it was. */
  readonly indexDigest?: Digest;
  readonly mediaType: string;
  readonly manifest: Manifest;
  readonly manifestBytes: Uint8Array;
  readonly config: ImageConfig;
  readonly configBytes: Uint8Array;
  /** What was read to know all this, each known by its digest: indexes, manifest, config. */
  readonly documents: readonly Descriptor[];
  /** Lowest first. */
  readonly layers: readonly { readonly layer: Layer; readonly source: RepositoryName }[];
}

/**
 * Types under which configs of images are found: Docker's early registries stored them as octet-stream. Everything else
 * is another kind of artifact.
 */
const CONFIG_TYPES: ReadonlySet<string> = new Set([
  OCI_CONFIG,
  DOCKER_CONFIG,
  'application/octet-stream',
  'application/json',
]);

/**
 * Manifest and config of an image, from the first place that has it.
 *
 * @throws UserError when there is no such image, none for `platform`, or access is refused; InfraError when the origin fails
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
  const places = registries.places(reference);
  const found = await firstAnswer(registries, places, name, signal, async (place) => {
    const first = await readManifest(documents, place, tagOrDigest(reference), signal);
    const chosen = await choose(documents, place, first, platform, signal);
    if ('offered' in chosen) return chosen;
    const { document } = chosen;
    checkConfigType(document.manifest, name);
    const configBytes = await readConfig(documents, place, document.manifest.config, signal);
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
    layers: pairLayers(name, manifest, config).map((layer) => ({ layer, source: { registry, repository } })),
  };
}

/** With the indexes that it was chosen from, the outermost first. */
type PlatformManifest = FetchedManifest & {
  readonly document: { readonly kind: 'manifest' };
  readonly indexes: readonly FetchedManifest[];
};

async function choose(
  documents: DocumentStore | undefined,
  place: Repository,
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
    current = await readManifest(documents, place, descriptor.digest, signal);
    if (current.bytes.byteLength !== descriptor.size) {
      throw new InfraError(`manifest ${descriptor.digest} has another size than its index says`);
    }
  }
  throw new InfraError(`index ${first.digest} holds indexes in more than ${MAX_INDEX_DEPTH} levels`);
}

function descriptorOf({ digest, bytes, document }: FetchedManifest): Descriptor {
  return { mediaType: document.mediaType, digest, size: bytes.byteLength };
}

function offeredBy(index: Index): readonly string[] {
  return offeredPlatforms(index).slice(0, 30);
}

function checkConfigType({ config, artifactType }: Manifest, name: string): void {
  if (CONFIG_TYPES.has(config.mediaType)) return;
  throw new UserError(`${name} is no container image, but an artifact of type ${artifactType ?? config.mediaType}`);
}

function pairLayers(name: string, { layers }: Manifest, { rootfs }: ImageConfig): readonly Layer[] {
  if (layers.length !== rootfs.diff_ids.length) {
    throw new InfraError(
      `${name}: its manifest has ${layers.length} layers, but its config has ${rootfs.diff_ids.length}`,
    );
  }
  return layers.flatMap((blob, index) => {
    const diffId = rootfs.diff_ids[index];
    return diffId === undefined ? [] : [{ blob, diffId, contentId: contentIdOfBase(diffId) }];
  });
}

/**
 * The bytes of a blob, from a mirror where one has it; when a mirror fails in the middle, the next place goes on from
 * there. The number of bytes is checked, the digest is the caller's to verify.
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
  const name = `blob ${blob.digest}`;
  let at = 0;
  for (const place of registries.places(source)) {
    try {
      for await (const chunk of downloadBlob(place, blob, at, signal)) {
        at += chunk.byteLength;
        progress.add(chunk.byteLength);
        yield chunk;
      }
      progress.finish();
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (!place.session.endpoint.mirror) throw blobRefused(place, name, error);
      passOver(registries, place, name, error);
    }
  }
}

function blobRefused(place: Repository, name: string, error: unknown): unknown {
  if (!(error instanceof HttpError) || !isRefusal(error.status)) return error;
  const { endpoint, credentialProblem } = place.session;
  return refused('pull', `${name} of ${endpoint.name}/${place.name}`, endpoint.name, error, credentialProblem);
}

/** Whether any place holds the blob. @throws InfraError when the origin does not say */
export async function hasBlob(
  registries: Registries,
  source: RepositoryName,
  digest: Digest,
  signal: AbortSignal,
): Promise<boolean> {
  const name = `blob ${digest}`;
  for (const place of registries.places(source)) {
    try {
      if (await place.hasBlob(digest, signal)) return true;
    } catch (error) {
      signal.throwIfAborted();
      if (!place.session.endpoint.mirror) throw blobRefused(place, name, error);
      passOver(registries, place, name, error);
    }
  }
  return false;
}

/**
 * The digest under a reference's tag, without any document.
 *
 * @throws UserError when there is no such image, or access is refused; InfraError when the origin fails
 */
export async function resolveDigest(registries: Registries, asked: Reference, signal: AbortSignal): Promise<Digest> {
  const reference = withDefaultTag(asked);
  const name = formatReference(reference);
  const places = registries.places(reference);
  const head = await firstAnswer(registries, places, name, signal, (place) =>
    place.manifestHead(tagOrDigest(reference), signal),
  );
  return head.digest;
}
