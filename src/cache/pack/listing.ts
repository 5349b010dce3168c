import type { Layer } from '../../layer/layer.js';
import type { Digest } from '../../oci/digest.js';
import {
  type Reader,
  ShapeFault,
  amount,
  count,
  listOf,
  matching,
  oneOf,
  optional,
  shape,
  soundJson,
  text,
  time,
} from '../../json/schema.js';
import type { BlobDescriptor } from '../cache-store.js';
import { blobDescriptor, layer } from '../record/record-codec.js';
import { digest } from '../../oci/digest-schema.js';
import { mountKey } from '../../oci/identity-schema.js';
import type { MountKey } from '../../oci/identity.js';
import type { RepositoryName } from '../../oci/reference.js';
import { PACKED_PATH } from './packed-path.js';

/** A file that a pack brings, by its path below the root. */
export interface ListedFile {
  /** Hex of the sha256 of its bytes. */
  readonly sha256: string;
  /** When a build last needed it: ISO 8601. */
  readonly used: string;
  /** How many builds found it and needed nothing else. */
  readonly hits: number;
  /** Who wrote it first: the trust scope of the job, such as `refs/heads/main`. */
  readonly writer: string;
}

interface PackedFile extends ListedFile {
  readonly path: string;
}

/** A blob in a repository that the image was pushed to. */
export interface RegistryBlob extends RepositoryName {
  readonly digest: Digest;
}

/** What a `RUN --mount=type=cache` held when it was last saved: layers, lowest first. */
export interface KeptMount {
  readonly key: MountKey;
  readonly id: string;
  readonly layers: readonly Layer[];
  readonly used: string;
}

/** How fast a location gave blobs, over the builds so far. */
export interface Throughput {
  readonly bytesPerMs: number;
}

/** What a pack says of itself: everything that it brings, and what lies beside it. */
export interface PackListing {
  readonly version: 1;
  /** The scope, in words for people. */
  readonly scope: string;
  readonly saved: string;
  readonly files: ReadonlyMap<string, ListedFile>;
  /** Blobs that the location keeps beside the pack. */
  readonly blobs: readonly BlobDescriptor[];
  /** Blobs that repositories hold which the image was pushed to. */
  readonly registryBlobs: readonly RegistryBlob[];
  readonly mounts: readonly KeptMount[];
  readonly throughput?: Throughput;
}

/** A listing as version 1 of a pack has it. */
interface EncodedListing extends Omit<PackListing, 'files' | 'registryBlobs'> {
  readonly files: readonly PackedFile[];
  readonly elsewhere: readonly RegistryBlob[];
}

export function encodeListing({ files, registryBlobs, ...listing }: PackListing): string {
  const encoded: EncodedListing = {
    ...listing,
    files: [...files].map(([path, file]) => ({ path, ...file })),
    elsewhere: registryBlobs,
  };
  return JSON.stringify(encoded);
}

/** @returns `undefined` for anything that `encodeListing` does not make */
export function decodeListing(json: string): PackListing | undefined {
  const encoded = soundJson(packListing, json);
  if (encoded === undefined) return undefined;
  const { files, elsewhere, ...listing } = encoded;
  return { ...listing, files: new Map(files.map(({ path, ...file }) => [path, file])), registryBlobs: elsewhere };
}

const hex = matching(/^[a-f0-9]{64}$/, 'a sha256');

const rate: Reader<number> = (value, at) => {
  if (amount(value, at) === 0) throw new ShapeFault(`${at} is not a rate`);
  return value as number;
};

/** All of it, or nothing: a listing that is damaged somewhere is not trusted at all. */
const packListing = shape<EncodedListing>({
  version: oneOf(1),
  scope: text,
  saved: time,
  files: listOf(
    shape<PackedFile>({
      path: matching(PACKED_PATH, 'the path of a packed file'),
      sha256: hex,
      used: time,
      hits: count,
      writer: text,
    }),
  ),
  blobs: listOf(blobDescriptor),
  elsewhere: listOf(shape<RegistryBlob>({ digest, registry: text, repository: text })),
  mounts: listOf(shape<KeptMount>({ key: mountKey, id: text, layers: listOf(layer), used: time })),
  throughput: optional(shape<Throughput>({ bytesPerMs: rate })),
});
