import type { Layer } from '../layer/layer.js';
import type { Digest } from '../oci/digest.js';
import type { SnapshotId, CacheKey } from '../oci/identity.js';
import { shortFileIdentity } from './file-identity.js';

/**
 * What a step's key is made of. Records keep it, so that a later miss can be explained: every field is part of the key, so two
 * records of the same step differ in at least one field.
 */
export interface KeyInputs {
  /** The kind of operation: `run`, `copy`, `config`, … */
  readonly operation: string;
  /** The operation after expansion, as one text. Values of secrets are never in it. */
  readonly command: string;
  readonly platform: string;
  /** The layers below the step; `''` if it does not read them, or if `layout` says what it takes from them. */
  readonly parent: SnapshotId | '';
  /** What a COPY's layer will hold (`copy/identify-layout.ts`). Absent if the form of the inputs does not need it. */
  readonly layout?: string;
  /** Variables that the step sees, as `KEY=value`: those of ENV here, those of ARG in `args`. */
  readonly env: readonly string[];
  readonly args: readonly string[];
  /** Digest of the image config below, for steps that only change the config. */
  readonly config: string;
  /** The files that a step uses, with what counts of each: see `file-identity.ts`. */
  readonly files: FileIdentities;
}

/** Sorted by path. There may be millions, which are then no objects (`packed-file-list.ts`). */
export interface FileIdentities extends Iterable<readonly [path: string, identity: string]> {
  readonly length: number;
}

/** A list with fewer files is an array. It takes some 300 bytes a file. */
export const SHORT_LIST = 50_000;

/** Several lists, one after the other. */
export function joinedFiles(lists: readonly FileIdentities[]): FileIdentities {
  const [first, ...others] = lists.filter(({ length }) => length > 0);
  if (first === undefined || others.length === 0) return first ?? [];
  return {
    length: lists.reduce((sum, list) => sum + list.length, 0),
    *[Symbol.iterator]() {
      for (const list of lists) yield* list;
    },
  };
}

/** Inputs as a record keeps them: without the values of build arguments that may be secrets (`values/given-values.ts`). */
export interface RecordedInputs extends Pick<KeyInputs, 'operation' | 'platform' | 'parent' | 'layout' | 'config'> {
  /** A hash if it contains such a value. */
  readonly command: string | { readonly hash: string };
  readonly env: readonly RecordedVariable[];
  readonly args: readonly RecordedVariable[];
  /** A long list is stored beside the record, which then names it by digest. */
  readonly files: FileIdentities | Digest;
}

/** A variable with its value, if it has one, or with a hash that is the same for the same value. */
export type RecordedVariable =
  { readonly name: string; readonly value?: string } | { readonly name: string; readonly hash: string };

/** Inputs for the record of a step that sees no build argument. */
export function recordedPlainly({ env, args, files, ...inputs }: KeyInputs): RecordedInputs {
  return { ...inputs, env: env.map(splitVariable), args: args.map(splitVariable), files: shortFileIdentities(files) };
}

/** @param variable `NAME=value`, or the name alone */
export function splitVariable(variable: string): { readonly name: string; readonly value?: string } {
  const at = variable.indexOf('=');
  return at < 0 ? { name: variable } : { name: variable.slice(0, at), value: variable.slice(at + 1) };
}

/**
 * Files for a record, with short digests: there may be tens of thousands of them.
 *
 * @internal For the test of what became of files.
 */
export function shortFileIdentities(files: FileIdentities): FileIdentities {
  const shortened = function* (): Generator<readonly [path: string, identity: string]> {
    for (const [path, identity] of files) yield [path, shortFileIdentity(identity)];
  };
  return files.length < SHORT_LIST ? [...shortened()] : { length: files.length, [Symbol.iterator]: shortened };
}

/** A step that was done once, with all that is needed to use its result again. */
export interface StepRecord {
  readonly version: 2;
  readonly key: CacheKey;
  /** The key that the record is stored under, if `key` is one of another form of the inputs (docs/adr/0002-forms-of-a-step-key.md). */
  readonly aliasOf?: CacheKey;
  readonly stage: string;
  /** The instruction as one line, unexpanded. */
  readonly instruction: string;
  readonly inputs: RecordedInputs;
  /** Absent for a step that makes no layer. */
  readonly layer?: Layer;
  /** Milliseconds that the step took when it really ran, with fetching and unpacking the layers below. */
  readonly durationMs: number;
  /** Milliseconds of that which were its own work (`StepSpan`). Earlier versions did not record it. */
  readonly ownMs?: number;
  /** ISO 8601; goes to the image's history, and is never part of a key. */
  readonly created: string;
  /** The layer can be made again from the build context and its index, so that no cache needs to keep its bytes. */
  readonly remakes?: true;
}

/** Milliseconds that it takes to make a record's result again: at most, if it is not known exactly. */
export function costOf({ ownMs, durationMs }: StepRecord): number {
  return ownMs ?? durationMs;
}

/** How the last build in a scope went. It only serves to explain misses. */
export interface PreviousBuild {
  /** In the order of the steps. Behind a step that it did not finish are those of the last build that got further. */
  readonly steps: readonly StepRecord[];
  /** The step that failed, and those behind it, which were not reached. */
  readonly unfinished: readonly UnfinishedStep[];
  /** Steps whose records are gone. */
  readonly evicted?: readonly UnfinishedStep[];
}

export const NO_BUILD: PreviousBuild = { steps: [], unfinished: [] };

export type UnfinishedStep = Pick<StepRecord, 'stage' | 'instruction'>;
