import { fileChunks } from '../../files/file-chunks.js';
import type { Layer } from '../../layer/layer.js';
import { ociLayerType } from '../../oci/media-types.js';
import type { BlobToPush } from '../../registry/upload.js';
import type { LayerProvider } from '../host/layer-provider.js';

export type LayersToPush = Pick<LayerProvider, 'sourceOf' | 'blobFile'>;

/** A layer's blob for a registry. Its bytes are fetched when they are read, if they are not here. @param signal stops that */
export function layerToPush(layer: Layer, layers: LayersToPush, signal: AbortSignal): BlobToPush {
  const mountFrom = layers.sourceOf(layer.blob.digest);
  return {
    descriptor: { ...layer.blob, mediaType: ociLayerType(layer.blob.mediaType) },
    open: async function* () {
      yield* fileChunks(await layers.blobFile(layer, signal), { signal });
    },
    ...(mountFrom === undefined ? {} : { mountFrom }),
  };
}
