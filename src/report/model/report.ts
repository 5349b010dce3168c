import type { BuildInputs } from '../../engine/build-inputs.js';
import type { StepInfo, WarningEvent } from '../../engine/events.js';
import type { Remedy } from './remedies/remedy.js';
import type { ReportedReason } from './reported-reason.js';
import type { HitSource } from '../../engine/reason.js';
import type { StepTimes, StepUsage } from '../../engine/step-times.js';
import type { PathSize } from '../../layer/path-sizes.js';
import type { CacheLocation } from '../../engine/cache-location.js';

/** Raised when a field is removed or changes its meaning. A new field does not raise it. */
export const REPORT_VERSION = 2;

/**
 * `report.json`: all that a build did, and why. Every report that people read is made from this alone;
 * `docs/report.schema.json` is its schema. Times are milliseconds, sizes bytes.
 */
export interface Report {
  readonly version: typeof REPORT_VERSION;
  /** Name and version of the program that wrote it. */
  readonly generator: string;
  readonly ok: boolean;
  /** Absent when the build ended before a Dockerfile was read. */
  readonly dockerfile?: string;
  /** ISO 8601. */
  readonly startedAt?: string;
  readonly durationMs?: number;
  /** What the build was asked for. */
  readonly inputs?: BuildInputs;
  readonly totals: Totals;
  /** Absent when there was no image at the end. */
  readonly image?: ImageReport;
  /** All that the target needs, in the Dockerfile's order. After a build that ended early, also those that it did not finish or reach. */
  readonly steps: readonly StepReport[];
  /** The tests that ran in the built image; absent if there were none. After a failed one, no other test runs. */
  readonly tests?: readonly TestReport[];
  readonly cache: CacheReport;
  readonly warnings: readonly ReportedWarning[];
  readonly error?: ErrorReport;
  /** The last runs of the same build on the branch, or of a pull request's base branch, and this one last; at most 20. */
  readonly trend?: readonly TrendPoint[];
}

export interface Totals {
  /** Steps of all kinds. Duplicates are neither hits nor misses. */
  readonly hits: number;
  /** Steps that failed, or were interrupted, are included. */
  readonly misses: number;
  /** Absent for a build without RUN, COPY and ADD, and in reports of earlier versions. */
  readonly work?: WorkTotals;
  /** How much longer the build's critical path would have been without the cache. */
  readonly savedMs: number;
  /** Bytes that were fetched, of base images and from caches. */
  readonly restoredBytes: number;
  /** Bytes that were pushed to registries. */
  readonly pushedBytes: number;
}

/** The RUN, COPY and ADD steps without duplicates. */
export interface WorkTotals {
  readonly hits: number;
  readonly misses: number;
  /** The share that came from the cache, by time: from 0 to 1. */
  readonly hitRate: number;
}

/**
 * `interrupted`: it was at work when the build was stopped, by a signal or since another step failed. `not-reached`: the build ended before
 * it; its times are 0.
 */
type StepStatus = 'hit' | 'duplicate' | 'miss' | 'failed' | 'interrupted' | 'not-reached';

/** One instruction that the target needs. */
export interface StepReport extends Omit<StepInfo, 'dependsOn'> {
  /** Absent in reports of earlier versions. */
  readonly dependsOn?: readonly number[];
  readonly status: StepStatus;
  /** Where a hit was found; only for hits. In reports of earlier versions, `build` is the source of what now is a duplicate. */
  readonly source?: HitSource | 'build';
  /** Only for a duplicate: the number of the step whose result it has. */
  readonly duplicateOf?: number;
  /** `why` in words for people. */
  readonly reason: string;
  readonly why: ReportedReason;
  /** Not for a hit: the number of the step where it began. It is the step's own number if the step did not miss because of another one. */
  readonly cause?: number;
  readonly remedy?: Remedy;
  /** Since the build began. */
  readonly startedMs: number;
  readonly durationMs: number;
  readonly times: StepTimes;
  /** Its own work in this build. Absent in reports of earlier versions. */
  readonly ownMs?: number;
  /** Only for a RUN that ran to its end: what its processes used. */
  readonly usage?: StepUsage;
  readonly bytes: StepBytes;
  /** The layer that the step contributes. */
  readonly layer?: BlobSize;
  /** Only for a FROM that names an image. */
  readonly base?: BaseReport;
  /** Absent for a step that has no result. */
  readonly imageId?: string;
  /** It ran again and made the same as before, so no later step missed because of it. */
  readonly unchanged?: true;
  /** Only for a hit: when its result was made (ISO 8601). */
  readonly madeAt?: string;
  /**
   * Only for a hit, if it is known: how much work of its own it was to make its result. The sum over all steps may be more than the time
   * that was saved, since steps run side by side.
   */
  readonly savedMs?: number;
}

