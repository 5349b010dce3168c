import type { StepInfo, WarningEvent } from '../../engine/events.js';
import type { ReportedReason } from './reported-reason.js';
import type { HitSource } from '../../engine/reason.js';
import type { StepTimes } from '../../engine/step-times.js';
import type { PathSize } from '../../layer/path-sizes.js';
import type { CacheLocation } from '../../engine/cache-location.js';

/** Raised when a field goes or changes its meaning; new fields may come without. */
export const REPORT_VERSION = 2;

/**
 * `report.json`: all that a build did, and why. Every report that people read renders this and nothing else;
 * `docs/report.schema.json` is its schema. Times are milliseconds, sizes bytes.
 */
export interface Report {
  readonly version: typeof REPORT_VERSION;
  /** The layer-build that wrote it. */
  readonly generator: string;
  readonly ok: boolean;
  /** Absent when the build ended before a Dockerfile was read. */
  readonly dockerfile?: string;
  /** ISO 8601. */
  readonly startedAt?: string;
  readonly durationMs?: number;
  readonly totals: Totals;
  /** Absent when there was no image at the end. */
  readonly image?: ImageReport;
  /** In the Dockerfile's order; after a failure only those that were begun and ended. */
  readonly steps: readonly StepReport[];
  readonly cache: CacheReport;
  readonly warnings: readonly ReportedWarning[];
  readonly error?: ErrorReport;
}

export interface Totals {
  readonly hits: number;
  /** Failed steps among them. */
  readonly misses: number;
  /** What the steps that hit took when they ran. */
  readonly savedMs: number;
  /** Bytes that were fetched, of base images and from caches. */
  readonly restoredBytes: number;
  /** Bytes that were pushed to registries. */
  readonly pushedBytes: number;
}

/** One instruction that the target needs. */
export interface StepReport extends StepInfo {
  readonly status: 'hit' | 'miss' | 'failed';
  /** Only of a hit. */
  readonly source?: HitSource;
  /** `why` in words for people. */
  readonly reason: string;
  readonly why: ReportedReason;
  readonly remedy?: Remedy;
  /** Since the build began. */
  readonly startedMs: number;
  readonly durationMs: number;
  readonly times: StepTimes;
  readonly bytes: StepBytes;
  /** The layer that the step contributes. */
  readonly layer?: BlobSize;
  /** Of a FROM that names an image. */
  readonly base?: { readonly reference: string; readonly digest: string };
  /** Absent for a step that failed. */
  readonly imageId?: string;
  /** It ran again and made what was there before, so that nothing above it changed on its account. */
  readonly unchanged?: true;
  /** Of a hit: when the run that made its result was (ISO 8601), and how long it took. */
  readonly madeAt?: string;
  readonly savedMs?: number;
}

export interface StepBytes {
  /** Of the step's layers, a base's too, that were fetched in this build. */
  readonly restored: number;
  /** The tar that it made, and its blob. */
  readonly made: number;
  readonly compressed: number;
}

export interface BlobSize {
  readonly digest: string;
  readonly size: number;
}

/** What would spare misses like this one. */
export interface Remedy {
  readonly kind: 'copy-later';
  readonly words: string;
  /** The step below which this one could stand. */
  readonly below: number;
  /** What the steps between took that would not have had to run. */
  readonly savesMs: number;
  /** They made what they had made before, so they do not depend on what changed; else this rests on what they look like. */
  readonly proven: boolean;
}

export interface ImageReport {
  /** Of the manifest, or of the index for several platforms. */
  readonly digest: string;
  readonly imageId: string;
  /** As people write them: `web:1`. */
  readonly tags: readonly string[];
  /** Of all layers' blobs, each counted once. */
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
  /** Across all layers that were looked into, the largest first. */
  readonly largestPaths: readonly (PathSize & { readonly layer: string; readonly step?: number })[];
}

export interface LayerReport extends BlobSize {
  /** The step that made it; of a base's layer, its FROM. */
  readonly step?: number;
  /** It came with a base image. */
  readonly base: boolean;
  /** Where its bytes are, before compression, the largest first. Absent where it was not looked into. */
  readonly paths?: readonly PathSize[];
}

export interface PushReport {
  readonly blobs: readonly PushedBlob[];
}

export interface PushedBlob extends BlobSize {
  /** Nothing had to move, and why: `already there`, `mounted from library/node`. */
  readonly skipped?: string;
}

export interface CacheReport {
  /** Each location that keeps caches between machines, as far as it was used. */
  readonly places: readonly LocationReport[];
  /** What was not saved. */
  readonly leftOut: readonly (LeftOutLayer | LeftOutMount)[];
}

export interface LeftOutLayer extends BlobSize {
  readonly step?: number;
  readonly why: string;
}

/** What a cache mount of this id held. */
export interface LeftOutMount {
  readonly mount: string;
  readonly size: number;
  readonly why: string;
}

export interface LocationReport extends CacheLocation {
  readonly restored: Traffic;
  readonly saved: Traffic;
  /** What the location keeps of this scope beside the pack, and how much it may keep. */
  readonly budget?: { readonly entries: number; readonly bytes: number; readonly limit: number };
  /** Why nothing was restored or saved, where that is nobody's fault. */
  readonly remarks: readonly string[];
  readonly faults: readonly string[];
}

export interface Traffic {
  readonly bytes: number;
  /** Of transfers added up; they may have run side by side. */
  readonly durationMs: number;
  readonly entries: readonly CacheEntry[];
}

export interface CacheEntry {
  readonly what: 'pack' | 'blob';
  /** As the location knows it; of a restored blob, its digest. */
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
}
