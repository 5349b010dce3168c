import type { FinishedAttestation } from '../../attestation/attestation-manifest.js';
import type { Predicate } from '../../attestation/statement.js';
import { EngineBug } from '../../errors.js';
import { encodeConfig, type ImageDraft } from '../../engine/image-draft.js';
import type { Layer } from '../../layer/layer.js';
import { annotationsField } from '../../oci/annotation.js';
import type { Descriptor } from '../../oci/descriptor.js';
import { sha256 } from '../../oci/digest.js';
import {
  DOCKER_CONFIG,
  DOCKER_INDEX,
  DOCKER_MANIFEST,
  dockerLayerType,
  OCI_CONFIG,
  OCI_INDEX,
  OCI_MANIFEST,
  ociLayerType,
} from '../../oci/media-types.js';
import type { Platform } from '../../oci/platform.js';
import type { ImageForm } from '../options/values/image-form.js';
import { type ImageId, imageIdOf, imageIdOfIndex } from '../../oci/identity.js';

/** An image for one platform with its documents encoded. */
export interface FinishedImage {
  readonly config: Buffer;
  readonly imageId: ImageId;
  readonly manifest: Buffer;
  /** Of the manifest, with its platform. */
  readonly descriptor: Descriptor;
  readonly layers: readonly Layer[];
  /** What its builder says of it: that goes before what is known of it here. */
  readonly said?: readonly Predicate[];
  /** What is said about it, for outputs that have room for that. */
  readonly attestation?: FinishedAttestation;
  /** The same, to be pushed as a manifest that refers to the image. */
  readonly referrer?: FinishedAttestation;
}

/** Encodes config and manifest (image-spec, "OCI Image Manifest"). Layers keep their bytes. */
export function finishImage(
  draft: ImageDraft,
  labels: Readonly<Record<string, string>>,
  { dockerTypes, annotations = [] }: DocumentForm = {},
): FinishedImage {
  const { platform } = draft.image;
  const types = dockerTypes === true ? DOCKER_TYPES : OCI_TYPES;
  const config = encodeConfig(draft, labels);
  const configDigest = sha256(config);
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: types.manifest,
      config: { mediaType: types.config, digest: configDigest, size: config.length },
      layers: draft.layers.map(({ blob }) => ({
        mediaType: types.layer(blob.mediaType),
        digest: blob.digest,
        size: blob.size,
      })),
      ...annotationsField(annotations, 'manifest', platform),
    }),
  );
  return {
    config,
    imageId: imageIdOf(configDigest),
    manifest,
    descriptor: {
      mediaType: types.manifest,
      digest: sha256(manifest),
      size: manifest.length,
      ...annotationsField(annotations, 'manifest-descriptor', platform),
      platform: platformOf(platform),
    },
    layers: draft.layers,
  };
}

/** What an output says about the documents of its image. */
export type DocumentForm = Pick<ImageForm, 'dockerTypes' | 'annotations'>;

const OCI_TYPES = { index: OCI_INDEX, manifest: OCI_MANIFEST, config: OCI_CONFIG, layer: ociLayerType };
const DOCKER_TYPES = {
  index: DOCKER_INDEX,
  manifest: DOCKER_MANIFEST,
  config: DOCKER_CONFIG,
  layer: dockerLayerType,
};

function platformOf({ os, architecture, variant }: Platform): NonNullable<Descriptor['platform']> {
  return { architecture, os, ...(variant === undefined ? {} : { variant }) };
}

/** The index of an image, encoded. */
interface ImageIndex {
  readonly bytes: Buffer;
  readonly descriptor: Descriptor;
}

/** An image with its documents encoded, for one platform or several. */
export interface BuiltImage {
  readonly platforms: readonly FinishedImage[];
  /** Absent for an image that is a manifest alone. */
  readonly index?: ImageIndex;
  /** Of the index, or of the manifest. */
  readonly target: Descriptor;
  /** As in BuildKit, the digest of the config, or that of the index if there is one. */
  readonly imageId: ImageId;
  /** Signed statements about it, to be pushed as referrers. */
  readonly signatures?: readonly FinishedAttestation[];
}

/** @param form with `index`, an image for one platform gets one too */
export function builtImage(
  platforms: readonly FinishedImage[],
  form: DocumentForm & { readonly index?: boolean } = {},
): BuiltImage {
  const [first, ...others] = platforms;
  if (first === undefined) throw new EngineBug('nothing was built');
  if (others.length === 0 && first.attestation === undefined && form.index !== true) {
    return { platforms, target: first.descriptor, imageId: first.imageId };
  }
  // As BuildKit orders it: first the images, then what is said about them.
  const attestations = platforms.flatMap(({ attestation }) => attestation ?? []);
  const index = indexOf(
    [...platforms, ...attestations].map(({ descriptor }) => descriptor),
    form,
  );
  return { platforms, index, target: index.descriptor, imageId: imageIdOfIndex(index.descriptor.digest) };
}

/** @param manifests in the order of the index */
function indexOf(manifests: readonly Descriptor[], { dockerTypes, annotations = [] }: DocumentForm): ImageIndex {
  const mediaType = (dockerTypes === true ? DOCKER_TYPES : OCI_TYPES).index;
  const bytes = Buffer.from(
    JSON.stringify({ schemaVersion: 2, mediaType, manifests, ...annotationsField(annotations, 'index') }),
  );
  return {
    bytes,
    descriptor: {
      mediaType,
      digest: sha256(bytes),
      size: bytes.length,
      ...annotationsField(annotations, 'index-descriptor'),
    },
  };
}
