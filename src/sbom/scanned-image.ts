import type { LayerStack } from '../layer/layer-stack.js';
import type { FileContent } from '../layer/source-tree.js';
import type { Digest } from '../oci/digest.js';
import type { Platform } from '../oci/platform.js';
import type { Reference } from '../oci/reference.js';

/** An image, as an SBOM is made from it. */
export interface ScannedImage {
  /** Its first name; absent if it has none. */
  readonly reference?: Reference | undefined;
  /** Of its manifest. */
  readonly digest?: Digest | undefined;
  readonly platform: Platform;
  /** The flattened layers. */
  readonly tree: Pick<LayerStack, 'lstat' | 'readdir' | 'entries' | 'contentOf'>;
  /**
   * The bytes of some regular files of the tree, each file once, in the order that costs least. A content is read or dropped before the
   * next one is asked for.
   */
  readonly contents: (paths: readonly string[]) => AsyncIterable<FileContent>;
}
