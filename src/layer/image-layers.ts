import { InfraError } from '../errors.js';
import { contentIdOfBase } from '../oci/identity.js';
import type { ImageConfig } from '../oci/image-config.js';
import type { Manifest } from '../oci/manifest.js';
import type { Layer } from './layer.js';

/**
 * The layers of an image, lowest first: its manifest has their blobs, its config their diff ids.
 *
 * @param name how an error names the image
 * @throws InfraError when the two say different numbers
 */
export function imageLayers(name: string, { layers }: Manifest, { rootfs }: ImageConfig): readonly Layer[] {
  if (layers.length !== rootfs.diff_ids.length) {
    throw new InfraError(
      `${name} is damaged: its manifest has ${layers.length} layers, but its config has ${rootfs.diff_ids.length}`,
    );
  }
  return layers.flatMap((blob, index) => {
    const diffId = rootfs.diff_ids[index];
    return diffId === undefined ? [] : [{ blob, diffId, contentId: contentIdOfBase(diffId) }];
  });
}
