import type { PathSize } from '../layer/path-sizes.js';
import type { Digest } from '../oci/digest.js';
import type { ImageId } from '../oci/identity.js';
import type { BuildInputs } from './build-inputs.js';
import type { CacheEvent } from './cache-events.js';
import type { HitSource, StepReason } from './reason.js';
import type { StepFacts } from './step-facts.js';
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
  /** The numbers of the steps whose results it needs, lower than its own: first the one below it, then the sources of its files. */
  readonly dependsOn: readonly number[];
}

/** A layer as documents name it: its blob, `size` in bytes. */
export interface LayerBlob {
  readonly digest: Digest;
  readonly size: number;
}

/** How a step ended. */
export type StepOutcome = StepResult & (HitOutcome | DuplicateOutcome | MissOutcome);

interface StepResult extends StepSpan {
  readonly reason: StepReason;
  /** The layer that the step contributes, when it contributes one. */
  readonly layer?: LayerBlob;
  /** Of a FROM that names an image. */
  readonly base?: {
    readonly reference: string;
    readonly digest: Digest;
    readonly layers: readonly LayerBlob[];
    /** When it was made, as its config says; absent if that is no time. */
    readonly created?: string;
  };
  /** The image's id if the image ended here: what people know from `docker build`. Absent for a step of a builder. */
  readonly imageId?: ImageId;
}

interface HitOutcome {
  readonly status: 'hit';
  readonly source: HitSource;
  /** When the result was made, as ISO 8601; absent if SOURCE_DATE_EPOCH fixes times. */
  readonly madeAt?: string;
  /** Milliseconds of its own work then (`StepSpan`). Absent if an earlier version recorded it. */
  readonly savedMs?: number;
}

/** It has the key of another step of the build, and so its result. It neither came from the cache nor ran. */
interface DuplicateOutcome {
  readonly status: 'duplicate';
  /** The number of that step. */
  readonly of: number;
}

interface MissOutcome {
  readonly status: 'miss';
  /** Bytes of the tar that the step made, and of its blob. */
  readonly made?: { readonly bytes: number; readonly compressed: number };
  /** It made the same as an earlier run, so that the steps above need not run because of it. */
  readonly unchanged?: true;
  readonly facts?: StepFacts;
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
  /** Sizes of its files before compression. Absent if its index is not on this machine: nothing is fetched to know them. */
  readonly paths?: readonly PathSize[];
}

/** A command that is run in the built image (`--test`). */
export interface TestInfo {
  /** From 1. */
  readonly number: number;
  /** Over all platforms. */
  readonly total: number;
  readonly platform: string;
  readonly command: string;
}

/** Something that does not stop a build. With `rule` it comes from a build check. */
export interface WarningEvent {
  readonly type: 'warning';
  readonly message: string;
  readonly hint?: string;
  /** It is shown as an error, although the build goes on. */
  readonly severe?: true;
  /** First and, if there are several, last line in the Dockerfile. */
  readonly line?: number;
  readonly endLine?: number;
  /** Name of the check, what it looks for, and where it is explained. */
  readonly rule?: string;
  readonly description?: string;
  readonly url?: string;
}

/**
 * Everything that the engine decides or does, in order. Reports are made from these events alone. Secrets are masked before an
 * event is emitted.
 */
export type BuildEvent =
  /** What the build was asked for; the first event of the engine. */
  | { readonly type: 'inputs'; readonly inputs: BuildInputs }
  | {
      readonly type: 'plan';
      readonly steps: readonly StepInfo[];
      readonly dockerfile: string;
      /** When the build began, in milliseconds since the epoch. */
      readonly startedAt: number;
    }
  | { readonly type: 'step-started'; readonly step: number }
  /** The step missed and starts to run; `reason` is that of its outcome. */
  | { readonly type: 'step-running'; readonly step: number; readonly reason: StepReason }
  | {
      readonly type: 'step-output';
      readonly step: number;
      readonly stream: 'stdout' | 'stderr';
      /** Raw bytes of the process. They need not be whole lines or valid UTF-8. */
      readonly data: Uint8Array;
    }
  | { readonly type: 'step-finished'; readonly step: number; readonly outcome: StepOutcome }
  | ({ readonly type: 'step-failed'; readonly step: number; readonly error: Error } & StepSpan)
  /** The step was at work when the build was interrupted, or when another step failed. It did not fail itself. */
  | ({ readonly type: 'step-stopped'; readonly step: number } & StepSpan)
  /** Tests run one after the other, when all steps are done. */
  | ({ readonly type: 'test-started' } & TestInfo)
  /** Of the test that runs; as `step-output`. */
  | { readonly type: 'test-output'; readonly stream: 'stdout' | 'stderr'; readonly data: Uint8Array }
  | {
      readonly type: 'test-finished';
      readonly test: number;
      /** Of its process; 0: the test passed. */
      readonly exitCode: number;
      /** Milliseconds. */
      readonly durationMs: number;
    }
  | {
      readonly type: 'transfer';
      /** `restore` and `save`: from and to a cache that machines share. */
      readonly direction: 'pull' | 'push' | 'unpack' | 'restore' | 'save';
      readonly digest: Digest;
      /** Bytes so far, and in all. They are equal when the transfer is over. */
      readonly done: number;
      readonly total: number;
      /** Why nothing had to be sent: `already there`, `mounted from library/node`. */
      readonly skipped?: string;
    }
  | CacheEvent
  | WarningEvent
  | { readonly type: 'notice'; readonly message: string }
  | {
      readonly type: 'image';
      /** Of the manifest, or of the index if there are several platforms. */
      readonly digest: Digest;
      readonly imageId: ImageId;
      readonly tags: readonly string[];
      readonly platforms: readonly PlatformImage[];
    }
  | { readonly type: 'build-finished'; readonly durationMs: number; readonly ok: boolean };

export type EventSink = (event: BuildEvent) => void;
