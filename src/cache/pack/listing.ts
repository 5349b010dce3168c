import type { Layer } from '../../layer/layer.js';
import type { Digest } from '../../oci/digest.js';
import { array, tuple } from '../../json/containers.js';
import { parseOrUndefined } from '../../json/decode-or.js';
import { nonNegativeInteger, number, oneOf, refine, string, stringMatching, utcTime } from '../../json/decoder.js';
import { object, optional } from '../../json/object.js';
import type { BlobDescriptor } from '../cache-store.js';
import { blobDescriptor, layer } from '../record/record-codec.js';
import { digest } from '../../oci/digest-schema.js';
import { mountKey } from '../../oci/identity-schema.js';
import type { MountKey } from '../../oci/identity.js';
import type { RepositoryName } from '../../oci/reference.js';
import { isDetail, PACKED_PATH } from './packed-path.js';

/** Name of the listing within a pack; it comes first. */
export const LISTING_FILE = 'listing.json';

/** A file in a pack, or in a parcel beside it. */
export interface ListedFile {
  /** Hex of the sha256 of its bytes. */
  readonly sha256: string;
  /** When a build last needed it: ISO 8601. */
  readonly used: string;
  /** Number of builds that had a hit with it. */
  readonly hits: number;
  /** Who wrote it first: the ref that the job's token may write to, such as `refs/heads/main`. */
  readonly writer: string;
  /** Absent: it is in the pack itself. */
  readonly in?: { readonly parcel: Digest; readonly bytes: number };
}

/** A blob beside the pack, with files that only some builds need. */
export type Parcel = Pick<BlobDescriptor, 'digest' | 'size'>;

/** A blob in a repository that the image was pushed to. */
export interface RegistryBlob extends RepositoryName {
  readonly digest: Digest;
}

/** The content of a `RUN --mount=type=cache` when it was last saved: layers, lowest first. */
export interface KeptMount {
  readonly key: MountKey;
  readonly id: string;
  readonly layers: readonly Layer[];
  readonly used: string;
}

/** How fast blobs came from a location, over the builds so far. */
export interface Throughput {
  readonly bytesPerMs: number;
}

/** The contents of a pack, and of what is kept beside it. */
export interface PackListing {
  /** The scope, in words for people. */
  readonly scope: string;
  readonly saved: string;
  readonly files: ReadonlyMap<string, ListedFile>;
  /** Those that `files` name. */
  readonly parcels: readonly Parcel[];
  /** Blobs of layers that the location keeps beside the pack. */
  readonly blobs: readonly BlobDescriptor[];
  /** Blobs in repositories that the image was pushed to. */
  readonly registryBlobs: readonly RegistryBlob[];
  readonly mounts: readonly KeptMount[];
  readonly throughput?: Throughput;
}

interface EncodedFile extends Omit<ListedFile, 'in'> {
  readonly path: string;
  /** The number of its parcel, and its bytes. */
  readonly in?: readonly [number, number];
}

/** A listing in the form that is stored in packs. Those of version 1 have no parcels. */
interface EncodedListing extends Omit<PackListing, 'files' | 'registryBlobs' | 'parcels'> {
  readonly version: 1 | 2;
  readonly files: readonly EncodedFile[];
  readonly parcels?: readonly Parcel[];
  readonly elsewhere: readonly RegistryBlob[];
}

export function encodeListing({ files, registryBlobs, parcels, ...listing }: PackListing): string {
  const numbers = new Map(parcels.map(({ digest }, number) => [digest, number]));
  const encoded: EncodedListing = {
    version: 2,
    ...listing,
    files: [...files].map(([path, { in: place, ...file }]): EncodedFile => {
      const number = place && numbers.get(place.parcel);
      return { path, ...file, ...(place !== undefined && number !== undefined && { in: [number, place.bytes] }) };
    }),
    parcels,
    elsewhere: registryBlobs,
  };
  return JSON.stringify(encoded);
}

/** Bytes. A pack of 100,000 files has a listing of some 30 MB. */
const MAX_LISTING_SIZE = 256 * 1024 * 1024;

/** @returns `undefined` for anything that `encodeListing` does not make */
export function decodeListing(json: string): PackListing | undefined {
  const encoded = parseOrUndefined(packListing, json, MAX_LISTING_SIZE);
  if (encoded === undefined) return undefined;
  const { version, files, parcels = [], elsewhere, ...listing } = encoded;
  if (version === 1 && parcels.length > 0) return undefined;
  const known = new Map<string, ListedFile>();
  for (const { path, in: place, ...file } of files) {
    if (place === undefined) {
      known.set(path, file);
      continue;
    }
    const parcel = parcels[place[0]]?.digest;
    if (parcel === undefined || !isDetail(path)) return undefined;
    known.set(path, { ...file, in: { parcel, bytes: place[1] } });
  }
  return { ...listing, files: known, parcels, registryBlobs: elsewhere };
}

const hex = stringMatching(/^[a-f0-9]{64}$/, 'a sha256');

const rate = refine(number, (value) => value > 0, 'a number above 0');

/** Reads all or nothing: a listing that is damaged anywhere is not trusted at all. */
const packListing = object<EncodedListing>({
  version: oneOf(1, 2),
  scope: string,
  saved: utcTime,
  files: array(
    object<EncodedFile>({
      path: stringMatching(PACKED_PATH, 'the path of a packed file'),
      sha256: hex,
      used: utcTime,
      hits: nonNegativeInteger,
      writer: string,
      in: optional(tuple(nonNegativeInteger, nonNegativeInteger)),
    }),
  ),
  parcels: optional(array(object<Parcel>({ digest, size: nonNegativeInteger }))),
  blobs: array(blobDescriptor),
  elsewhere: array(object<RegistryBlob>({ digest, registry: string, repository: string })),
  mounts: array(object<KeptMount>({ key: mountKey, id: string, layers: array(layer), used: utcTime })),
  throughput: optional(object<Throughput>({ bytesPerMs: rate })),
});
