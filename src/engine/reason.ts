import type { Digest } from '../oci/digest.js';
import type { CacheFault, CacheLocationKind } from './cache-location.js';

/**
 * Why a step hit or missed, as data: what was found when its inputs were held against those of the nearest earlier record.
 * Reports put it into words; the engine does not.
 */
export type StepReason =
  /** A hit: command and inputs are those of an earlier run. */
  | { readonly kind: 'same-inputs' }
  /** A hit: an equal step of another stage ran in this build. */
  | { readonly kind: 'same-step' }
  /** A miss, with all that differs from the nearest record; at least one change. */
  | { readonly kind: 'changed'; readonly changes: readonly InputChange[] }
  /** Nothing is known of an earlier build: the first one in this scope, or its records were evicted. */
  | { readonly kind: 'no-record' }
  /** Nothing is known because locations that might know could not be asked. */
  | { readonly kind: 'unreachable'; readonly faults: readonly CacheFault[] }
  /** The last build had no such instruction in this stage. */
  | { readonly kind: 'new-instruction' }
  /** The last build came to this step and no further. */
  | { readonly kind: 'unfinished' }
  /** The inputs are those of the last build, but its result is gone. */
  | { readonly kind: 'evicted' }
  /** `--no-cache`. */
  | { readonly kind: 'cache-off' }
  /** It failed before its inputs were known. */
  | { readonly kind: 'not-evaluated' };

/** One input that is not what it was. */
export type InputChange =
  | { readonly input: 'instruction'; readonly was: string }
  | FilesChange
  | VariableChange
  /** The image that FROM names. References in full; the digests are of manifests. */
  | { readonly input: 'base'; readonly from: BaseIdentity; readonly to: BaseIdentity }
  | { readonly input: 'platform'; readonly from: string; readonly to: string }
  /** A part of the command that is not in the instruction's text, such as `network`, `mounts` or `user`. */
  | { readonly input: 'option'; readonly name: string; readonly from?: string; readonly to?: string }
  /** The instruction's text is the same, and its variables make another command of it. */
  | { readonly input: 'expansion' }
  | ParentChange
  /** The image config that the step stands on. */
  | { readonly input: 'config' };

export interface FilesChange {
  readonly input: 'files';
  /** Those that are named: the most telling first. */
  readonly changes: readonly FileChange[];
  /** How many files changed in all, and how many the step takes. */
  readonly changed: number;
  readonly taken: number;
}

export type FileChange =
  | { readonly path: string; readonly change: 'added' | 'removed' }
  /** Equal content stood elsewhere, and does no more. */
  | { readonly path: string; readonly change: 'renamed'; readonly from: string }
  /** From one type of entry to another: `file`, `directory`, `symlink`, … */
  | { readonly path: string; readonly change: 'type'; readonly from: string; readonly to: string }
  | ({ readonly path: string; readonly change: 'modified' } & FileDifference);

/** What of a file differs; at least one of these. */
export interface FileDifference {
  readonly content?: true;
  /** Octal. */
  readonly mode?: Change;
  /** `uid:gid`. */
  readonly owner?: Change;
  /** Extended attributes, or which names are hard links of one file. */
  readonly attributes?: true;
}

export interface Change {
  readonly from: string;
  readonly to: string;
}

export interface VariableChange {
  readonly input: 'arg' | 'env';
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Cut when long; absent where there is none, and where the name or the value looks secret. */
  readonly from?: string;
  readonly to?: string;
}

export interface BaseIdentity {
  readonly reference: string;
  /** Absent for a base that is no image. */
  readonly digest?: Digest;
}

export interface ParentChange {
  readonly input: 'parent';
  /** The first step below, in this stage or one that it stands on, whose result is not what it was. */
  readonly step?: { readonly number: number; readonly instruction: string; readonly isNew: boolean };
  /** Paths in the image that differ between its old and its new layer, where both are known here; a few, and how many in all. */
  readonly paths?: { readonly named: readonly string[]; readonly count: number };
}

/** Where a record that hit came from: this machine's store, a place that was restored from, or this very build. */
export type HitSource = 'local' | 'build' | CacheLocationKind;
