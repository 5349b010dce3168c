import { oneOf, stringMatching } from '../json/decoder.js';

/** image-spec, "OCI Image Media Types", and Docker's older names for the same documents. */
export const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
export const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
/** image-spec, "Guidance for an Empty Descriptor": the content is the two bytes `{}`. */
export const OCI_EMPTY = 'application/vnd.oci.empty.v1+json';
export const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json';
export const OCI_LAYER = 'application/vnd.oci.image.layer.v1.tar';
export const OCI_LAYER_GZIP = 'application/vnd.oci.image.layer.v1.tar+gzip';
export const OCI_LAYER_ZSTD = 'application/vnd.oci.image.layer.v1.tar+zstd';
export const DOCKER_INDEX = 'application/vnd.docker.distribution.manifest.list.v2+json';
export const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
export const DOCKER_CONFIG = 'application/vnd.docker.container.image.v1+json';
const DOCKER_LAYER_GZIP = 'application/vnd.docker.image.rootfs.diff.tar.gzip';
const DOCKER_LAYER = 'application/vnd.docker.image.rootfs.diff.tar';
const DOCKER_LAYER_ZSTD = 'application/vnd.docker.image.rootfs.diff.tar.zstd';

/** RFC 6838, section 4.2: `type/subtype`, each of at most 127 characters. */
export const mediaType = stringMatching(
  /^[A-Za-z0-9][\w!#$&^.+-]{0,126}\/[A-Za-z0-9][\w!#$&^.+-]{0,126}$/,
  'a media type',
);

export function isIndexType(type: string): boolean {
  return type === OCI_INDEX || type === DOCKER_INDEX;
}

export function isManifestType(type: string): boolean {
  return type === OCI_MANIFEST || type === DOCKER_MANIFEST;
}

/** Of a layer that can be read, and that registries take. */
export const layerMediaType = oneOf(
  OCI_LAYER,
  OCI_LAYER_GZIP,
  OCI_LAYER_ZSTD,
  DOCKER_LAYER,
  DOCKER_LAYER_GZIP,
  DOCKER_LAYER_ZSTD,
);

/** OCI's name for a layer's media type that may be Docker's. */
export function ociLayerType(type: string): string {
  switch (type) {
    case DOCKER_LAYER_GZIP:
      return OCI_LAYER_GZIP;
    case DOCKER_LAYER:
      return OCI_LAYER;
    case DOCKER_LAYER_ZSTD:
      return OCI_LAYER_ZSTD;
    default:
      return type;
  }
}

/** Docker's name for a layer's media type that may be OCI's. */
export function dockerLayerType(type: string): string {
  switch (type) {
    case OCI_LAYER_GZIP:
      return DOCKER_LAYER_GZIP;
    case OCI_LAYER:
      return DOCKER_LAYER;
    case OCI_LAYER_ZSTD:
      return DOCKER_LAYER_ZSTD;
    default:
      return type;
  }
}
