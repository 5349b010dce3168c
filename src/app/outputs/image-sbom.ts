import { LayerStack } from '../../layer/layer-stack.js';
import { StackSource } from '../../layer/stack-source.js';
import type { Layer } from '../../layer/layer.js';
import type { LayerIndex } from '../../layer/layer-index.js';
import type { Digest } from '../../oci/digest.js';
import type { Platform } from '../../oci/platform.js';
import type { Reference } from '../../oci/reference.js';
import type { Sbom } from '../../sbom/spdx-of.js';

/** An image for one platform whose contents are to be listed. */
export interface ListedImage {
  readonly reference?: Reference | undefined;
  /** Of its manifest. */
  readonly digest?: Digest | undefined;
  readonly platform: Platform;
  /** Lowest first. */
  readonly layers: readonly Layer[];
}

/** Where the layers' indexes and bytes come from. */
export interface LayerBytes {
  index(layer: Layer, signal: AbortSignal): Promise<LayerIndex>;
  blobFile(layer: Layer, signal: AbortSignal): Promise<string>;
}

/**
 * The SBOM of an image. Only the layers that hold files of interest are read, each once, but a second or third time if a large binary
 * makes that necessary.
 *
 * @param created see `spdxOf`
 * @throws InfraError when a layer is missing or damaged; the signal's reason
 */
export async function sbomOf(
  { layers, ...image }: ListedImage,
  bytes: LayerBytes,
  created: Date,
  signal: AbortSignal,
): Promise<Sbom> {
  const indexes = await Promise.all(layers.map((layer) => bytes.index(layer, signal)));
  const tree = LayerStack.of(indexes);
  const blobFile = (number: number): Promise<string> => {
    const layer = layers[number];
    if (layer === undefined) throw new RangeError(`no layer ${number}`);
    return bytes.blobFile(layer, signal);
  };
  const source = new StackSource('the image', tree, blobFile, signal);
  // Only a build with an SBOM needs the code.
  const { spdxOf } = await import('../../sbom/spdx-of.js');
  return spdxOf({ ...image, tree, contents: (paths) => source.contents(paths) }, created, signal);
}
