import type { Descriptor } from '../oci/descriptor.js';
import { OCI_MANIFEST } from '../oci/media-types.js';
import { descriptorOf, EMPTY, type FinishedAttestation } from './attestation-manifest.js';

const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/**
 * A signed statement as a referrer, in the form that cosign and `gh attestation verify` look for (sigstore/cosign
 * `specs/BUNDLE_SPEC.md`).
 *
 * @param subject the manifest or index that the statement is about
 * @param bundle of Sigstore, as JSON
 * @param predicateType of the statement in it
 */
export function signatureManifest(
  { mediaType, digest, size }: Descriptor,
  bundle: Buffer,
  predicateType: string,
  created: Date,
): FinishedAttestation {
  const annotations = {
    'dev.sigstore.bundle.content': 'dsse-envelope',
    'dev.sigstore.bundle.predicateType': predicateType,
    'org.opencontainers.image.created': created.toISOString(),
  };
  const blob = { bytes: bundle, descriptor: descriptorOf(BUNDLE, bundle) };
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      artifactType: BUNDLE,
      config: EMPTY.descriptor,
      layers: [blob.descriptor],
      subject: { mediaType, digest, size },
      annotations,
    }),
  );
  const descriptor = { ...descriptorOf(OCI_MANIFEST, manifest), annotations };
  return {
    manifest,
    descriptor,
    listed: { ...descriptor, artifactType: BUNDLE },
    config: EMPTY.bytes,
    statements: [blob],
    subject: digest,
  };
}
