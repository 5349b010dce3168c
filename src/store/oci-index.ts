import type { Descriptor } from '../oci/descriptor.js';
import type { Index } from '../oci/manifest.js';
import { OCI_INDEX } from '../oci/media-types.js';
import { formatReference, sortedReferences, type ImageReference } from '../oci/reference.js';

/** image-spec, "Pre-Defined Annotation Keys": in an OCI layout, the tag by which an image is found. */
export const REF_NAME = 'org.opencontainers.image.ref.name';
/** The whole name, as containerd and BuildKit write it beside the tag. */
export const IMAGE_NAME = 'io.containerd.image.name';

/** image-spec, "oci-layout file". */
export const OCI_LAYOUT = JSON.stringify({ imageLayoutVersion: '1.0.0' });

/** What an archive or a layout is to say of an image. */
export interface NamedImage {
  readonly target: Descriptor;
  /** None makes an image that has only its digest. */
  readonly references: readonly ImageReference[];
}

/** The entries of `index.json` for an image: one a name. */
export function indexEntries(image: NamedImage): readonly Descriptor[] {
  const { mediaType, digest, size, platform } = image.target;
  const bare: Descriptor = { mediaType, digest, size, ...(platform === undefined ? {} : { platform }) };
  if (image.references.length === 0) return [bare];
  return sortedReferences(image.references).map((reference) => ({
    ...bare,
    annotations: {
      [IMAGE_NAME]: formatReference(reference),
      ...(reference.tag === undefined ? {} : { [REF_NAME]: reference.tag }),
    },
  }));
}

/**
 * `index.json` with entries added. An entry that goes by a name of a new one loses it, and older nameless entries of the
 * same content are replaced; everything else stays.
 */
export function mergeIndex(existing: Index | undefined, added: readonly Descriptor[]): Index {
  const names = new Set(added.map(nameOf).filter((name) => name !== undefined));
  const digests = new Set(added.map(({ digest }) => digest));
  const kept = (existing?.manifests ?? []).filter((entry) => {
    const name = nameOf(entry);
    return name === undefined ? !digests.has(entry.digest) : !names.has(name);
  });
  return {
    ...existing,
    schemaVersion: 2,
    mediaType: OCI_INDEX,
    manifests: [...kept, ...added],
  };
}

/** By which an entry is looked for: tools that know only `ref.name` must find one entry a tag. */
function nameOf(entry: Descriptor): string | undefined {
  return entry.annotations?.[REF_NAME] ?? entry.annotations?.[IMAGE_NAME];
}
