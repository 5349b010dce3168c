import type { Descriptor } from '../oci/descriptor.js';
import { type Digest, sha256 } from '../oci/digest.js';
import { OCI_CONFIG, OCI_EMPTY, OCI_MANIFEST } from '../oci/media-types.js';
import type { Statement } from './statement.js';

/** A blob that is small enough to be kept in memory. */
interface SmallBlob {
  readonly descriptor: Descriptor;
  readonly bytes: Buffer;
}

/** What is said about one image, as a manifest that stands beside the image's own. */
export interface FinishedAttestation {
  readonly manifest: Buffer;
  /** With what an index says of it: which image it is about. */
  readonly descriptor: Descriptor;
  /** As a list of referrers has it, with its `artifactType`. */
  readonly listed: Descriptor;
  readonly config: Buffer;
  readonly statements: readonly SmallBlob[];
  /** Of the image's manifest. */
  readonly subject: Digest;
}

/**
 * How BuildKit writes such a manifest. `artifact`: since 0.31, as an OCI artifact with the image as its subject, so that it is
 * also one of the image's referrers. `image`: before that, and with `oci-artifact=false`: with the form of an image.
 */
export type AttestationForm = 'artifact' | 'image';

const IN_TOTO = 'application/vnd.in-toto+json';
/** @internal */
export const ATTESTATION_ARTIFACT = 'application/vnd.docker.attestation.manifest.v1+json';
const UNKNOWN = { architecture: 'unknown', os: 'unknown' };

/**
 * The attestation manifest of an image, byte for byte in the form of moby/buildkit `docs/attestations/attestation-storage.md`.
 *
 * @param image the manifest that the statements are about
 */
export function attestationManifest(
  image: Descriptor,
  statements: readonly Statement[],
  form: AttestationForm,
): FinishedAttestation {
  const blobs = statements.map(statementBlob);
  const config = form === 'artifact' ? EMPTY : imageConfig(blobs);
  const { mediaType, digest, size } = image;
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      ...(form === 'artifact' && { artifactType: ATTESTATION_ARTIFACT }),
      config: config.descriptor,
      layers: blobs.map((blob) => blob.descriptor),
      ...(form === 'artifact' && { subject: { mediaType, digest, size } }),
    }),
  );
  const described = descriptorOf(OCI_MANIFEST, manifest);
  return {
    manifest,
    descriptor: { ...described, annotations: about(digest), platform: UNKNOWN },
    listed: { ...described, artifactType: ATTESTATION_ARTIFACT },
    config: config.bytes,
    statements: blobs,
    subject: digest,
  };
}

/** Readers find the attestations of an image by these annotations, and leave them alone when they look for an image. */
function about(image: Digest): Readonly<Record<string, string>> {
  return { 'vnd.docker.reference.digest': image, 'vnd.docker.reference.type': 'attestation-manifest' };
}

function statementBlob(statement: Statement): SmallBlob {
  const bytes = Buffer.from(JSON.stringify(statement));
  const annotations = { 'in-toto.io/predicate-type': statement.predicateType };
  return { bytes, descriptor: { ...descriptorOf(IN_TOTO, bytes), annotations } };
}

const EMPTY_BYTES = Buffer.from('{}');
/** image-spec, "Guidance for an Empty Descriptor". */
export const EMPTY = {
  bytes: EMPTY_BYTES,
  descriptor: { ...descriptorOf(OCI_EMPTY, EMPTY_BYTES), data: EMPTY_BYTES.toString('base64') },
};

/** A config that clients which only know images can read. */
function imageConfig(blobs: readonly SmallBlob[]): SmallBlob {
  const rootfs = { type: 'layers', diff_ids: blobs.map(({ descriptor }) => descriptor.digest) };
  const bytes = Buffer.from(JSON.stringify({ ...UNKNOWN, config: {}, rootfs }));
  return { bytes, descriptor: descriptorOf(OCI_CONFIG, bytes) };
}

export function descriptorOf(mediaType: string, bytes: Buffer): Descriptor {
  return { mediaType, digest: sha256(bytes), size: bytes.length };
}
