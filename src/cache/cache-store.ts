import type { Descriptor } from '../oci/descriptor.js';
import type { Digest } from '../oci/digest.js';
import type { CacheLocation } from '../engine/cache-location.js';

/** A pack on this machine: records, layer indexes and small blobs of one scope in one file (`pack.ts`). */
export interface PackFile {
  /** Absolute path. */
  readonly file: string;
  /** Bytes. */
  readonly size: number;
  /** Over the names of what it holds, which are digests: packs of one id are as good as each other. Lower-case hex. */
  readonly id: string;
}

export type BlobDescriptor = Pick<Descriptor, 'mediaType' | 'digest' | 'size'>;

export interface BlobToSave {
  readonly blob: BlobDescriptor;
  /** Its bytes; absent where this machine lacks them, so that the store can only say whether it has them still. */
  readonly open?: (signal: AbortSignal) => AsyncIterable<Uint8Array>;
  /** What the place gave for it was something else: what is there counts as nothing. */
  readonly damaged?: boolean;
}

/** What became of a pack. */
export type SavedPack =
  | { readonly kind: 'saved'; readonly key: string }
  /** Somebody else saved just this one, or it is the one that was restored. */
  | { readonly kind: 'unchanged'; readonly key: string }
  /** Nobody's fault: a read-only token, a quota. */
  | { readonly kind: 'refused'; readonly why: string };

/**
 * One place that keeps a scope's pack and the blobs which its records name, between machines: the Actions cache, an artifact
 * in a registry, an OCI layout. What comes from it is not trusted: callers check every byte against its digest.
 *
 * Each method throws an InfraError when the place fails; what that means for a build is the caller's to decide.
 */
export interface CacheStore {
  readonly place: CacheLocation;
  /**
   * Writes the scope's newest pack to `file`, an absolute path where nothing is yet.
   *
   * @returns its id as the place knows it; `undefined` when there is none
   */
  restore(file: string, signal: AbortSignal): Promise<string | undefined>;
  /** Bytes of a blob that a restored pack names; unchecked. */
  fetch(blob: BlobDescriptor, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /**
   * Sees to it that the place has the blobs: those that it lacks are uploaded, side by side. One that fails costs the
   * others nothing.
   *
   * @returns which it has now
   */
  hold(blobs: readonly BlobToSave[], signal: AbortSignal): Promise<ReadonlySet<Digest>>;
  /**
   * Puts a pack in the place of the scope's earlier one, whole or not at all.
   *
   * @param held the blobs that its records name and that `hold` said are there
   */
  save(pack: PackFile, held: readonly BlobDescriptor[], signal: AbortSignal): Promise<SavedPack>;
}
