import type { CacheLocationKind } from '../../engine/cache-location.js';
import type { Digest } from '../../oci/digest.js';
import type { RepositoryName } from '../../oci/reference.js';
import type { BlobDescriptor, BlobToUpload } from '../cache-store.js';

/** A manifest as it lies under a tag; its bytes are those of its digest. */
export interface StoredManifest {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface ArtifactBlob extends Omit<BlobToUpload, 'onUploaded'> {
  /** A repository that is known to hold the blob: the location may be able to take it from there. */
  readonly mountFrom?: RepositoryName;
}

export type UploadOutcome =
  /** It was there, or came from another repository of the same registry: no bytes had to move. */
  | { readonly kind: 'present' }
  | { readonly kind: 'uploaded' }
  /** It is not there, and this machine does not have it. */
  | { readonly kind: 'absent' }
  /** This user may not write here. */
  | { readonly kind: 'refused'; readonly why: string };

type PutOutcome =
  | { readonly kind: 'put' }
  /** The location takes no manifest of this form. */
  | { readonly kind: 'unsuitable'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * One tag at a location that holds OCI artifacts: a repository of a registry, or a layout in a folder. Every method throws an
 * InfraError when the location fails.
 */
export interface ArtifactLocation {
  /** As people know it: `registry ghcr.io/o/cache:main`. */
  readonly name: string;
  readonly kind: CacheLocationKind;
  /** Tells it from all other locations, also in later processes. */
  readonly id: string;
  /** What the tag stands for now; `undefined` when there is no such tag. */
  manifest(signal: AbortSignal): Promise<StoredManifest | undefined>;
  /** The blob's bytes, of the right number; unchecked otherwise. */
  open(blob: BlobDescriptor, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** Uploads the blob, unless it is there already. */
  uploadBlob(blob: ArtifactBlob, signal: AbortSignal): Promise<UploadOutcome>;
  /** Lets the tag stand for a manifest, all of whose blobs are there. */
  put(manifest: Omit<StoredManifest, 'digest'>, signal: AbortSignal): Promise<PutOutcome>;
}
