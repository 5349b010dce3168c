import { InfraError, UserError } from '../../errors.js';
import { sha256 } from '../../oci/digest.js';
import { MAX_MANIFEST_SIZE, parseManifest, type Manifest } from '../../oci/manifest.js';
import { OCI_CONFIG, OCI_EMPTY, OCI_MANIFEST } from '../../oci/media-types.js';
import type { StoredManifest } from './artifact-location.js';
import type { BlobDescriptor } from '../cache-store.js';

/** A scope's cache as one OCI artifact (image-spec, "Guidelines for Artifact Usage"). */
export interface CacheArtifact {
  /** Records, indexes and small blobs, in one file. */
  readonly pack: BlobDescriptor;
  readonly packId: string;
  /** The large blobs beside the pack. The manifest names them so that the location keeps them. */
  readonly blobs: readonly BlobDescriptor[];
}

/**
 * `artifact` is the form of the specification. `image` is for registries that know neither `artifactType` nor the empty
 * config: it is the same with the config of an empty image.
 */
export type ArtifactForm = 'artifact' | 'image';

const CACHE_ARTIFACT = 'application/vnd.layer-build.cache.v1';
export const CACHE_PACK = 'application/vnd.layer-build.cache.pack.v1';
const PACK_ID = 'io.layer-build.cache.pack.id';

const EMPTY_CONFIG = Buffer.from('{}');
const NO_IMAGE = Buffer.from(
  JSON.stringify({ architecture: 'unknown', os: 'unknown', rootfs: { type: 'layers', diff_ids: [] } }),
);

/** The most layers of an artifact, its pack included. */
const MAX_LAYERS = 10_000;
/** Bytes. A pack only has small files: a larger one is not ours. */
const MAX_PACK_SIZE = 2 * 1024 ** 3;

export interface EncodedArtifact {
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly config: { readonly blob: BlobDescriptor; readonly bytes: Buffer };
}

/** @returns `undefined` when it would be larger than registries accept */
export function encodeArtifact(artifact: CacheArtifact, form: ArtifactForm): EncodedArtifact | undefined {
  const { pack, packId, blobs } = artifact;
  const configBytes = form === 'artifact' ? EMPTY_CONFIG : NO_IMAGE;
  const config = {
    mediaType: form === 'artifact' ? OCI_EMPTY : OCI_CONFIG,
    digest: sha256(configBytes),
    size: configBytes.length,
  };
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    ...(form === 'artifact' && { artifactType: CACHE_ARTIFACT }),
    config,
    layers: [{ ...bare(pack), annotations: { [PACK_ID]: packId } }, ...blobs.map(bare)],
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  if (bytes.length > MAX_MANIFEST_SIZE || manifest.layers.length > MAX_LAYERS) return undefined;
  return { mediaType: OCI_MANIFEST, bytes, config: { blob: config, bytes: configBytes } };
}

function bare({ mediaType, digest, size }: BlobDescriptor): BlobDescriptor {
  return { mediaType, digest, size };
}

/** The tag has something other than a cache of ours, such as an image whose inline cache a workflow asks for. */
export class NoCache extends InfraError {
  constructor(location: string, what: string, options: { readonly cause?: unknown } = {}) {
    super(`${location} holds no cache of layer-build${what}`, options);
  }
}

/**
 * @param location its name, for messages
 * @throws NoCache; InfraError for a cache of ours that is not valid
 */
export function decodeArtifact(location: string, { bytes, mediaType }: StoredManifest): CacheArtifact {
  const manifest = readManifest(location, bytes, mediaType);
  const { artifactType, config, layers } = manifest;
  const [pack, ...blobs] = layers;
  const ours = artifactType === CACHE_ARTIFACT || (artifactType === undefined && config.mediaType === OCI_CONFIG);
  if (!ours || pack?.mediaType !== CACHE_PACK) {
    throw new NoCache(location, `, but ${whatItIs(manifest)}`);
  }
  const packId = pack.annotations?.[PACK_ID] ?? '';
  if (!/^[a-f0-9]{1,128}$/.test(packId)) throw new InfraError(`the cache of ${location} does not name its pack`);
  if (pack.size > MAX_PACK_SIZE) {
    throw new InfraError(`the pack of ${location} has ${pack.size} bytes; at most ${MAX_PACK_SIZE} are read`);
  }
  if (layers.length > MAX_LAYERS) {
    throw new InfraError(`the cache of ${location} names ${layers.length} blobs; at most ${MAX_LAYERS} are read`);
  }
  return { pack: bare(pack), packId, blobs: blobs.map(bare) };
}

function readManifest(location: string, bytes: Uint8Array, mediaType: string): Manifest {
  try {
    const document = parseManifest(bytes, mediaType);
    if (document.kind === 'manifest') return document.manifest;
  } catch (error) {
    if (!(error instanceof InfraError) && !(error instanceof UserError)) throw error;
    throw new NoCache(location, `: ${error.message}`, { cause: error });
  }
  throw new NoCache(location, ", but an index, of an image or of another builder's cache");
}

function whatItIs({ artifactType, config }: Manifest): string {
  const type = artifactType ?? config.mediaType;
  return /\.image\./.test(type) ? 'an image' : `an artifact of type ${JSON.stringify(type)}`;
}
