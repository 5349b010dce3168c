import type { FinishedAttestation } from '../../attestation/attestation-manifest.js';
import { EngineBug } from '../../errors.js';
import { encodeConfig, type ImageDraft } from '../../engine/image-draft.js';
import type { Layer } from '../../layer/layer.js';
import type { Descriptor } from '../../oci/descriptor.js';
import { sha256 } from '../../oci/digest.js';
import { OCI_CONFIG, OCI_INDEX, OCI_MANIFEST, ociLayerType } from '../../oci/media-types.js';
import type { Platform } from '../../oci/platform.js';
import { type ImageId, imageIdOf } from '../../oci/identity.js';

/** An image for one platform with its documents encoded. */
export interface FinishedImage {
  readonly config: Buffer;
  readonly imageId: ImageId;
  readonly manifest: Buffer;
  /** Of the manifest, with its platform. */
  readonly descriptor: Descriptor;
  readonly layers: readonly Layer[];
  /** What is said about it, for outputs that have room for that. */
  readonly attestation?: FinishedAttestation;
}

/** Encodes config and manifest (image-spec, "OCI Image Manifest"). Layers keep their bytes, in OCI's media types. */
export function finishImage(draft: ImageDraft, labels: Readonly<Record<string, string>>): FinishedImage {
  const config = encodeConfig(draft, labels);
  const configDigest = sha256(config);
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      config: { mediaType: OCI_CONFIG, digest: configDigest, size: config.length },
      layers: draft.layers.map(({ blob }) => ({
        mediaType: ociLayerType(blob.mediaType),
        digest: blob.digest,
        size: blob.size,
      })),
    }),
  );
  return {
    config,
    imageId: imageIdOf(configDigest),
    manifest,
    descriptor: {
      mediaType: OCI_MANIFEST,
      digest: sha256(manifest),
      size: manifest.length,
      platform: platformOf(draft.image.platform),
    },
    layers: draft.layers,
  };
}

function platformOf({ os, architecture, variant }: Platform): NonNullable<Descriptor['platform']> {
  return { architecture, os, ...(variant === undefined ? {} : { variant }) };
}

/** The index of an image, encoded. */
export interface ImageIndex {
  readonly bytes: Buffer;
  readonly descriptor: Descriptor;
}

/** An image with its documents encoded, for one platform or several. */
export interface BuiltImage {
  readonly platforms: readonly FinishedImage[];
  /** Absent for an image that is a manifest alone: for one platform, without attestations. */
  readonly index?: ImageIndex;
  /** Of the index, or of the manifest. */
  readonly target: Descriptor;
  readonly imageId: ImageId;
}

export function builtImage(platforms: readonly FinishedImage[]): BuiltImage {
  const [first, ...others] = platforms;
  if (first === undefined) throw new EngineBug('nothing was built');
  const { imageId } = first;
  if (others.length === 0 && first.attestation === undefined) return { platforms, target: first.descriptor, imageId };
  const index = indexOf(platforms);
  return { platforms, index, target: index.descriptor, imageId };
}

/** As BuildKit orders it: first the images, then what is said about them. */
function indexOf(images: readonly FinishedImage[]): ImageIndex {
  const attestations = images.flatMap(({ attestation }) => attestation ?? []);
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_INDEX,
      manifests: [...images, ...attestations].map(({ descriptor }) => descriptor),
    }),
  );
  return { bytes, descriptor: { mediaType: OCI_INDEX, digest: sha256(bytes), size: bytes.length } };
}

/** One platform's image: as it was made, and as the outputs with `rewrite-timestamp` have it. */
export interface ImageForms {
  readonly plain: FinishedImage;
  readonly rewritten: FinishedImage;
}
