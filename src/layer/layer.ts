import type { Descriptor } from '../oci/descriptor.js';
import type { Digest } from '../oci/digest.js';
import { contentIdOfBase, type DiffId, type TreeDigest, type ContentId } from '../oci/identity.js';

/** A layer, as the manifest and the config of an image describe it. Its bytes may be anywhere. */
export interface Layer {
  /** The compressed blob. */
  readonly blob: Descriptor;
  readonly diffId: DiffId;
  /** Identifies the content in keys: the tree of a layer that a step made, the diff id of a base's layer. */
  readonly contentId: ContentId;
  /**
   * Of the layer's index (`indexDigest`), as whoever made the layer has it. An index with this digest is as good as the layer's bytes.
   * Absent for a base's layer, and in older records.
   */
  readonly indexDigest?: Digest;
}

/** Whether a step made the layer. Keys know a base's layer by its diff id. */
export function isMade({ contentId, diffId }: Layer): boolean {
  return contentId !== contentIdOfBase(diffId);
}

/** A layer that was just made. Its files get their final names when the store takes it. */
export interface MadeLayer {
  /** Absolute path of the finished blob, in the store's `ingest` folder. */
  readonly blobFile: string;
  /** Absolute path of the encoded layer index, in the same folder. */
  readonly indexFile: string;
  readonly blob: Descriptor;
  readonly diffId: DiffId;
  readonly treeDigest: TreeDigest;
  readonly indexDigest?: Digest | undefined;
  /** Bytes of the uncompressed tar. */
  readonly uncompressedSize: number;
}
