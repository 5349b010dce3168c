import type { PathSize } from '../layer/path-sizes.js';
import type { Digest } from '../oci/digest.js';
import type { ImageId } from '../oci/identity.js';
import type { CacheEvent } from './cache-events.js';
import type { HitSource, StepReason } from './reason.js';
import type { StepSpan } from './step-times.js';

/** One instruction that the target needs, as it is numbered in logs and reports. */
export interface StepInfo {
  /** From 1, in the order of the Dockerfile. */
  readonly number: number;
  readonly total: number;
  /** The stage's name, else its index as text; `''` for an ARG before the first FROM. */
  readonly stage: string;
  /** Of its stage: `linux/amd64`. */
  readonly platform: string;
  /** The instruction as one line, without expansion. */
  readonly instruction: string;
  /** First and last line in the Dockerfile; for an ONBUILD trigger, those of the FROM that brought it. */
  readonly line: number;
  readonly endLine: number;
}

/** A layer as documents name it: its blob, `size` in bytes. */
export interface LayerBlob {
  readonly digest: Digest;
  readonly size: number;
}

/** What a step came to. */
export type StepOutcome = StepResult & (HitOutcome | MissOutcome);

interface StepResult extends StepSpan {
  readonly reason: StepReason;
  /** The layer that the step contributes, when it contributes one. */
  readonly layer?: LayerBlob;
  /** Of a FROM that names an image. */
  readonly base?: { readonly reference: string; readonly digest: Digest; readonly layers: readonly LayerBlob[] };
  /** Digest of the image config as it would be if the image ended here: the id that people know from `docker build`. */
  readonly imageId: ImageId;
}

interface HitOutcome {
  readonly status: 'hit';
  readonly source: HitSource;
  /** When the run that made the result was, as ISO 8601; absent where times are fixed by SOURCE_DATE_EPOCH. */
  readonly madeAt?: string;
  /** Milliseconds that it took then. */
  readonly savedMs: number;
}

interface MissOutcome {
  readonly status: 'miss';
  /** Bytes of the tar that the step made, and of its blob. */
  readonly made?: { readonly bytes: number; readonly compressed: number };
  /** It made what an earlier run had made, so that nothing above it changed on its account. */
  readonly unchanged?: true;
}

/** The image of one platform. */
export interface PlatformImage {
  readonly platform: string;
  /** Of its manifest. */
  readonly digest: Digest;
  readonly imageId: ImageId;
  /** Lowest first. */
  readonly layers: readonly ImageLayer[];
}

export interface ImageLayer extends LayerBlob {
  /** What its files take, before compression. Absent where the layer was not looked into: nothing is fetched to know it. */
  readonly paths?: readonly PathSize[];
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
  | {
      readonly type: 'plan';
      readonly steps: readonly StepInfo[];
      readonly dockerfile: string;
      /** When the build began, in milliseconds since the epoch. */
      readonly startedAt: number;
    }
  | { readonly type: 'step-started'; readonly step: number }
  /** The step missed and its work begins now; `reason` as in its outcome. */
  | { readonly type: 'step-running'; readonly step: number; readonly reason: StepReason }
  | {
      readonly type: 'step-output';
      readonly step: number;
      readonly stream: 'stdout' | 'stderr';
      /** Raw bytes of the process: neither whole lines nor valid UTF-8 are promised. */
      readonly data: Uint8Array;
    }
  | { readonly type: 'step-finished'; readonly step: number; readonly outcome: StepOutcome }
  | ({ readonly type: 'step-failed'; readonly step: number; readonly error: Error } & StepSpan)
  | {
      readonly type: 'transfer';
      /** `restore` and `save` are of a cache between machines. */
      readonly direction: 'pull' | 'push' | 'unpack' | 'restore' | 'save';
      readonly digest: Digest;
      /** Bytes done so far, and in all; equal when the transfer is over. */
      readonly done: number;
      readonly total: number;
      /** Nothing had to move, and why: `already there`, `mounted from library/node`. */
      readonly skipped?: string;
    }
  | CacheEvent
  | WarningEvent
  | { readonly type: 'notice'; readonly message: string }
  | {
      readonly type: 'image';
      /** Of the manifest, or of the index for several platforms. */
      readonly digest: Digest;
      readonly imageId: ImageId;
      readonly tags: readonly string[];
      readonly platforms: readonly PlatformImage[];
    }
  | { readonly type: 'build-finished'; readonly durationMs: number; readonly ok: boolean };

export type EventSink = (event: BuildEvent) => void;
