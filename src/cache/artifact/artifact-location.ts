import type { Digest } from '../../oci/digest.js';
import type { RepositoryName } from '../../oci/reference.js';
import type { BlobDescriptor } from '../cache-store.js';
import type { CacheLocationKind } from '../../engine/cache-location.js';

/** A manifest as it lies under a place's tag; its bytes are those of its digest. */
export interface PlacedManifest {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface BlobToUpload {
  readonly blob: BlobDescriptor;
  /** The blob's bytes from the start, called once an attempt; absent where they cannot be had here. */
  readonly open?: (signal: AbortSignal) => AsyncIterable<Uint8Array>;
  /** What is there is something else, and counts as nothing. A place that cannot replace it may do without. */
  readonly damaged?: boolean;
  /** A repository that is known to hold the blob: the place may have a short way from there. */
  readonly mountFrom?: RepositoryName;
}

export type HoldOutcome =
  | { readonly kind: 'held' }
  /** It is not there, and there is nothing to make it from. */
  | { readonly kind: 'absent' }
  /** Who asks may not write here. */
  | { readonly kind: 'refused'; readonly why: string };

export type PutOutcome =
  | { readonly kind: 'put' }
  /** The place takes no manifest of this form. */
  | { readonly kind: 'unsuitable'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * One tag in a place that holds OCI artifacts: a repository of a registry, or a layout in a folder. Every method throws an
 * InfraError when the place fails.
 */
export interface ArtifactLocation {
  /** As people know it: `registry ghcr.io/o/cache:main`. */
  readonly name: string;
  readonly kind: CacheLocationKind;
  /** What the tag stands for now; `undefined` when there is no such tag. */
  manifest(signal: AbortSignal): Promise<PlacedManifest | undefined>;
  /** The blob's bytes, of the right number; unchecked otherwise. */
  open(blob: BlobDescriptor, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** Sees to it that the place has the blob. */
  hold(blob: BlobToUpload, signal: AbortSignal): Promise<HoldOutcome>;
  /** Lets the tag stand for a manifest, whose blobs are all held. */
  put(manifest: Omit<PlacedManifest, 'digest'>, signal: AbortSignal): Promise<PutOutcome>;
}
