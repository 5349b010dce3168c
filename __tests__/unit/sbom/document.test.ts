import { describe, expect, it } from 'vitest';

import { encodeDocument, type DocumentParts } from '../../../src/sbom/spdx/encode-document.js';
import type { FoundPackage } from '../../../src/sbom/findings/found-package.js';
import { sha256 } from '../../../src/oci/digest.js';
import { parseReference } from '../../../src/oci/reference.js';
import { CREATED } from '../../support/scanned-files.js';
import { validateSpdx } from '../../support/validate-spdx.js';

const PARTS: DocumentParts = {
  image: {
    reference: parseReference('ghcr.io/org/app:1.2'),
    digest: sha256('manifest'),
    platform: { os: 'linux', architecture: 'arm64' },
  },
  distribution: { id: 'rocky', versionId: '9.4' },
  packages: [],
  omissions: [],
  created: CREATED,
};

const listed = (...found: readonly FoundPackage[]): DocumentParts => ({
  ...PARTS,
  packages: found.map((one, at) => ({ found: one, paths: [`place/${at}`], count: 1 })),
});

describe('the SPDX document', () => {
  it('describes the image, which contains its packages', () => {
    const document = encodeDocument(
      listed(
        { type: 'npm', namespace: '@a', name: 'b', version: '1.0.0' },
        { type: 'rpm', name: 'curl', version: '7.76.1-29.el9', qualifiers: { arch: 'aarch64', epoch: '1' } },
      ),
    );
    expect(validateSpdx(document)).toEqual([]);
    expect(document).toMatchObject({
      spdxVersion: 'SPDX-2.3',
      dataLicense: 'CC0-1.0',
      name: 'ghcr.io/org/app:1.2',
      creationInfo: { created: '2023-11-14T22:13:20Z', creators: [expect.stringMatching(/^Tool: layer-build-\d/)] },
    });
    const [image, ...packages] = document.packages;
    expect(image).toMatchObject({
      versionInfo: sha256('manifest'),
      primaryPackagePurpose: 'CONTAINER',
      checksums: [{ algorithm: 'SHA256', checksumValue: sha256('manifest').slice('sha256:'.length) }],
      externalRefs: [
        {
          referenceLocator: `pkg:oci/app@${sha256('manifest')}?arch=arm64&repository_url=ghcr.io%2Forg%2Fapp&tag=1.2`,
        },
      ],
    });
    expect(
      packages.map(({ name, versionInfo, externalRefs }) => [name, versionInfo, externalRefs?.[0]?.referenceLocator]),
    ).toEqual([
      ['@a/b', '1.0.0', 'pkg:npm/%40a/b@1.0.0'],
      ['curl', '1:7.76.1-29.el9', 'pkg:rpm/rocky/curl@7.76.1-29.el9?arch=aarch64&distro=rocky-9.4&epoch=1'],
    ]);
    expect(document.relationships).toEqual([
      { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-Image' },
      ...packages.map(({ SPDXID }) => ({
        spdxElementId: 'SPDXRef-Image',
        relationshipType: 'CONTAINS',
        relatedSpdxElement: SPDXID,
      })),
    ]);
  });

  it('is the same for the same image, and has a namespace of its own for any other', () => {
    const document = encodeDocument(PARTS);
    expect(encodeDocument({ ...PARTS })).toEqual(document);
    const others = [
      { ...PARTS, image: { ...PARTS.image, digest: sha256('other') } },
      { ...PARTS, created: new Date(0) },
      { ...PARTS, omissions: ['Something.'] },
      listed({ type: 'npm', name: 'a', version: '1' }),
    ].map((parts) => encodeDocument(parts).documentNamespace);
    expect(new Set([document.documentNamespace, ...others]).size).toBe(5);
  });

  it('keeps packages apart whose names look alike', () => {
    const document = encodeDocument(
      listed(
        { type: 'pypi', name: 'a_b', version: '1' },
        { type: 'pypi', name: 'a-b', version: '1' },
        { type: 'npm', name: 'a-b', version: '1' },
        { type: 'npm', name: 'a-b', version: '2' },
        { type: 'npm', name: 'JSONStream', version: '1' },
        { type: 'npm', name: 'jsonstream', version: '1' },
      ),
    );
    expect(validateSpdx(document)).toEqual([]);
    expect(document.packages).toHaveLength(7);
  });

  it('says that it is not complete', () => {
    const { creationInfo } = encodeDocument({ ...PARTS, omissions: ['A: /b.', 'C: /d.'] });
    expect(creationInfo.comment).toBe('Not complete. A: /b. C: /d.');
  });

  it('is valid for an image without a name', () => {
    const document = encodeDocument({ ...PARTS, image: { platform: PARTS.image.platform } });
    expect(validateSpdx(document)).toEqual([]);
    expect(document.packages[0]).not.toHaveProperty('externalRefs');
  });
});
