import type { Descriptor } from '../oci/descriptor.js';
import type { DiffId, TreeDigest, ContentId } from '../oci/identity.js';

/** A layer of an image: what the manifest and the config say of it. Its bytes may be anywhere. */
export interface Layer {
  /** The compressed blob. */
  readonly blob: Descriptor;
  readonly diffId: DiffId;
  /** What stands for the content in keys: the tree of a layer that a step made, the diff id of a base's layer. */
  readonly contentId: ContentId;
}

/** A layer that was just made: written below its final name only when the content store takes it. */
export interface MadeLayer {
  /** Absolute path of the finished blob, in the store's `ingest` folder. */
  readonly blobFile: string;
  /** Absolute path of the encoded layer index, likewise. */
  readonly indexFile: string;
  readonly blob: Descriptor;
  readonly diffId: DiffId;
  readonly treeDigest: TreeDigest;
  /** Bytes of the uncompressed tar. */
  readonly uncompressedSize: number;
}
