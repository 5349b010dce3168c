import type { Descriptor } from '../oci/descriptor.js';
import type { Digest } from '../oci/digest.js';

/** A layer of an image: what the manifest and the config say of it. Its bytes may be anywhere. */
export interface Layer {
  /** The compressed blob. */
  readonly blob: Descriptor;
  /** sha256 of the uncompressed tar (image-spec, "DiffID"). */
  readonly diffId: Digest;
  /**
   * What stands for the content in keys: the tree digest for a layer that a step made, the diff id for a layer of a base
   * image (which is known without its bytes).
   */
  readonly contentId: Digest;
}

/** A layer that was just made: written below its final name only when the content store takes it. */
export interface MadeLayer {
  /** Absolute path of the finished blob, in the store's `ingest` folder. */
  readonly blobFile: string;
  /** Absolute path of the encoded layer index, likewise. */
  readonly indexFile: string;
  readonly blob: Descriptor;
  readonly diffId: Digest;
  readonly treeDigest: Digest;
  /** Bytes of the uncompressed tar. */
  readonly uncompressedSize: number;
}
