import { InfraError, UserError } from '../errors.js';
import { CheckedJson } from '../json/document.js';
import type { Descriptor, DescriptorPlatform } from './descriptor.js';
import { DOCKER_INDEX, DOCKER_MANIFEST, isIndexType, isManifestType, OCI_INDEX, OCI_MANIFEST } from './media-types.js';
import { formatPlatform, normalisePlatform, type Platform, platformDistance } from './platform.js';
import { readDigest } from './digest-schema.js';

/** image-spec, "OCI Image Manifest"; Docker's schema 2 has the same fields. */
export interface Manifest {
  readonly schemaVersion: 2;
  readonly mediaType?: string;
  readonly artifactType?: string;
  readonly config: Descriptor;
  /** Lowest first. */
  readonly layers: readonly Descriptor[];
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** image-spec, "OCI Image Index"; Docker's manifest list has the same fields. */
export interface Index {
  readonly schemaVersion: 2;
  readonly mediaType?: string;
  readonly artifactType?: string;
  readonly manifests: readonly Descriptor[];
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>>;
}

export type ManifestDocument =
  | { readonly kind: 'manifest'; readonly mediaType: string; readonly manifest: Manifest }
  | { readonly kind: 'index'; readonly mediaType: string; readonly index: Index };

/** What registries must take at least (distribution-spec, "Pushing Manifests"), and all that is read here. Bytes. */
export const MAX_MANIFEST_SIZE = 4 * 1024 * 1024;

/** What a client accepts, best first. */
export const MANIFEST_MEDIA_TYPES: readonly string[] = [OCI_INDEX, DOCKER_INDEX, OCI_MANIFEST, DOCKER_MANIFEST];

const REFERENCE_TYPE = 'vnd.docker.reference.type';

/**
 * Checks a manifest or an index from elsewhere. Fields that the specification does not name are dropped: who needs the
 * very bytes keeps them.
 *
 * @param mediaType as the transport gave it (Content-Type, or the descriptor's); `undefined` when it gave none
 * @throws InfraError when the bytes are no such document
 * @throws UserError for Docker's schema 1, which has no digests of uncompressed layers
 */
export function parseManifest(bytes: Uint8Array, mediaType?: string): ManifestDocument {
  const given = mediaType === undefined ? undefined : bareMediaType(mediaType);
  if (given !== undefined && isSchema1Type(given)) throw schema1();
  const json = CheckedJson.parse(bytes, 'image manifest', MAX_MANIFEST_SIZE);
  if (json.at('schemaVersion').integer() === 1) throw schema1();
  if (json.at('schemaVersion').integer() !== 2) json.at('schemaVersion').fail('2');
  const stated = json.at('mediaType').optional((value) => value.mediaType());
  if (given !== undefined && stated !== undefined && given !== stated) {
    throw new InfraError(`image manifest: its mediaType is ${stated}, but it was sent as ${given}`);
  }
  refuseAmbiguity(json);
  const known = given ?? stated ?? (json.at('manifests').absent ? OCI_MANIFEST : OCI_INDEX);
  if (isIndexType(known)) return { kind: 'index', mediaType: known, index: readIndex(json, stated) };
  if (isManifestType(known)) return { kind: 'manifest', mediaType: known, manifest: readManifest(json, stated) };
  throw new InfraError(`image manifest: unknown media type ${known}`);
}

/** Without parameters; `undefined` for the types that servers give to any file. */
function bareMediaType(text: string): string | undefined {
  const bare = (text.split(';')[0] ?? '').trim().toLowerCase();
  return ['', 'application/json', 'application/octet-stream', 'text/plain'].includes(bare) ? undefined : bare;
}

function isSchema1Type(mediaType: string): boolean {
  return /^application\/vnd\.docker\.distribution\.manifest\.v1\+(?:json|prettyjws)$/.test(mediaType);
}

function schema1(): UserError {
  return new UserError('the image has a manifest of Docker schema 1, which was withdrawn in 2017', {
    hint: 'Pull it with an old Docker and push it again with a current one, or take a newer tag.',
  });
}

/** A document that is a manifest to one reader and an index to another would have two contents under one digest. */
function refuseAmbiguity(json: CheckedJson): void {
  if (!json.at('manifests').absent && (!json.at('layers').absent || !json.at('config').absent)) {
    throw new InfraError('image manifest: it has the fields of an index and of a manifest at once');
  }
}

function readManifest(json: CheckedJson, mediaType: string | undefined): Manifest {
  return {
    schemaVersion: 2,
    ...definedOnly({ mediaType, artifactType: readArtifactType(json) }),
    config: readDescriptor(json.at('config')),
    layers: json.at('layers').items().map(readDescriptor),
    ...definedOnly({ subject: json.at('subject').optional(readDescriptor), annotations: readAnnotations(json) }),
  };
}

function readIndex(json: CheckedJson, mediaType: string | undefined): Index {
  return {
    schemaVersion: 2,
    ...definedOnly({ mediaType, artifactType: readArtifactType(json) }),
    manifests: json.at('manifests').items().map(readDescriptor),
    ...definedOnly({ subject: json.at('subject').optional(readDescriptor), annotations: readAnnotations(json) }),
  };
}

function readDescriptor(json: CheckedJson): Descriptor {
  return {
    mediaType: json.at('mediaType').mediaType(),
    digest: readDigest(json.at('digest')),
    size: json.at('size').size(),
    ...definedOnly({
      urls: json.at('urls').optional((value) => value.strings()),
      annotations: readAnnotations(json),
      artifactType: readArtifactType(json),
      platform: json.at('platform').optional(readPlatform),
    }),
  };
}

function readPlatform(json: CheckedJson): DescriptorPlatform {
  return {
    architecture: json.at('architecture').string(128),
    os: json.at('os').string(128),
    ...definedOnly({
      variant: json.at('variant').optional((value) => value.string(128)),
      'os.version': json.at('os.version').optional((value) => value.string(128)),
      'os.features': json.at('os.features').optional((value) => value.strings()),
    }),
  };
}

function readAnnotations(json: CheckedJson): Readonly<Record<string, string>> | undefined {
  return json.at('annotations').optional((value) => value.stringMap());
}

function readArtifactType(json: CheckedJson): string | undefined {
  return json.at('artifactType').optional((value) => value.string(255));
}

type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** An absent field and an undefined one are different things in a document that is written out again. */
function definedOnly<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}

