import type { RecordedInputs, StepRecord, UnfinishedStep } from '../../engine/record.js';
import type { DatedLayer } from '../../engine/ports.js';
import type { Layer } from '../../layer/layer.js';
import {
  type Reader,
  count,
  listOf,
  number,
  oneOf,
  optional,
  shape,
  soundOf,
  soundly,
  text,
  time,
} from '../../json/schema.js';
import type { BlobDescriptor } from '../cache-store.js';
import { decodeFiles } from './file-lists.js';
import { digest } from '../../oci/digest-schema.js';
import { cacheKey, contentId, diffId, parentId } from '../../oci/identity-schema.js';
import type { CacheKey } from '../../oci/identity.js';

export const blobDescriptor = shape<BlobDescriptor>({ mediaType: text, digest, size: count });

export const layer = shape<Layer>({ blob: blobDescriptor, diffId, contentId });

const files: Reader<RecordedInputs['files']> = (value, at) => {
  return decodeFiles(value) ?? digest(value, at);
};

const record = shape<StepRecord>({
  version: oneOf(1),
  key: cacheKey,
  aliasOf: optional(cacheKey),
  stage: text,
  instruction: text,
  inputs: shape<RecordedInputs>({
    operation: text,
    command: text,
    platform: text,
    parent: parentId,
    env: listOf(text),
    args: listOf(text),
    config: text,
    files,
  }),
  layer: optional(layer),
  durationMs: number,
  created: time,
  remakes: optional(oneOf(true)),
});

/** Records come back from caches that others can write: whatever does not have the exact shape of a record is none. */
export function decodeRecord(value: unknown): StepRecord | undefined {
  return soundly(record, value);
}

/** The last build of a scope as it is kept: its records by key, since they lie beside it, and may be large. */
export interface KeptBuild {
  /** In words for people. */
  readonly scope?: string;
  readonly steps: readonly KeptStep[];
  readonly unfinished: readonly UnfinishedStep[];
}

interface KeptStep extends UnfinishedStep {
  readonly key: CacheKey;
}

const keptBuild = shape<KeptBuild>({
  scope: optional(text),
  steps: soundOf(shape<KeptStep>({ stage: text, instruction: text, key: cacheKey })),
  unfinished: soundOf(shape<UnfinishedStep>({ stage: text, instruction: text })),
});

export function decodeKeptBuild(value: unknown): KeptBuild | undefined {
  return soundly(keptBuild, value);
}

const datedLayer = shape<DatedLayer>({ layer, created: time });

export function decodeDatedLayer(value: unknown): DatedLayer | undefined {
  return soundly(datedLayer, value);
}
