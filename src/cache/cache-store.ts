import type { CacheLocation } from '../engine/cache-location.js';
import type { Descriptor } from '../oci/descriptor.js';
import type { BlobPart } from '../oci/blob-part.js';
import type { Digest } from '../oci/digest.js';

/** A pack on this machine: records, layer indexes and small blobs of one scope in one file (`pack/archive.ts`). */
export interface PackFile {
  /** Absolute path. */
  readonly file: string;
  /** Bytes. */
  readonly size: number;
  /** A hash over what is in the pack (`packId`): packs of the same id can replace each other. Lower-case hex. */
  readonly id: string;
}

/** A pack, and what saving it does to the one that the location has. */
export interface PackToSave extends PackFile {
  /** The id of the pack that it was planned on, which it may replace. Only counts at locations that compare. */
  readonly replaces?: string | undefined;
  /** Even an equal pack is replaced, so that the location has a newer one. */
  readonly renews?: boolean;
}

export type BlobDescriptor = Pick<Descriptor, 'mediaType' | 'digest' | 'size'>;

export interface BlobToUpload {
  readonly blob: BlobDescriptor;
  /**
   * Returns the blob's bytes from the start. Called once for each attempt. Absent if this machine does not have them: the
   * location can only say then whether it has the blob.
   */
  readonly open?: (signal: AbortSignal) => AsyncIterable<Uint8Array>;
  /** The location returned wrong bytes for this blob. What it has does not count, and is replaced if that is possible. */
  readonly damaged?: boolean;
  /** Called after the blob was uploaded. @param key the location's name for it */
  readonly onUploaded?: (key: string) => void;
}

/** The outcome of saving a pack. */
export type SavedPack =
  | { readonly kind: 'saved'; readonly key: string }
  /** The location has it already: it was restored from there, or another job saved it. */
  | { readonly kind: 'unchanged'; readonly key: string }
  /** The location accepts nothing, without a fault: the token is read-only, or a quota is used up. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Another job saved the pack with the id `by` since, and nothing was done. Only at locations that compare. */
  | { readonly kind: 'overtaken'; readonly by: string };

/**
 * A location that keeps a scope's pack, and the blobs that its records name, for other machines: the Actions cache, an
 * artifact in a registry, an OCI layout or an object store. Its content is not trusted: callers check every byte against its digest.
 *
 * Each method throws an InfraError when the location fails. The caller decides what that means for a build.
 */
export interface CacheStore {
  readonly location: CacheLocation;
  /** Identifies this location, also in later processes. */
  readonly id: string;
  /** Milliseconds after which a pack must be saved again, though nothing has changed: the location may let go of older ones. */
  readonly refreshMs?: number;
  /**
   * Writes the scope's newest pack to `file`, an absolute path where nothing is yet.
   *
   * @returns the pack's id; `undefined` when there is none
   */
  restorePack(file: string, signal: AbortSignal): Promise<string | undefined>;
  /**
   * Writes the newest pack of the whole scope to `file`, if that is not the one that `restorePack` gave: jobs that build other
   * targets or platforms of the scope save packs of their own. To be called after `restorePack`. Absent: there are no others.
   *
   * @returns the pack's id; `undefined` when there is no such pack
   */
  restoreNewest?(file: string, signal: AbortSignal): Promise<string | undefined>;
  /**
   * Writes the newest pack of the branch that the job's is based on to `file`, if the job's own had one and this is another: it has
   * what the base has built since then. To be called after `restorePack`, when a step has no record. Absent: there are no others.
   *
   * @returns the pack's id; `undefined` when there is no such pack
   */
  restoreOfBase?(file: string, signal: AbortSignal): Promise<string | undefined>;
  /**
   * The bytes of a blob that a restored pack names. They are not checked.
   *
   * @param part only these; it is an error if the location gives no parts
   */
  fetchBlob(blob: BlobDescriptor, signal: AbortSignal, part?: BlobPart): AsyncIterable<Uint8Array>;
  /**
   * Uploads the blobs that the location lacks, several at a time. If one fails, the others go on.
   *
   * @returns the blobs that are there now
   */
  uploadBlobs(blobs: readonly BlobToUpload[], signal: AbortSignal): Promise<ReadonlySet<Digest>>;
  /**
   * Replaces the scope's earlier pack by this one, completely or not at all.
   *
   * @param blobs the blobs that its records name and that are there according to `uploadBlobs`
   */
  savePack(pack: PackToSave, blobs: readonly BlobDescriptor[], signal: AbortSignal): Promise<SavedPack>;
}