/**
 * The manifest (or nested index) for `platform`: of those that serve it the nearest, of equals the first. An entry
 * without a platform is taken only where none of the others serves. Attestations are never chosen.
 */
export function selectPlatform(index: Index, platform: Platform): Descriptor | undefined {
  let best: { readonly descriptor: Descriptor; readonly distance: number } | undefined;
  for (const descriptor of index.manifests.filter(isImage)) {
    const offered = descriptor.platform;
    const distance = offered === undefined ? Number.MAX_VALUE : platformDistance(platform, offered);
    if (distance !== undefined && (best === undefined || distance < best.distance)) best = { descriptor, distance };
  }
  return best?.descriptor;
}

/** What the index has images for, in its order, as `os/architecture[/variant]`. */
export function offeredPlatforms(index: Index): readonly string[] {
  const platforms = index.manifests
    .filter(isImage)
    .flatMap(({ platform }) => (platform === undefined ? [] : [platform]));
  return [...new Set(platforms.map((platform) => formatPlatform(normalisePlatform(platform))))];
}

function isImage({ mediaType, annotations, platform }: Descriptor): boolean {
  if (annotations !== undefined && Object.hasOwn(annotations, REFERENCE_TYPE)) return false;
  if (platform?.os === 'unknown' && platform.architecture === 'unknown') return false;
  return isManifestType(mediaType) || isIndexType(mediaType);
}
