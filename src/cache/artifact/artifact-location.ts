import type { CacheLocationKind } from '../../engine/cache-location.js';
import type { BlobPart } from '../../oci/blob-part.js';
import type { Digest } from '../../oci/digest.js';
import type { RepositoryName } from '../../oci/reference.js';
import type { BlobDescriptor, BlobToUpload } from '../cache-store.js';

/** The manifest of a tag. Its bytes match its digest. */
export interface StoredManifest {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** Changes whenever the tag is put. Only at locations that can compare it while they put. */
  readonly version?: string;
}

/** What the tag must be for it to be replaced: nothing, or what it was when it was read. */
export type Expected = { readonly kind: 'nothing' } | { readonly kind: 'version'; readonly version: string };

export interface ArtifactBlob extends Omit<BlobToUpload, 'onUploaded'> {
  /** A repository that is known to have the blob: the location may be able to mount it from there. */
  readonly mountFrom?: RepositoryName;
}

export type UploadOutcome =
  /** It was there already, or was mounted from another repository of the same registry: no bytes had to move. */
  | { readonly kind: 'present' }
  | { readonly kind: 'uploaded' }
  /** Neither the location nor this machine has it. */
  | { readonly kind: 'absent' }
  /** This user may not write there. */
  | { readonly kind: 'refused'; readonly why: string };

type PutOutcome =
  | { readonly kind: 'put' }
  /** The tag is not what was expected. */
  | { readonly kind: 'changed' }
  /** The location does not accept a manifest of this form. */
  | { readonly kind: 'unsuitable'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * One tag in a repository of a registry, in an OCI layout in a folder, or in an object store. Every method throws an InfraError when the
 * location fails.
 */
export interface ArtifactLocation {
  /** Its name for people: `registry ghcr.io/o/cache:main`. */
  readonly name: string;
  readonly kind: CacheLocationKind;
  /** Identifies the location, also in later processes. */
  readonly id: string;
  /** It can compare what the tag is while it puts: then `put` gets what is expected. */
  readonly compares?: true;
  /** Milliseconds after which what is still used must be put again, as the location may let go of what is older. */
  readonly refreshMs?: number;
  /** How many blobs it takes at the same time. */
  readonly parallelism?: number;
  /** The tag's current manifest; `undefined` when there is no such tag. */
  manifest(signal: AbortSignal): Promise<StoredManifest | undefined>;
  /** The blob's bytes, or some of them. Only their number is checked. */
  open(blob: BlobDescriptor, signal: AbortSignal, part?: BlobPart): AsyncIterable<Uint8Array>;
  /** Uploads the blob, unless it is there already. */
  uploadBlob(blob: ArtifactBlob, signal: AbortSignal): Promise<UploadOutcome>;
  /** Points the tag to a manifest. All its blobs must be there already. */
  put(
    manifest: Pick<StoredManifest, 'mediaType' | 'bytes'>,
    signal: AbortSignal,
    expected?: Expected,
  ): Promise<PutOutcome>;
}
