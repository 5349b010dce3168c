import type { Digest } from '../../oci/digest.js';
import type { Platform } from '../../oci/platform.js';
import type { Reference } from '../../oci/reference.js';
import { byCodeUnit } from '../../text/code-unit-order.js';
import type { Distribution } from '../databases/os-release.js';
import type { FoundPackage, PackageType } from '../findings/found-package.js';

/** Of packages of a distribution: whose they are if the image does not say which distribution it is. */
const USUAL_VENDOR: Readonly<Partial<Record<PackageType, string>>> = { deb: 'debian', apk: 'alpine', rpm: 'redhat' };

/** The package's URL (purl-spec). */
export function packageUrlOf(found: FoundPackage, distribution: Distribution | undefined): string {
  const { type, namespace, name, version, qualifiers = {} } = found;
  const vendor = USUAL_VENDOR[type];
  if (vendor === undefined) return urlOf(type, namespace, name, version, qualifiers);
  const { id = vendor, versionId } = distribution ?? {};
  const distro =
    distribution === undefined ? undefined : [id, versionId].filter((part) => part !== undefined).join('-');
  return urlOf(type, id, name, version, { ...qualifiers, distro });
}

/** The image's own URL (purl-spec, "oci"). It needs a name and a digest. */
export function imageUrlOf(
  { repository, registry, tag }: Reference,
  digest: Digest,
  { architecture }: Platform,
): string {
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  const qualifiers = { arch: architecture, repository_url: `${registry}/${repository}`, tag };
  return urlOf('oci', undefined, name, digest, qualifiers);
}

/** Types whose names have only small letters (purl-spec, "types"). Go's are left as they are: its proxies tell the cases apart. */
const SMALL_LETTERS = new Set(['deb', 'apk', 'npm', 'pypi', 'oci']);

/** In canonical form. Names are not trimmed: what has blanks at its ends is no name. */
function urlOf(
  type: string,
  namespace: string | undefined,
  name: string,
  version: string | undefined,
  qualifiers: Readonly<Record<string, string | undefined>>,
): string {
  const lower = (text: string): string => (SMALL_LETTERS.has(type) ? text.toLowerCase() : text);
  // PyPA, "Names and normalization".
  const canonical = type === 'pypi' ? name.replace(/[-_.]+/g, '-') : name;
  const path = [...(namespace?.split('/') ?? []), canonical]
    .filter((part) => part !== '')
    .map((part) => encoded(lower(part)));
  const pairs = Object.entries(qualifiers)
    // Some programs decode a qualifier twice. None that is right has a percent sign.
    .filter((pair): pair is [string, string] => pair[1] !== undefined && /^[^%]+$/.test(pair[1]))
    .sort(([left], [right]) => byCodeUnit(left, right))
    .map(([key, value]) => `${key}=${encoded(value)}`);
  const query = pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  return `pkg:${type}/${path.join('/')}${version === undefined ? '' : `@${encoded(version)}`}${query}`;
}

/** All but letters, digits, `.-_~` and colons become escapes of their UTF-8 (purl-spec, "Character encoding"). */
function encoded(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%3A', ':');
}
