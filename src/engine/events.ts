import type { Digest } from '../oci/digest.js';

/** One instruction that the target needs, as it is numbered in logs and reports. */
export interface StepInfo {
  /** From 1, in the order of the Dockerfile. */
  readonly number: number;
  readonly total: number;
  /** The stage's name, else its index as text; `''` for an ARG before the first FROM. */
  readonly stage: string;
  /** The instruction as one line, without expansion. */
  readonly instruction: string;
  /** First line in the Dockerfile; for an ONBUILD trigger, that of the FROM that brought it. */
  readonly line: number;
}

export type StepStatus = 'hit' | 'miss';

/** What a step came to. */
export interface StepOutcome {
  readonly status: StepStatus;
  /** Why, in words for people: `README.md modified`, `no record of this step: first build here`. */
  readonly reason: string;
  readonly durationMs: number;
  /** The layer that the step contributes, when it contributes one. */
  readonly layer?: { readonly digest: Digest; readonly size: number };
  /** Digest of the image config as it would be if the image ended here: the id that people know from `docker build`. */
  readonly imageId: Digest;
}

/** Something that does not stop a build. Of a build check when it names a rule. */
export interface WarningEvent {
  readonly type: 'warning';
  readonly message: string;
  readonly hint?: string;
  /** In the Dockerfile, and the last line where there are several. */
  readonly line?: number;
  readonly endLine?: number;
  /** The check's name, what it looks for, and where it is explained. */
  readonly rule?: string;
  readonly description?: string;
  readonly url?: string;
}

/**
 * Everything that the engine decides or does, in order. Reports render these and nothing else. Secrets are masked before
 * an event is emitted.
 */
export type BuildEvent =
  | { readonly type: 'plan'; readonly steps: readonly StepInfo[]; readonly dockerfile: string }
  | { readonly type: 'step-started'; readonly step: number }
  /** The step missed and its work begins now; `reason` as in its outcome. */
  | { readonly type: 'step-running'; readonly step: number; readonly reason: string }
  | {
      readonly type: 'step-output';
      readonly step: number;
      readonly stream: 'stdout' | 'stderr';
      /** Raw bytes of the process: neither whole lines nor valid UTF-8 are promised. */
      readonly data: Uint8Array;
    }
  | { readonly type: 'step-finished'; readonly step: number; readonly outcome: StepOutcome }
  | { readonly type: 'step-failed'; readonly step: number; readonly error: Error; readonly durationMs: number }
  | {
      readonly type: 'transfer';
      readonly direction: 'pull' | 'push' | 'unpack';
      readonly digest: Digest;
      /** Bytes done so far, and in all; equal when the transfer is over. */
      readonly done: number;
      readonly total: number;
      /** Nothing had to move, and why: `already there`, `mounted from library/node`. */
      readonly skipped?: string;
    }
  | WarningEvent
  | { readonly type: 'notice'; readonly message: string }
  | { readonly type: 'image'; readonly digest: Digest; readonly imageId: Digest; readonly tags: readonly string[] }
  | { readonly type: 'build-finished'; readonly durationMs: number; readonly ok: boolean };

export type EventSink = (event: BuildEvent) => void;
