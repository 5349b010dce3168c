import type { CacheLocation } from '../engine/cache-location.js';
import type { Descriptor } from '../oci/descriptor.js';
import type { Digest } from '../oci/digest.js';

/** A pack on this machine: records, layer indexes and small blobs of one scope in one file (`pack/archive.ts`). */
export interface PackFile {
  /** Absolute path. */
  readonly file: string;
  /** Bytes. */
  readonly size: number;
  /** A hash over the names of its files, which are digests: packs of one id are as good as each other. Lower-case hex. */
  readonly id: string;
}

export type BlobDescriptor = Pick<Descriptor, 'mediaType' | 'digest' | 'size'>;

export interface BlobToUpload {
  readonly blob: BlobDescriptor;
  /**
   * The blob's bytes from the start, called once for each attempt. Absent where this machine lacks them: then the location can
   * only say whether it has the blob.
   */
  readonly open?: (signal: AbortSignal) => AsyncIterable<Uint8Array>;
  /** The location gave other bytes for this blob. What it has counts as nothing, and is replaced where that is possible. */
  readonly damaged?: boolean;
  /** Called when the blob was not there and is now. @param key as the location knows it */
  readonly onUploaded?: (key: string) => void;
}

/** What became of a pack. */
export type SavedPack =
  | { readonly kind: 'saved'; readonly key: string }
  /** It is there already: it was restored from there, or another job saved it. */
  | { readonly kind: 'unchanged'; readonly key: string }
  /** The location takes nothing, and nobody is at fault: a read-only token, a quota. */
  | { readonly kind: 'refused'; readonly why: string };

/**
 * One location that keeps a scope's pack, and the blobs that its records name, between machines: the Actions cache, an artifact
 * in a registry, an OCI layout. What comes from it is not trusted: callers check every byte against its digest.
 *
 * Each method throws an InfraError when the location fails. The caller decides what that means for a build.
 */
export interface CacheStore {
  readonly location: CacheLocation;
  /** Tells this location from all others, also in later processes. */
  readonly id: string;
  /**
   * Writes the scope's newest pack to `file`, an absolute path where nothing is yet.
   *
   * @returns the pack's id; `undefined` when there is none
   */
  restorePack(file: string, signal: AbortSignal): Promise<string | undefined>;
  /** Bytes of a blob that a restored pack names; unchecked. */
  fetchBlob(blob: BlobDescriptor, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /**
   * Uploads the blobs that the location lacks, several at a time. When one fails the others go on.
   *
   * @returns the blobs that are there now
   */
  uploadBlobs(blobs: readonly BlobToUpload[], signal: AbortSignal): Promise<ReadonlySet<Digest>>;
  /**
   * Replaces the scope's earlier pack by this one, whole or not at all.
   *
   * @param blobs those that its records name and that `uploadBlobs` said are there
   */
  savePack(pack: PackFile, blobs: readonly BlobDescriptor[], signal: AbortSignal): Promise<SavedPack>;
}
