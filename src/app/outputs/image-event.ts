import type { ImageLayer, PlatformImage } from '../../engine/events.js';
import type { Layer } from '../../layer/layer.js';
import { pathSizes } from '../../layer/path-sizes.js';
import { formatPlatform } from '../../oci/platform.js';
import type { FinishedImage } from './encoded-image.js';
import type { LayerProvider } from '../host/layer-provider.js';

/**
 * The facts in events about an image that was built.
 *
 * @param layers the provider of the indexes that show what makes a layer large; `undefined`: this is not reported
 */
export async function imageEvent(image: FinishedImage, layers: LayerProvider | undefined): Promise<PlatformImage> {
  const { platform, digest } = image.descriptor;
  const told: ImageLayer[] = [];
  // One after the other: an index may be large.
  for (const layer of image.layers) told.push(await layerEvent(layer, layers));
  return {
    platform: platform === undefined ? '' : formatPlatform(platform),
    digest,
    imageId: image.imageId,
    layers: told,
  };
}

async function layerEvent(layer: Layer, layers: LayerProvider | undefined): Promise<ImageLayer> {
  const { digest, size } = layer.blob;
  const index = await layers?.indexAtHand(layer);
  return { digest, size, ...(index !== undefined && { paths: pathSizes(index) }) };
}
