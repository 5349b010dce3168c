import type { Descriptor } from '../oci/descriptor.js';
import type { Index } from '../oci/manifest.js';
import { OCI_INDEX } from '../oci/media-types.js';
import { formatReference, sortedReferences, type ImageReference } from '../oci/reference.js';

/** image-spec, "Pre-Defined Annotation Keys": in an OCI layout, the tag by which an image is found. */
export const REF_NAME = 'org.opencontainers.image.ref.name';
/** The whole name, as containerd and BuildKit write it in addition to the tag. */
export const IMAGE_NAME = 'io.containerd.image.name';

/** image-spec, "oci-layout file". */
export const OCI_LAYOUT = JSON.stringify({ imageLayoutVersion: '1.0.0' });

/** An image and its names, for an archive or a layout. */
export interface NamedImage {
  readonly target: Descriptor;
  /** Without any, the image is known by its digest alone. */
  readonly references: readonly ImageReference[];
  /** Of an index, the digests of the images that are written. Absent: all that are here. */
  readonly only?: ReadonlySet<string>;
}

/** The entries of `index.json` for an image: one for each name. */
export function indexEntries(image: NamedImage): readonly Descriptor[] {
  const { mediaType, digest, size, annotations, platform } = image.target;
  const bare: Descriptor = {
    mediaType,
    digest,
    size,
    ...(annotations === undefined ? {} : { annotations }),
    ...(platform === undefined ? {} : { platform }),
  };
  if (image.references.length === 0) return [bare];
  return sortedReferences(image.references).map((reference) => ({
    ...bare,
    annotations: {
      ...annotations,
      [IMAGE_NAME]: formatReference(reference),
      ...(reference.tag === undefined ? {} : { [REF_NAME]: reference.tag }),
    },
  }));
}

/**
 * `index.json` with new entries. Earlier entries with the same names are removed, and so are nameless entries with the same content.
 */
export function mergeIndex(
  existing: Index | undefined,
  added: readonly Descriptor[],
  nameOf: (entry: Descriptor) => string | undefined = byTag,
): Index {
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

/** An archive may have images of several repositories, with the same tag. */
export function byWholeName(entry: Descriptor): string | undefined {
  return entry.annotations?.[IMAGE_NAME];
}

/** The name that identifies an entry. Tools that only know `ref.name` must find one entry for each tag. */
function byTag(entry: Descriptor): string | undefined {
  return entry.annotations?.[REF_NAME] ?? entry.annotations?.[IMAGE_NAME];
}
