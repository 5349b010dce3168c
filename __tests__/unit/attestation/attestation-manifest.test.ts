import { describe, expect, it } from 'vitest';

import { attestationManifest } from '../../../src/attestation/attestation-manifest.js';
import { statementOf } from '../../../src/attestation/statement.js';
import { builtImage, type FinishedImage } from '../../../src/app/outputs/encoded-image.js';
import { digestOfPieces, sha256 } from '../../../src/oci/digest.js';
import { imageIdOf } from '../../../src/oci/identity.js';
import { OCI_INDEX, OCI_MANIFEST } from '../../../src/oci/media-types.js';
import { checkSchema } from '../../support/validate-layout.js';

const PREDICATE = { type: 'https://slsa.dev/provenance/v1', content: { buildDefinition: {} } };

function imageFor(architecture: string): FinishedImage {
  const manifest = Buffer.from(`{"manifest of":"${architecture}"}`);
  const digest = sha256(manifest);
  return {
    config: Buffer.from('{}'),
    imageId: imageIdOf(digestOfPieces(['{}'])),
    manifest,
    descriptor: { mediaType: OCI_MANIFEST, digest, size: manifest.length, platform: { os: 'linux', architecture } },
    layers: [],
  };
}

function attested(image: FinishedImage): FinishedImage {
  const statement = statementOf(PREDICATE, image.descriptor.digest, []);
  return { ...image, attestation: attestationManifest(image.descriptor, [statement], 'artifact') };
}

describe('attestation manifest', () => {
  it('is an OCI artifact about the image, in the form of the specification', () => {
    const { descriptor } = imageFor('amd64');
    const statement = statementOf(PREDICATE, descriptor.digest, ['pkg:docker/app@1']);
    const made = attestationManifest(descriptor, [statement], 'artifact');
    const document = JSON.parse(made.manifest.toString()) as object;
    expect(checkSchema('image-manifest', document)).toEqual([]);
    expect(document).toMatchObject({
      artifactType: 'application/vnd.docker.attestation.manifest.v1+json',
      config: { mediaType: 'application/vnd.oci.empty.v1+json', size: 2, data: 'e30=' },
      subject: { mediaType: OCI_MANIFEST, digest: descriptor.digest, size: descriptor.size },
      layers: [
        {
          mediaType: 'application/vnd.in-toto+json',
          annotations: { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v1' },
        },
      ],
    });
    expect(JSON.parse(made.statements[0]?.bytes.toString() ?? '')).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'pkg:docker/app@1', digest: { sha256: descriptor.digest.slice(7) } }],
      predicateType: PREDICATE.type,
      predicate: PREDICATE.content,
    });
  });

  it('has the form of an image for clients that know no artifacts', () => {
    const { descriptor } = imageFor('amd64');
    const made = attestationManifest(descriptor, [statementOf(PREDICATE, descriptor.digest, [])], 'image');
    const document = JSON.parse(made.manifest.toString()) as object;
    expect(checkSchema('image-manifest', document)).toEqual([]);
    expect(document).not.toHaveProperty('subject');
    const config = JSON.parse(made.config.toString()) as object;
    expect(checkSchema('config', config)).toEqual([]);
    expect(config).toMatchObject({ os: 'unknown', rootfs: { diff_ids: [made.statements[0]?.descriptor.digest] } });
  });

  it('stands behind the images in the index', () => {
    const images = [attested(imageFor('amd64')), attested(imageFor('arm64'))];
    const document = JSON.parse(builtImage(images).index?.bytes.toString() ?? '') as {
      manifests: { digest: string }[];
    };
    expect(checkSchema('image-index', document)).toEqual([]);
    expect(document.manifests.map(({ digest }) => digest)).toEqual([
      ...images.map(({ descriptor }) => descriptor.digest),
      ...images.map(({ attestation }) => attestation?.descriptor.digest),
    ]);
    expect(document.manifests[3]).toMatchObject({
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: {
        'vnd.docker.reference.type': 'attestation-manifest',
        'vnd.docker.reference.digest': images[1]?.descriptor.digest,
      },
    });
  });

  it('makes an index of an image for one platform', () => {
    const plain = imageFor('amd64');
    expect(builtImage([plain]).target).toEqual(plain.descriptor);
    expect(builtImage([plain]).index).toBeUndefined();
    expect(builtImage([attested(plain)])).toMatchObject({ target: { mediaType: OCI_INDEX } });
  });
});
