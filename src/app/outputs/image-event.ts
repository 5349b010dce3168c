import type { ImageLayer, PlatformImage } from '../../engine/events.js';
import type { Layer } from '../../layer/layer.js';
import { formatPlatform } from '../../oci/platform.js';
import type { FinishedImage } from './encoded-image.js';
import type { LayerSizes } from './layer-sizes.js';

/**
 * The facts in events about an image that was built.
 *
 * @param sizes says what makes a layer large; `undefined`: this is not reported
 */
export async function imageEvent(image: FinishedImage, sizes: LayerSizes | undefined): Promise<PlatformImage> {
  const { platform, digest } = image.descriptor;
  const told: ImageLayer[] = [];
  // One after the other: an index may be large.
  for (const layer of image.layers) told.push(await layerEvent(layer, sizes));
  return {
    platform: platform === undefined ? '' : formatPlatform(platform),
    digest,
    imageId: image.imageId,
    layers: told,
  };
}

async function layerEvent(layer: Layer, sizes: LayerSizes | undefined): Promise<ImageLayer> {
  const { digest, size } = layer.blob;
  const paths = await sizes?.of(layer);
  return { digest, size, ...(paths !== undefined && { paths }) };
}
