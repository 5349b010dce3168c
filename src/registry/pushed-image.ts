import { InfraError, UserError } from '../errors.js';
import type { HttpError } from '../http/http-error.js';
import { statusOf } from '../http/http-error.js';
import type { Descriptor } from '../oci/descriptor.js';
import type { Digest } from '../oci/digest.js';
import { type ImageConfig, parseImageConfig } from '../oci/image-config.js';
import type { Manifest } from '../oci/manifest.js';
import { formatPlatform, normalisePlatform } from '../oci/platform.js';
import { formatReference, type RepositoryName } from '../oci/reference.js';
import { accessDenied, isAccessDenied } from './access-denied.js';
import { readConfig } from './documents.js';
import type { Registries } from './registries.js';
import type { FetchedManifest, Repository } from './repository.js';

/** A manifest as a registry has it, with its config. Both match their digests. */
export interface PushedManifest {
  /** As its index has it, or as an index could have it. */
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
  readonly manifest: Manifest;
  readonly config: Uint8Array;
  /** `os/architecture[/variant]` of an image; `undefined` for what is said about one, such as an attestation. */
  readonly platform: string | undefined;
}

/**
 * Reads everything that a digest names: one image, or the images and attestations of an index. The registry itself is asked, never a
 * mirror. No layer is read.
 *
 * @throws UserError when the registry does not have it, or denies access; InfraError when it fails, or when documents contradict each
 *   other
 */
export async function readPushed(
  registries: Registries,
  name: RepositoryName,
  digest: Digest,
  signal: AbortSignal,
): Promise<readonly PushedManifest[]> {
  const repository = registries.repository(name);
  const shown = formatReference({ ...name, digest });
  try {
    const root = await repository.manifest(digest, signal);
    if (root.document.kind === 'manifest') {
      const { mediaType } = root.document;
      const descriptor = { mediaType, digest, size: root.bytes.byteLength };
      return [await readOne(repository, root, descriptor, signal)];
    }
    const found: PushedManifest[] = [];
    for (const descriptor of root.document.index.manifests) {
      found.push(await readOne(repository, await repository.manifest(descriptor.digest, signal), descriptor, signal));
    }
    return found;
  } catch (error) {
    signal.throwIfAborted();
    if (statusOf(error) === 404) {
      throw new UserError(`${shown} is not in the registry, or not whole`, {
        hint: 'Did the job that builds it push it? Was it removed since?',
        cause: error,
      });
    }
    const { endpoint, credentialProblem } = repository.session;
    if (isAccessDenied(statusOf(error))) {
      throw accessDenied('pull', shown, endpoint.name, error as HttpError, credentialProblem);
    }
    throw error;
  }
}

async function readOne(
  repository: Repository,
  { digest, bytes, document }: FetchedManifest,
  descriptor: Descriptor,
  signal: AbortSignal,
): Promise<PushedManifest> {
  if (document.kind !== 'manifest') {
    throw new UserError(`${digest} is an index within an index, which cannot be joined with others`);
  }
  if (bytes.byteLength !== descriptor.size) {
    throw new InfraError(`manifest ${digest} has ${bytes.byteLength} bytes, but its index says ${descriptor.size}`);
  }
  const { manifest } = document;
  const config = await readConfig(undefined, repository, manifest.config, signal);
  const common = { bytes, manifest, config };
  if (isAbout(descriptor)) return { ...common, descriptor, platform: undefined };
  const read = platformIn(parseImageConfig(config));
  const platform = formatPlatform(normalisePlatform(read));
  const stated = descriptor.platform;
  const says = stated === undefined ? platform : formatPlatform(normalisePlatform(pick(stated)));
  if (says !== platform && says.split('/', 2).join('/') !== platform) {
    throw new InfraError(`manifest ${digest} is an image for ${platform}, but its index says ${says}`);
  }
  return { ...common, descriptor: { ...descriptor, platform: stated ?? read }, platform: says };
}

/** BuildKit's attestations, and any other manifest that is about an image and is none. */
function isAbout({ annotations = {}, platform, artifactType }: Descriptor): boolean {
  return (
    Object.hasOwn(annotations, 'vnd.docker.reference.type') ||
    platform?.architecture === 'unknown' ||
    artifactType !== undefined
  );
}

function platformIn(config: ImageConfig) {
  return {
    architecture: config.architecture,
    os: config.os,
    ...(config.variant !== undefined && { variant: config.variant }),
    ...(config['os.version'] !== undefined && { 'os.version': config['os.version'] }),
  };
}

function pick({ os, architecture, variant }: NonNullable<Descriptor['platform']>) {
  return { os, architecture, ...(variant !== undefined && { variant }) };
}
