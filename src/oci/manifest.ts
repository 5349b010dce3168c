import { EngineBug, InfraError, UserError } from '../errors.js';
import { array, mapOf, withDefault } from '../json/containers.js';
import { anything, integer, nonNegativeInteger, oneOf, string, stringUpTo } from '../json/decoder.js';
import { JsonDocument } from '../json/document.js';
import { nullish, object } from '../json/object.js';
import type { Descriptor, DescriptorPlatform } from './descriptor.js';
import {
  DOCKER_INDEX,
  DOCKER_MANIFEST,
  isIndexType,
  isManifestType,
  mediaType,
  OCI_INDEX,
  OCI_MANIFEST,
} from './media-types.js';
import { formatPlatform, normalisePlatform, type Platform, platformDistance } from './platform.js';
import { digest } from './digest-schema.js';

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

/** Bytes. Registries must take as much (distribution-spec, "Pushing Manifests"), and no more is read here. */
export const MAX_MANIFEST_SIZE = 4 * 1024 * 1024;

/** Levels of indexes within indexes. They are legal and in use, but nobody needs more levels than this. */
export const MAX_INDEX_DEPTH = 4;

/** What a client asks for, best first. */
export const MANIFEST_MEDIA_TYPES: readonly string[] = [OCI_INDEX, DOCKER_INDEX, OCI_MANIFEST, DOCKER_MANIFEST];

const REFERENCE_TYPE = 'vnd.docker.reference.type';
const REFERENCE_DIGEST = 'vnd.docker.reference.digest';

const platform = object<DescriptorPlatform>({
  architecture: stringUpTo(128),
  os: stringUpTo(128),
  variant: nullish(stringUpTo(128)),
  'os.version': nullish(stringUpTo(128)),
  'os.features': nullish(array(string)),
});

const annotations = nullish(mapOf(string));
const artifactType = nullish(stringUpTo(255));

const descriptor = object<Descriptor>({
  mediaType,
  digest,
  size: nonNegativeInteger,
  urls: nullish(array(string)),
  annotations,
  artifactType,
  platform: nullish(platform),
});
const descriptors = withDefault(array(descriptor), []);

const manifest = object<Manifest>({
  schemaVersion: oneOf(2),
  mediaType: nullish(mediaType),
  artifactType,
  config: descriptor,
  layers: descriptors,
  subject: nullish(descriptor),
  annotations,
});

const index = object<Index>({
  schemaVersion: oneOf(2),
  mediaType: nullish(mediaType),
  artifactType,
  manifests: descriptors,
  subject: nullish(descriptor),
  annotations,
});

/** What has to be known before a document is read as a manifest or as an index. */
const versioned = object({ schemaVersion: integer });
const head = object({
  mediaType: nullish(mediaType),
  manifests: nullish(anything),
  config: nullish(anything),
  layers: nullish(anything),
});

/**
 * Checks a manifest or an index from elsewhere. Fields that the specification does not name are dropped: a caller that
 * needs the document byte for byte keeps the bytes.
 *
 * @param sentAs the media type that the transport gave (Content-Type, or the descriptor's); `undefined` when it gave none
 * @throws InfraError when the bytes are not such a document
 * @throws UserError for Docker's schema 1, which has no digests of uncompressed layers
 */
export function parseManifest(bytes: Uint8Array, sentAs?: string): ManifestDocument {
  const given = sentAs === undefined ? undefined : bareMediaType(sentAs);
  if (given !== undefined && isSchema1Type(given)) throw schema1();
  const document = JsonDocument.parse(bytes, 'image manifest', MAX_MANIFEST_SIZE);
  if (document.decode(versioned).schemaVersion === 1) throw schema1();
  const { mediaType: stated, manifests, config, layers } = document.decode(head);
  if (given !== undefined && stated !== undefined && given !== stated) {
    throw new InfraError(`image manifest: its mediaType is ${stated}, but it was sent as ${given}`);
  }
  // To one reader it would be a manifest and to another an index: two contents under one digest.
  if (manifests !== undefined && (config !== undefined || layers !== undefined)) {
    throw new InfraError('image manifest: it has the fields of an index and of a manifest at once');
  }
  const type = given ?? stated ?? (manifests === undefined ? OCI_MANIFEST : OCI_INDEX);
  if (isIndexType(type)) return { kind: 'index', mediaType: type, index: document.decode(index) };
  if (isManifestType(type)) return { kind: 'manifest', mediaType: type, manifest: document.decode(manifest) };
  throw new InfraError(`image manifest: unknown media type ${type}`);
}

/** The `index.json` of an OCI layout. @throws as `parseManifest` */
export function parseIndex(bytes: Uint8Array): Index {
  const document = parseManifest(bytes, OCI_INDEX);
  if (document.kind !== 'index') throw new EngineBug('an index was read as a manifest');
  return document.index;
}

/** Without parameters; `undefined` for the types that servers give to any file. */
function bareMediaType(text: string): string | undefined {
  const bare = (text.split(';')[0] ?? '').trim().toLowerCase();
  return ['', 'application/json', 'application/octet-stream', 'text/plain'].includes(bare) ? undefined : bare;
}

function isSchema1Type(type: string): boolean {
  return /^application\/vnd\.docker\.distribution\.manifest\.v1\+(?:json|prettyjws)$/.test(type);
}

function schema1(): UserError {
  return new UserError('the image has a manifest of Docker schema 1, which was withdrawn in 2017', {
    hint: 'Pull it with an old Docker and push it again with a current one, or take a newer tag.',
  });
}

/**
 * The manifest (or nested index) that fits `wanted` best; of equally good ones, the first. An entry without a platform is
 * taken only where no other entry fits. Attestations are never chosen.
 */
export function selectPlatform({ manifests }: Index, wanted: Platform): Descriptor | undefined {
  let best: { readonly entry: Descriptor; readonly distance: number } | undefined;
  for (const entry of manifests.filter(namesImage)) {
    const offered = entry.platform;
    const distance = offered === undefined ? Number.MAX_VALUE : platformDistance(wanted, offered);
    if (distance !== undefined && (best === undefined || distance < best.distance)) best = { entry, distance };
  }
  return best?.entry;
}

/** The platforms that the index has images for, in its order, as `os/architecture[/variant]`. */
export function offeredPlatforms({ manifests }: Index): readonly string[] {
  const offered = manifests.filter(namesImage).flatMap((entry) => entry.platform ?? []);
  return [...new Set(offered.map((one) => formatPlatform(normalisePlatform(one))))];
}

/** The digest of the image that an entry of an index says something about; `undefined` for an image itself. */
export function attestedImage({ annotations }: Descriptor): string | undefined {
  return annotations?.[REFERENCE_DIGEST];
}

/** Whether an entry of an index leads to an image, and not to what is said about one. */
export function namesImage(entry: Descriptor): boolean {
  if (Object.hasOwn(entry.annotations ?? {}, REFERENCE_TYPE)) return false;
  if (entry.platform?.os === 'unknown' && entry.platform.architecture === 'unknown') return false;
  return isManifestType(entry.mediaType) || isIndexType(entry.mediaType);
}
