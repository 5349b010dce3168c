import type { BuildEvent, StepInfo, StepStatus, WarningEvent } from '../engine/events.js';
import { errorDocument } from './console-json.js';

/** One instruction that the target needs. */
export interface StepReport extends StepInfo {
  readonly status: StepStatus;
  readonly reason: string;
  readonly durationMs: number;
  readonly imageId?: string;
  /** The layer that the step contributes; `size` is that of the blob, in bytes. */
  readonly layer?: { readonly digest: string; readonly size: number };
  /** Only on the step that failed. */
  readonly failed?: true;
}

export type ReportedWarning = Omit<WarningEvent, 'type' | 'hint'>;

/** `report.json`, version 1. */
export interface Report {
  readonly version: 1;
  readonly ok: boolean;
  /** Absent when there was no image at the end. `digest` is the manifest's, or the index's for several platforms. */
  readonly image?: { readonly digest: string; readonly imageId: string; readonly tags: readonly string[] };
  readonly dockerfile?: string;
  readonly durationMs?: number;
  /** In the Dockerfile's order; after a failure only those that were begun. */
  readonly steps: readonly StepReport[];
  readonly warnings: readonly ReportedWarning[];
  readonly error?: object;
}

/** Warnings kept, so that a report stays small whatever the build says. */
const WARNINGS = 100;

interface Section {
  readonly plan: readonly StepInfo[];
  readonly results: Map<number, StepReport>;
  readonly reasons: Map<number, string>;
}

/** Collects events into a {@link Report}, at any moment of a build. */
export class ReportBuilder {
  readonly #sections: Section[] = [];
  readonly #warnings: ReportedWarning[] = [];
  #image: Report['image'];
  #dockerfile: string | undefined;
  #durationMs: number | undefined;
  #finishedWell: boolean | undefined;

  readonly sink = (event: BuildEvent): void => {
    const section = this.#sections.at(-1);
    switch (event.type) {
      case 'plan':
        // A build for several platforms plans once for each.
        this.#sections.push({ plan: event.steps, results: new Map(), reasons: new Map() });
        this.#dockerfile ??= event.dockerfile;
        break;
      case 'step-running':
        section?.reasons.set(event.step, event.reason);
        break;
      case 'step-finished': {
        const info = stepOf(section, event.step);
        if (info !== undefined) section?.results.set(event.step, { ...info, ...event.outcome });
        break;
      }
      case 'step-failed': {
        const info = stepOf(section, event.step);
        const reason = section?.reasons.get(event.step) ?? 'failed before it ran';
        if (info !== undefined) {
          const result = { ...info, status: 'miss', reason, durationMs: event.durationMs, failed: true } as const;
          section?.results.set(event.step, result);
        }
        break;
      }
      case 'warning':
        if (this.#warnings.length < WARNINGS) {
          const { type, hint, ...warning } = event;
          this.#warnings.push(warning);
        }
        break;
      case 'image':
        this.#image = { digest: event.digest, imageId: event.imageId, tags: event.tags };
        break;
      case 'build-finished':
        this.#durationMs = event.durationMs;
        this.#finishedWell = event.ok;
        break;
      case 'step-started':
      case 'step-output':
      case 'transfer':
      case 'notice':
        break;
    }
  };

  /** @param error what the build threw, if it did */
  report(error?: unknown): Report {
    const steps = this.#sections.flatMap((section) =>
      [...section.results.values()].sort((left, right) => left.number - right.number),
    );
    return {
      version: 1,
      ok: error === undefined && this.#finishedWell !== false,
      ...(this.#image !== undefined && { image: this.#image }),
      ...(this.#dockerfile !== undefined && { dockerfile: this.#dockerfile }),
      ...(this.#durationMs !== undefined && { durationMs: this.#durationMs }),
      steps,
      warnings: this.#warnings,
      ...(error !== undefined && { error: errorDocument(error) }),
    };
  }
}

function stepOf(section: Section | undefined, number: number): StepInfo | undefined {
  return section?.plan.find((step) => step.number === number);
}

/** How many steps came from the cache, and how many did not. */
export function countSteps(report: Report): { readonly hits: number; readonly misses: number } {
  const hits = report.steps.filter((step) => step.status === 'hit').length;
  return { hits, misses: report.steps.length - hits };
}
