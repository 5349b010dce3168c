import type { Digest } from '../../oci/digest.js';
import { digestAlgorithm, digestHex, hashFields } from '../../oci/digest.js';
import { formatPlatform, type Platform } from '../../oci/platform.js';
import { familiarName, type Reference } from '../../oci/reference.js';
import { byCodeUnit } from '../../text/code-unit-order.js';
import { displayName } from '../../text/byte-name.js';
import { VERSION } from '../../version.js';
import type { Distribution } from '../databases/os-release.js';
import type { ListedPackage } from '../findings/findings.js';
import { isLicenseExpression, NOASSERTION } from './license.js';
import { imageUrlOf, packageUrlOf } from './package-url.js';
import type { SpdxDocument, SpdxPackage } from './spdx-document.js';

/** The image that a document is about. */
interface DescribedImage {
  readonly reference?: Reference | undefined;
  readonly digest?: Digest | undefined;
  readonly platform: Platform;
}

export interface DocumentParts {
  readonly image: DescribedImage;
  readonly distribution: Distribution | undefined;
  readonly packages: readonly ListedPackage[];
  /** What was not read; a sentence each. */
  readonly omissions: readonly string[];
  readonly created: Date;
}

const DOCUMENT = 'SPDXRef-DOCUMENT';
const IMAGE = 'SPDXRef-Image';

/** The document of an image. The same parts give the same document. */
export function encodeDocument({ image, distribution, packages, omissions, created }: DocumentParts): SpdxDocument {
  const listed = packages
    .map((found) => spdxPackage(found, distribution))
    .toSorted((left, right) => byCodeUnit(left.name, right.name) || byCodeUnit(left.SPDXID, right.SPDXID));
  const document = {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: DOCUMENT,
    name: nameOf(image),
    creationInfo: {
      // SPDX has no fractions of seconds.
      created: created.toISOString().replace(/\.\d+Z$/, 'Z'),
      creators: [`Tool: layer-build-${VERSION}`],
      ...(omissions.length === 0 ? {} : { comment: `Not complete. ${omissions.join(' ')}` }),
    },
    packages: [imagePackage(image), ...listed],
    relationships: [
      { spdxElementId: DOCUMENT, relationshipType: 'DESCRIBES', relatedSpdxElement: IMAGE },
      ...listed.map(({ SPDXID }) => ({
        spdxElementId: IMAGE,
        relationshipType: 'CONTAINS' as const,
        relatedSpdxElement: SPDXID,
      })),
    ],
  } satisfies Omit<SpdxDocument, 'documentNamespace'>;
  const { name, ...rest } = document;
  return { name, documentNamespace: namespaceOf(name, JSON.stringify(document)), ...rest };
}

function nameOf({ reference }: DescribedImage): string {
  return reference === undefined ? 'image' : familiarName(reference);
}

/** An address that no other document has, in the form for creators without a site (SPDX 2.3, section 6.5). Nothing has to be there. */
function namespaceOf(name: string, content: string): string {
  const hex = hashFields('spdx', content);
  // RFC 9562, "UUID Version 8": the bits are ours to choose.
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return `https://spdx.org/spdxdocs/${name.replace(/[^A-Za-z0-9._-]+/g, '-')}-${uuid}`;
}

function imagePackage(image: DescribedImage): SpdxPackage {
  const { reference, digest, platform } = image;
  const url = reference === undefined || digest === undefined ? undefined : imageUrlOf(reference, digest, platform);
  return {
    SPDXID: IMAGE,
    name: nameOf(image),
    ...(digest === undefined ? {} : { versionInfo: digest }),
    supplier: NOASSERTION,
    downloadLocation: NOASSERTION,
    filesAnalyzed: false,
    ...(digest === undefined
      ? {}
      : { checksums: [{ algorithm: digestAlgorithm(digest).toUpperCase(), checksumValue: digestHex(digest) }] }),
    licenseConcluded: NOASSERTION,
    licenseDeclared: NOASSERTION,
    copyrightText: NOASSERTION,
    sourceInfo: `image for ${formatPlatform(platform)}`,
    ...externalRefs(url),
    primaryPackagePurpose: 'CONTAINER',
  };
}

function spdxPackage({ found, paths, count }: ListedPackage, distribution: Distribution | undefined): SpdxPackage {
  const { type, namespace, name, version, supplier, license, checksum, qualifiers } = found;
  // Only rpm has it apart from the version.
  const epoch = qualifiers?.['epoch'];
  const url = packageUrlOf(found, distribution);
  const fullName = namespace === undefined ? name : `${namespace}/${name}`;
  return {
    SPDXID: spdxId(type, fullName, url),
    name: fullName,
    ...(version === undefined ? {} : { versionInfo: epoch === undefined ? version : `${epoch}:${version}` }),
    supplier: supplier === undefined ? NOASSERTION : `${supplier.kind}: ${supplier.name}`,
    downloadLocation: NOASSERTION,
    filesAnalyzed: false,
    ...(checksum === undefined
      ? {}
      : { checksums: [{ algorithm: checksum.algorithm, checksumValue: checksum.value }] }),
    licenseConcluded: NOASSERTION,
    ...declaredLicense(license),
    copyrightText: NOASSERTION,
    sourceInfo: `found in ${placesOf(paths, count)}`,
    ...externalRefs(url),
  };
}

/** Only letters, digits, dots and hyphens may be in it (SPDX 2.3, section 7.2); the hash keeps two packages apart. */
function spdxId(type: string, name: string, url: string): string {
  const readable = name.replace(/[^A-Za-z0-9.-]+/g, '-').slice(0, 100);
  return `SPDXRef-Package-${type}-${readable}-${hashFields(type, name, url).slice(0, 16)}`;
}

function declaredLicense(license: string | undefined): Pick<SpdxPackage, 'licenseDeclared' | 'licenseComments'> {
  if (license === undefined) return { licenseDeclared: NOASSERTION };
  if (isLicenseExpression(license)) return { licenseDeclared: license };
  return { licenseDeclared: NOASSERTION, licenseComments: `declared as ${JSON.stringify(license)}` };
}

function placesOf(paths: readonly string[], count: number): string {
  const named = paths.map((path) => `/${displayName(path)}`).join(', ');
  return count > paths.length ? `${named} and ${count - paths.length} more files` : named;
}

function externalRefs(url: string | undefined): Pick<SpdxPackage, 'externalRefs'> {
  if (url === undefined) return {};
  return {
    externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: url }],
  };
}
