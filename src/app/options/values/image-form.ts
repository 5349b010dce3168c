import type { LayerCompression } from '../../../layer/compression/layer-compression.js';
import type { Annotation } from '../../../oci/annotation.js';
import { didYouMean } from '../../../text/nearest.js';
import type { Attributes } from './output-attributes.js';

/** What an output says about the documents and layers of its image. It changes the image's digest. */
export interface ImageForm {
  /** No file in the layers is later than SOURCE_DATE_EPOCH. */
  readonly rewriteTimestamp?: true;
  /** Docker's media types instead of those of the OCI. */
  readonly dockerTypes?: true;
  /** Attestations have the form of images, not that of OCI artifacts. */
  readonly attestedAsImage?: true;
  /** How layers are compressed. By default, as they were made or pulled. */
  readonly compression?: LayerCompression;
  /** Of this output alone. */
  readonly annotations?: readonly Annotation[];
}

const COMPRESSIONS = ['gzip', 'zstd', 'uncompressed', 'estargz'] as const;
/** zstd's levels 20 to 22 need more than 100 MB of memory, but they are levels. */
const MOST_LEVEL = { gzip: 9, zstd: 22 } as const;

/** @throws UserError for a value that does not fit, and for what would change the image and cannot be done */
export function readImageForm(attributes: Attributes): ImageForm {
  const rewriteTimestamp = attributes.boolean('rewrite-timestamp', false);
  const dockerTypes = !attributes.boolean('oci-mediatypes', true);
  const artifact = attributes.boolean('oci-artifact', !dockerTypes);
  if (artifact && dockerTypes) {
    attributes.refuse('oci-artifact=true conflicts with oci-mediatypes=false');
  }
  if (attributes.read('source-date-epoch') !== undefined) {
    attributes.refuse('source-date-epoch is not supported', 'Give the build argument SOURCE_DATE_EPOCH instead.');
  }
  attributes.ignore('prefer-nondist-layers', 'all layers that can be read are distributable');
  const compression = readCompression(attributes);
  const annotations = attributes.annotations();
  return {
    ...(rewriteTimestamp && { rewriteTimestamp }),
    ...(dockerTypes && { dockerTypes }),
    ...(!artifact && !dockerTypes && { attestedAsImage: true }),
    ...(compression !== undefined && { compression }),
    ...(annotations.length > 0 && { annotations }),
  };
}

/** @returns `undefined` if layers stay as they are */
function readCompression(attributes: Attributes): LayerCompression | undefined {
  const name = attributes.read('compression') ?? 'gzip';
  const force = attributes.boolean('force-compression', false);
  const level = readLevel(attributes, name);
  switch (name) {
    case 'gzip':
      // The layers that a build makes are gzip already.
      return force || level !== undefined ? { kind: 'gzip', force, ...(level !== undefined && { level }) } : undefined;
    case 'zstd':
      return { kind: 'zstd', force, ...(level !== undefined && { level }) };
    case 'uncompressed':
      return { kind: 'uncompressed', force };
    case 'estargz':
      return attributes.refuse(
        'compression=estargz is not supported: layers would not have the index that lazy pulls need',
        'Use gzip or zstd.',
      );
    default:
      return attributes.refuse(
        `unknown compression ${JSON.stringify(name)}`,
        didYouMean(name, COMPRESSIONS) ?? 'Write gzip, zstd or uncompressed.',
      );
  }
}

function readLevel(attributes: Attributes, compression: string): number | undefined {
  const text = attributes.read('compression-level');
  if (text === undefined) return undefined;
  const most = compression === 'zstd' ? MOST_LEVEL.zstd : MOST_LEVEL.gzip;
  if (/^\d{1,2}$/.test(text) && Number(text) <= most) return Number(text);
  return attributes.refuse(`compression-level=${JSON.stringify(text)} is not a whole number from 0 to ${most}`);
}
