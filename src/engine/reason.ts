import type { Digest } from '../oci/digest.js';
import type { CacheFault, CacheLocationKind } from './cache-location.js';

/**
 * Why a step hit or missed, as data: the result of comparing its inputs with those of the most similar earlier record. Reports
 * put it into words.
 */
export type StepReason =
  /** A hit: command and inputs are those of an earlier run. */
  | { readonly kind: 'same-inputs' }
  /** A duplicate: an equal step of this build ran or hit. */
  | { readonly kind: 'same-step' }
  /** A miss. `changes` says all that differs from the most similar record; there is at least one. */
  | { readonly kind: 'changed'; readonly changes: readonly InputChange[] }
  /** No earlier build is known: this is the first one in its scope, or its records were evicted. */
  | { readonly kind: 'no-record' }
  /** No earlier build is known, but some caches could not be asked. */
  | { readonly kind: 'unreachable'; readonly faults: readonly CacheFault[] }
  /** The last build had no such instruction in this stage. */
  | { readonly kind: 'new-instruction' }
  /** The last build ended before this step was done. */
  | { readonly kind: 'unfinished' }
  /** The inputs are those of the last build, but its result is no longer there. */
  | { readonly kind: 'evicted' }
  /** `--no-cache`. */
  | { readonly kind: 'cache-off' }
  /** `--no-cache-filter` names its stage. */
  | { readonly kind: 'cache-off-in-stage' }
  /** It failed, or was stopped, before its inputs were known. */
  | { readonly kind: 'not-evaluated' }
  /** The build ended before it. */
  | { readonly kind: 'not-reached' };

/** One input that changed. */
export type InputChange =
  | { readonly input: 'instruction'; readonly was: string }
  | FilesChange
  | VariableChange
  | BaseChange
  | { readonly input: 'platform'; readonly from: string; readonly to: string }
  | OptionChange
  /** The instruction's text is the same, but its variables expand to another command, and which variables these are is not known. */
  | { readonly input: 'expansion' }
  | ParentChange
  | ConfigChange;

/** Of a change that follows from an earlier step. */
interface Following {
  /** The number of the step of this build that it follows from. Absent if it comes from outside, or if the step is not known. */
  readonly step?: number;
}

/** The image that FROM names. References in full; the digests are of manifests. */
interface BaseChange extends Following {
  readonly input: 'base';
  readonly from: BaseIdentity;
  readonly to: BaseIdentity;
}

/** A part of the command that the instruction's text does not show, such as `network`, `shell` or `user`. */
export interface OptionChange extends Following {
  readonly input: 'option';
  readonly name: string;
  readonly from?: string;
  readonly to?: string;
}

/** The image config below the step. */
export interface ConfigChange {
  readonly input: 'config';
  /** The first step below that changes it in another way than in the last build. */
  readonly step?: StepName;
  /** What that step sets: `label version`, `user`. For a base, what of its config is known to differ. */
  readonly parts?: readonly string[];
  /** An instruction of the last build that is gone. */
  readonly gone?: string;
}

/** An earlier step of this build, as a reason names it. */
interface StepName {
  readonly number: number;
  readonly instruction: string;
}

/** Paths in a build context have no slash in front, and paths in an image have one. */
export interface FilesChange extends Following {
  readonly input: 'files';
  /** The first of them, the most important first. */
  readonly changes: readonly FileChange[];
  /** How many files changed, and how many the step uses. */
  readonly changed: number;
  readonly taken: number;
}

export type FileChange =
  | { readonly path: string; readonly change: 'added' | 'removed' }
  /** A file with the same content is gone from `from`. */
  | { readonly path: string; readonly change: 'renamed'; readonly from: string }
  /** From one type of entry to another: `file`, `directory`, `symlink`, … */
  | { readonly path: string; readonly change: 'type'; readonly from: string; readonly to: string }
  | ({ readonly path: string; readonly change: 'modified' } & FileDifference);

/** What differs in a file: at least one of these. */
export interface FileDifference {
  readonly content?: true;
  /** Octal. */
  readonly mode?: Change;
  /** `uid:gid`. */
  readonly owner?: Change;
  /** Extended attributes, or which names are hard links to one file. */
  readonly attributes?: true;
}

export interface Change {
  readonly from: string;
  readonly to: string;
}

export interface VariableChange extends Following {
  readonly input: 'arg' | 'env';
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
  /**
   * The earlier value. Long values are cut. Absent if there is none, if the name or the value looks secret, or if the record hides it.
   */
  readonly from?: string;
  readonly to?: string;
}

export interface BaseIdentity {
  readonly reference: string;
  /** Absent if the base is not an image. */
  readonly digest?: Digest;
}

export interface ParentChange {
  readonly input: 'parent';
  /** The first step whose result changed, in this stage or in a stage that it is based on. */
  readonly step?: ChangedStep;
  /** The first paths that differ between its old and its new layer, and how many do. Absent if one index is not here. */
  readonly paths?: { readonly named: readonly string[]; readonly count: number };
}

/** A step whose result is another than in the last build. */
export interface ChangedStep extends StepName {
  /** The last build did not have it. */
  readonly isNew: boolean;
  /** It hit: a cache had this result, but the last build had another one. */
  readonly isHit?: true;
}

/** Where a result came from: this machine's store, a cache that was restored, or the builder that did the build. */
export type HitSource = 'local' | 'builder' | CacheLocationKind;
