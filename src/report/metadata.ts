/** What the metadata of a built image is made from. */
export interface BuiltImage {
  readonly digest: string;
  readonly imageId: string;
  readonly tags: readonly string[];
  readonly descriptor: { readonly mediaType: string; readonly digest: string; readonly size: number };
}

/** The keys that buildx writes to `--metadata-file`, and docker/build-push-action gives as its output `metadata`. */
export function buildMetadata(image: BuiltImage): Record<string, unknown> {
  return {
    'containerimage.config.digest': image.imageId,
    'containerimage.descriptor': image.descriptor,
    'containerimage.digest': image.digest,
    ...(image.tags.length > 0 && { 'image.name': image.tags.join(',') }),
  };
}
