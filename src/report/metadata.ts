import type { Descriptor } from '../oci/descriptor.js';

/** What the metadata of a built image is made from. */
export interface BuiltImage {
  readonly digest: string;
  /** Digest of the config; that of the index for an image that has one. */
  readonly imageId: string;
  readonly tags: readonly string[];
  readonly descriptor: Descriptor;
}

/** The keys that buildx writes to `--metadata-file`, and docker/build-push-action gives as its output `metadata`. */
export function buildMetadata(image: BuiltImage): Record<string, unknown> {
  return {
    ...(image.imageId !== image.digest && { 'containerimage.config.digest': image.imageId }),
    'containerimage.descriptor': image.descriptor,
    'containerimage.digest': image.digest,
    ...(image.tags.length > 0 && { 'image.name': image.tags.join(',') }),
  };
}
