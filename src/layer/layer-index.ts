import type { Digest } from '../oci/digest.js';
import type { LayerEntry } from './entry.js';

/** All that a layer says, but for the bytes of its files. Entries stand in the order of the tar. */
export interface LayerIndex {
  readonly entries: readonly LayerEntry[];
  readonly diffId: Digest;
  /** Over the entries without their mtimes, in an order of their own: see `treeDigest`. */
  readonly treeDigest: Digest;
}
