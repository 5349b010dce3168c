import type { FinishedAttestation } from '../../attestation/attestation-manifest.js';
import type { RepositoryName } from '../../oci/reference.js';
import type { ReferrerToPush } from '../../registry/push.js';

/** To a registry, what is said about an image is a manifest with blobs like the image itself. */
export function asImage({ manifest, descriptor, config, statements }: FinishedAttestation) {
  return {
    manifest: { mediaType: descriptor.mediaType, bytes: manifest },
    config,
    layers: statements.map((statement) => ({ descriptor: statement.descriptor, open: () => [statement.bytes] })),
  };
}

/** As a referrer of its subject. */
export function asReferrer(attestation: FinishedAttestation, { registry, repository }: RepositoryName): ReferrerToPush {
  const { subject, listed: descriptor } = attestation;
  return { target: { registry, repository }, subject, descriptor, ...asImage(attestation) };
}
