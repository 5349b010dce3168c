import type { Digest } from '../oci/digest.js';
import { formatPlatform, type Platform } from '../oci/platform.js';
import { familiarName, type RepositoryName } from '../oci/reference.js';

/** An image that a package URL names. */
export interface NamedImage extends RepositoryName {
  readonly tag?: string;
  readonly digest?: Digest;
}

/**
 * The package URL of an image (purl-spec, "docker"), as BuildKit writes it (`util/purl`): with the name as people write it, and the
 * platform that is meant.
 */
export function imagePurl({ registry, repository, tag, digest }: NamedImage, platform: Platform): string {
  const path = familiarName({ registry, repository }).split('/').map(encodeURIComponent).join('/');
  const version = tag === undefined ? '' : `@${encodeURIComponent(tag)}`;
  const qualifiers = [
    ...(digest === undefined ? [] : [`digest=${digest}`]),
    `platform=${encodeURIComponent(formatPlatform(platform))}`,
  ];
  // A port's colon stays, as does that of a digest.
  return `pkg:docker/${path.replaceAll('%3A', ':')}${version}?${qualifiers.join('&')}`;
}