/** Whether the build got to the step: it hit, or something was done for it. */
export function isReached({ status }: Pick<StepReport, 'status'>): boolean {
  return status !== 'not-reached';
}

export interface BaseReport {
  readonly reference: string;
  readonly digest: string;
  /** When it was made (ISO 8601), if its config says so. */
  readonly created?: string;
}

/** A command that was run in the built image. */
export interface TestReport {
  readonly platform: string;
  readonly command: string;
  /** 0: it passed. */
  readonly exitCode: number;
  readonly durationMs: number;
}

export interface StepBytes {
  /** Bytes of the step's layers, or its base's, that were fetched in this build. */
  readonly restored: number;
  /** Size of the tar that it made. */
  readonly made: number;
  /** Size of that tar's blob. */
  readonly compressed: number;
}

export interface BlobSize {
  readonly digest: string;
  readonly size: number;
}

export interface ImageReport {
  /** The manifest's digest, or the index's for several platforms. */
  readonly digest: string;
  readonly imageId: string;
  /** As people write them: `web:1`. */
  readonly tags: readonly string[];
  /** The sum over all layers' blobs, each counted once. */
  readonly size: number;
  readonly platforms: readonly PlatformReport[];
  /** What went to registries; absent when nothing was pushed. */
  readonly push?: PushReport;
}

export interface PlatformReport {
  readonly platform: string;
  readonly digest: string;
  readonly imageId: string;
  readonly size: number;
  /** Lowest first. */
  readonly layers: readonly LayerReport[];
  /** Across all layers whose paths are known, the largest first. */
  readonly largestPaths: readonly (PathSize & { readonly layer: string; readonly step?: number })[];
}

export interface LayerReport extends BlobSize {
  /** The step that made it, or the FROM that brought it. */
  readonly step?: number;
  /** It came with a base image. */
  readonly base: boolean;
  /** Where its bytes are, before compression, the largest first. Absent if the layer was not read. */
  readonly paths?: readonly PathSize[];
}

export interface PushReport {
  readonly blobs: readonly PushedBlob[];
}

export interface PushedBlob extends BlobSize {
  /** Why nothing had to move, if so: `already there`, `mounted from library/node`. */
  readonly skipped?: string;
}

export interface CacheReport {
  /** What is to be saved is not saved yet: the job's last stage does that, and completes the report. */
  readonly savedLater?: true;
  /** The cache locations that were used. */
  readonly places: readonly LocationReport[];
  /** What was not saved. */
  readonly leftOut: readonly (LeftOutLayer | LeftOutMount)[];
}

export interface LeftOutLayer extends BlobSize {
  readonly step?: number;
  readonly why: string;
}

/** A cache mount that was not saved, by its id. */
export interface LeftOutMount {
  readonly mount: string;
  readonly size: number;
  readonly why: string;
}

export interface LocationReport extends CacheLocation {
  readonly restored: Traffic;
  readonly saved: Traffic;
  /** What the location keeps for this scope beside the pack, and how much it may keep. */
  readonly budget?: { readonly entries: number; readonly bytes: number; readonly limit: number };
  /** Why nothing was restored or saved, if that is not a fault. */
  readonly remarks: readonly string[];
  readonly faults: readonly string[];
}

export interface Traffic {
  readonly bytes: number;
  /** The sum over all transfers, which may have run side by side. */
  readonly durationMs: number;
  readonly entries: readonly CacheEntry[];
}

export interface CacheEntry {
  readonly what: 'pack' | 'blob';
  /** The location's name for it; for a restored blob, its digest. */
  readonly key: string;
  readonly bytes: number;
  /** The step whose layer the blob is. */
  readonly step?: number;
  /** Why a blob was saved. */
  readonly why?: string;
}

export type ReportedWarning = Omit<WarningEvent, 'type'>;

export interface ErrorReport {
  readonly name: string;
  readonly message: string;
  readonly location?: {
    readonly file: string;
    readonly line: number;
    readonly endLine?: number;
    readonly column?: number;
    readonly endColumn?: number;
  };
  readonly excerpt?: string;
  readonly hint?: string;
  readonly retryable?: boolean;
  /** The step that failed, or that was at work when the build was interrupted. */
  readonly step?: number;
  /** The command of the test that failed, or was at work. */
  readonly test?: string;
  /** The lines of its output that most likely say what is wrong; at most 6. Without secrets and control characters. */
  readonly telling?: readonly string[];
  /** The last lines of its output; at most 15, of at most 500 characters. */
  readonly output?: readonly string[];
}

/** One run, as a trend shows it. */
export interface TrendPoint {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** From 0 to 1. */
  readonly hitRate: number;
  /** Bytes of the image, compressed. */
  readonly size: number;
  /** Bytes that were fetched and pushed. */
  readonly bytes: number;
  /** The step at which the cache ended, as `stepId` names it; empty if it did not end. Comments lack it. */
  readonly cacheEnd?: string;
}
