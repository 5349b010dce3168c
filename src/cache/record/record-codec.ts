import type { RecordedInputs, RecordedVariable, StepRecord, UnfinishedStep } from '../../engine/record.js';
import type { DatedLayer } from '../../engine/ports.js';
import type { Layer } from '../../layer/layer.js';
import { array, arrayOfValid } from '../../json/containers.js';
import {
  type Decoder,
  nonNegative,
  nonNegativeInteger,
  number,
  oneOf,
  refine,
  string,
  utcTime,
} from '../../json/decoder.js';
import { object, optional } from '../../json/object.js';
import type { BlobDescriptor } from '../cache-store.js';
import { fileIdentities } from './file-identities.js';
import { digest } from '../../oci/digest-schema.js';
import { layerMediaType } from '../../oci/media-types.js';
import { cacheKey, contentId, diffId, parentId } from '../../oci/identity-schema.js';
import type { CacheKey } from '../../oci/identity.js';

export const blobDescriptor = object<BlobDescriptor>({ mediaType: layerMediaType, digest, size: nonNegativeInteger });

export const layer = object<Layer>({ blob: blobDescriptor, diffId, contentId, indexDigest: optional(digest) });

/** The digest of a long list, or a short list itself. */
const files: Decoder<RecordedInputs['files']> = (value) =>
  typeof value === 'string' ? digest(value) : fileIdentities(value);

const hashed = object({ hash: string });
const hiddenVariable = object<RecordedVariable & { readonly hash: string }>({ name: string, hash: string });
const shownVariable = object<{ readonly name: string; readonly value?: string }>({
  name: string,
  value: optional(string),
});

const variable: Decoder<RecordedVariable> = (value) =>
  typeof value === 'object' && value !== null && 'hash' in value ? hiddenVariable(value) : shownVariable(value);

/** Bytes. A record holds at most a command with its heredocs, a config, and the environment of a step. */
export const MAX_RECORD_SIZE = 64 * 1024 * 1024;

/** Records come from caches that others can write to. Anything that does not have exactly this form is not a record. */
const anyRecord = object<StepRecord>({
  version: oneOf(2),
  key: cacheKey,
  aliasOf: optional(cacheKey),
  stage: string,
  instruction: string,
  inputs: object<RecordedInputs>({
    operation: string,
    command: (value) => (typeof value === 'string' ? value : hashed(value)),
    platform: string,
    parent: parentId,
    layout: optional(string),
    env: array(variable),
    args: array(variable),
    config: string,
    files,
  }),
  layer: optional(layer),
  durationMs: number,
  ownMs: optional(nonNegative),
  created: utcTime,
  remakes: optional(oneOf(true)),
});

export const stepRecord = refine(
  anyRecord,
  ({ inputs: { operation }, layer }) => layer !== undefined || !LAYER_MAKERS.has(operation),
  'a record with a layer',
);

/** Without its layer, a hit of such a step would make an image that lacks the step's files. */
const LAYER_MAKERS: ReadonlySet<string> = new Set(['run', 'copy']);

/** The last build of a scope, as it is stored. It names records by key: they are stored beside it, and may be large. */
export interface KeptBuild {
  /** In words for people. */
  readonly scope?: string;
  readonly steps: readonly KeptStep[];
  readonly unfinished: readonly UnfinishedStep[];
}

interface KeptStep extends UnfinishedStep {
  readonly key: CacheKey;
}

export const keptBuild = object<KeptBuild>({
  scope: optional(string),
  steps: arrayOfValid(object<KeptStep>({ stage: string, instruction: string, key: cacheKey })),
  unfinished: arrayOfValid(object<UnfinishedStep>({ stage: string, instruction: string })),
});

export const datedLayer = object<DatedLayer>({ layer, created: utcTime });
