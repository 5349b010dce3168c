import type { Digest } from '../oci/digest.js';

/** What is known of a step that missed, beside its outcome: remedies are found from it. */
export interface StepFacts {
  /** Of a RUN: it has only commands of package managers, of which it is known what they read. */
  readonly isKnown?: true;
  /** Of a RUN: all that its command reads of the build context. Absent where that is not certain. */
  readonly reads?: ContextReads;
  /** Of a RUN: what its layer has that a package manager keeps for its next run. */
  readonly leftovers?: readonly Leftover[];
  /** Of a FROM: what the image that it names can be pinned to, on every platform. */
  readonly pin?: Digest;
}

export interface ContextReads {
  /** The step that copied the files. Nothing between it and this step reads or changes them. */
  readonly step: number;
  /** Paths in the build context; none if the command reads no file of it. */
  readonly files: readonly string[];
}

export interface Leftover {
  /** Where to mount a cache instead: an absolute path. */
  readonly target: string;
  /** The package manager fails if two builds use the cache at the same time. */
  readonly locked?: true;
  /** Of the files, before compression. */
  readonly bytes: number;
}
