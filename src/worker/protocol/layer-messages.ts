import { integer, oneOf, string } from '../../json/decoder.js';
import { type Decoded, nullish, object } from '../../json/object.js';
import { digest } from '../../oci/digest-schema.js';
import { diffId, treeDigest } from '../../oci/identity-schema.js';

/** A layer that a request needs. */
export const layer = object({
  diffId,
  blob: object({ digest, size: integer, mediaType: string }),
  /** Of its index, for a layer that a step made. */
  indexDigest: nullish(digest),
});
export type WireLayer = Decoded<typeof layer>;

/** Where a layer's blob and index are written: files of the store that do not have their final names yet. And how: gzip if nothing is said. */
export const layerIngest = object({ blobFile: string, indexFile: string, format: nullish(oneOf('gzip', 'zstd')) });
export type WireIngest = Decoded<typeof layerIngest>;

/** A layer that the worker made. */
export const made = object({
  blob: object({ digest, size: integer, mediaType: string }),
  diffId,
  treeDigest,
  indexDigest: nullish(digest),
  uncompressedSize: integer,
});
export type WireMade = Decoded<typeof made>;
