import type { Layer } from '../layer/layer.js';
import type { Digest } from '../oci/digest.js';
import type { SnapshotId, CacheKey } from '../oci/identity.js';
import { shortFileIdentity } from './file-identity.js';

/**
 * What went into a step's key. Records keep it, so that a later miss can be explained; every field is part of the key, so
 * two records of the same step differ in at least one of them.
 */
export interface KeyInputs {
  /** The kind of operation: `run`, `copy`, `config`, … */
  readonly operation: string;
  /** The operation after expansion, in one canonical text; secrets' values are never in it. */
  readonly command: string;
  readonly platform: string;
  /** What the step stands on; `''` where it does not read that. */
  readonly parent: SnapshotId | '';
  /** Variables that the step can see, `KEY=value` by kind. */
  readonly env: readonly string[];
  readonly args: readonly string[];
  /** Image config the step stands on, for steps that only change the config. */
  readonly config: string;
  /** Files that a step takes, and what counts of each: see `copy/file-identity.ts`. */
  readonly files: FileIdentities;
}

export type FileIdentities = readonly (readonly [path: string, identity: string])[];

/** Inputs as a record keeps them: all that explains a miss. Many files are named by the digest under which the cache has them. */
export type RecordedInputs = Omit<KeyInputs, 'files'> & { readonly files: FileIdentities | Digest };

/** What is recorded of inputs, small however many files there are. */
export function recordedInputs(inputs: KeyInputs): KeyInputs {
  return { ...inputs, files: inputs.files.map(([path, identity]) => [path, shortFileIdentity(identity)]) };
}

/** A step that was done once, and all that is needed to have its result again. */
export interface StepRecord {
  readonly version: 1;
  readonly key: CacheKey;
  /** The key over content, of a record that stands under an early key (docs/adr/0002). */
  readonly aliasOf?: CacheKey;
  readonly stage: string;
  /** The instruction as one line, unexpanded. */
  readonly instruction: string;
  /** As `recordedInputs` gives them. */
  readonly inputs: RecordedInputs;
  /** Absent for a step that makes no layer. */
  readonly layer?: Layer;
  /** Milliseconds that the step took when it really ran. */
  readonly durationMs: number;
  /** ISO 8601; goes to the image's history, and is never part of a key. */
  readonly created: string;
  /** The layer's bytes can be made again from the build context and the layer's index: nobody needs to keep them. */
  readonly remakes?: true;
}

/** How the last build in a scope went, kept only so that a miss can be explained. */
export interface PreviousBuild {
  /** In the order of the steps. After a step that it did not finish, those of the last build that got further. */
  readonly steps: readonly StepRecord[];
  /** What it should have done and did not: the step that failed, and those behind it. */
  readonly unfinished: readonly UnfinishedStep[];
  /** What it did and nobody has a record of any more. */
  readonly evicted?: readonly UnfinishedStep[];
}

export const NO_BUILD: PreviousBuild = { steps: [], unfinished: [] };

export type UnfinishedStep = Pick<StepRecord, 'stage' | 'instruction'>;
