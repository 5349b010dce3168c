import type { BuildInputs } from '../../engine/build-inputs.js';
import type { BuildEvent, StepInfo, StepOutcome, TestInfo } from '../../engine/events.js';
import type { StepReason } from '../../engine/reason.js';
import type { StepFacts } from '../../engine/step-facts.js';
import { CacheReportBuilder } from './cache-report.js';
import { withCauses, withOrigin } from './step-causes.js';
import { errorReport, type FailureEvidence } from './error-report.js';
import { imageReport, type ImageEvent } from './image-report.js';
import { layerOwners, type LayerOwners } from './layer-owners.js';
import { reasonWords } from './reason-words.js';
import { reportedReason } from './reported-reason.js';
import { withRemedies } from './remedies/with-remedies.js';
import {
  REPORT_VERSION,
  type BaseReport,
  type ImageReport,
  type PushedBlob,
  type Report,
  type ReportedWarning,
  type StepReport,
  type TestReport,
} from './report.js';
import { timeSaved } from './time-saved.js';
import { missed, workOf } from './work.js';
import { VERSION } from '../../version.js';

/** Warnings that are kept: a report stays small however many there are. */
const WARNINGS = 100;

type StepEnd = Extract<BuildEvent, { readonly type: 'step-finished' | 'step-failed' | 'step-stopped' }>;
type Plan = Extract<BuildEvent, { readonly type: 'plan' }>;

/** Collects events, and makes a {@link Report} of them at any moment of a build. */
export class ReportBuilder {
  readonly #ends = new Map<number, StepEnd>();
  readonly #reasons = new Map<number, StepReason>();
  readonly #startedTests = new Map<number, TestInfo>();
  readonly #tests: TestReport[] = [];
  readonly #warnings: ReportedWarning[] = [];
  readonly #cache = new CacheReportBuilder();
  /** Bytes that were fetched, by the blob's digest. */
  readonly #fetched = new Map<string, number>();
  readonly #pushed = new Map<string, PushedBlob>();
  #inputs: BuildInputs | undefined;
  #plan: Plan | undefined;
  #image: ImageEvent | undefined;
  #durationMs: number | undefined;
  #finishedWell: boolean | undefined;

  readonly sink = (event: BuildEvent): void => {
    switch (event.type) {
      case 'inputs':
        this.#inputs = event.inputs;
        break;
      case 'plan':
        this.#plan = event;
        break;
      case 'step-running':
        this.#reasons.set(event.step, event.reason);
        break;
      case 'step-finished':
      case 'step-failed':
      case 'step-stopped':
        this.#ends.set(event.step, event);
        break;
      case 'test-started':
        this.#startedTests.set(event.number, event);
        break;
      case 'test-finished':
        this.#endTest(event);
        break;
      case 'transfer':
        this.#transfer(event);
        break;
      case 'cache':
        this.#cache.note(event);
        break;
      case 'warning':
        if (this.#warnings.length < WARNINGS) {
          const { type, ...warning } = event;
          this.#warnings.push(warning);
        }
        break;
      case 'image':
        this.#image = event;
        break;
      case 'build-finished':
        this.#durationMs = event.durationMs;
        this.#finishedWell = event.ok;
        break;
      case 'step-started':
      case 'step-output':
      case 'test-output':
      case 'notice':
        break;
    }
  };

  /**
   * @param error what the build threw, if it did
   * @param evidence what was at work then
   */
  report(error?: unknown, evidence?: FailureEvidence): Report {
    const caused = withCauses(this.#steps());
    // Steps that were not reached might need what a remedy takes away.
    const steps = error === undefined ? withRemedies(caused, this.#facts()) : caused;
    const stepOfLayer = layerOwners(steps);
    const work = workOf(steps);
    const image =
      this.#image === undefined
        ? undefined
        : this.#imageReport(this.#image, (platform) => layerOwners(steps, platform));
    return {
      version: REPORT_VERSION,
      generator: `layer-build ${VERSION}`,
      ok: error === undefined && this.#finishedWell !== false,
      ...(this.#plan !== undefined && {
        dockerfile: this.#plan.dockerfile,
        startedAt: new Date(this.#plan.startedAt).toISOString(),
      }),
      ...(this.#durationMs !== undefined && { durationMs: this.#durationMs }),
      ...(this.#inputs !== undefined && { inputs: this.#inputs }),
      totals: {
        ...countSteps(steps),
        ...(work !== undefined && { work }),
        savedMs: timeSaved(steps),
        restoredBytes: [...this.#fetched.values()].reduce((sum, bytes) => sum + bytes, 0),
        pushedBytes: [...this.#pushed.values()].reduce(
          (sum, blob) => sum + (blob.skipped === undefined ? blob.size : 0),
          0,
        ),
      },
      ...(image !== undefined && { image }),
      steps,
      ...(this.#tests.length > 0 && { tests: this.#tests }),
      cache: this.#cache.report(stepOfLayer),
      warnings: this.#warnings,
      ...(error !== undefined && { error: errorReport(error, evidence) }),
    };
  }

  #endTest({ test, exitCode, durationMs }: Extract<BuildEvent, { readonly type: 'test-finished' }>): void {
    const started = this.#startedTests.get(test);
    if (started === undefined) return;
    const { platform, command } = started;
    this.#tests.push({ platform, command, exitCode, durationMs });
  }

  #steps(): readonly StepReport[] {
    return (this.#plan?.steps ?? []).map((info) => {
      const end = this.#ends.get(info.number);
      return end === undefined ? notReached(info) : this.#step(info, end);
    });
  }

  #facts(): ReadonlyMap<number, StepFacts> {
    return new Map(
      [...this.#ends].flatMap(([step, end]) =>
        end.type === 'step-finished' && end.outcome.status === 'miss' && end.outcome.facts !== undefined
          ? [[step, end.outcome.facts] as const]
          : [],
      ),
    );
  }

  #step(info: StepInfo, end: StepEnd): StepReport {
    const startedMs = (startedAt: number): number => Math.max(startedAt - (this.#plan?.startedAt ?? startedAt), 0);
    if (end.type !== 'step-finished') {
      const why = this.#reasons.get(info.number) ?? { kind: 'not-evaluated' };
      return {
        ...info,
        status: end.type === 'step-failed' ? 'failed' : 'interrupted',
        reason: this.#words(why),
        why: reportedReason(why),
        startedMs: startedMs(end.startedAt),
        durationMs: end.durationMs,
        times: end.times,
        ownMs: end.ownMs,
        ...(end.usage !== undefined && { usage: end.usage }),
        bytes: NO_BYTES,
      };
    }
    const { outcome } = end;
    const { status, reason, durationMs, times, ownMs, usage, layer, base, imageId } = outcome;
    const made = outcome.status === 'miss' ? outcome.made : undefined;
    const layers = [...(layer === undefined ? [] : [layer]), ...(base?.layers ?? [])];
    return {
      ...info,
      status,
      ...(outcome.status === 'hit' && { source: outcome.source }),
      ...(outcome.status === 'duplicate' && { duplicateOf: outcome.of }),
      reason: this.#words(reason),
      why: reportedReason(reason),
      startedMs: startedMs(outcome.startedAt),
      durationMs,
      times,
      ownMs,
      ...(usage !== undefined && { usage }),
      bytes: {
        restored: layers.reduce((sum, { digest }) => sum + (this.#fetched.get(digest) ?? 0), 0),
        made: made?.bytes ?? 0,
        compressed: made?.compressed ?? 0,
      },
      ...(layer !== undefined && { layer }),
      ...(base !== undefined && { base: baseReport(base) }),
      ...(imageId !== undefined && { imageId }),
      ...(outcome.status === 'miss' && outcome.unchanged === true && { unchanged: true as const }),
      ...(outcome.status === 'hit' && {
        ...(outcome.madeAt !== undefined && { madeAt: outcome.madeAt }),
        ...(outcome.savedMs !== undefined && { savedMs: outcome.savedMs }),
      }),
    };
  }

  /** Reports fold duplicates away: the step whose result one has is named in its place. */
  #words(reason: StepReason): string {
    return reasonWords(
      reason.kind === 'changed'
        ? { ...reason, changes: reason.changes.map((change) => withOrigin(change, (step) => this.#originalOf(step))) }
        : reason,
    );
  }

  #originalOf(step: number): number {
    const end = this.#ends.get(step);
    return end?.type === 'step-finished' && end.outcome.status === 'duplicate' ? end.outcome.of : step;
  }

  #transfer({ direction, digest, done, total, skipped }: Extract<BuildEvent, { readonly type: 'transfer' }>): void {
    if (done < total) return;
    if (direction === 'push') {
      // A blob may go to several repositories: it counts as pushed if it had to move to one of them.
      const known = this.#pushed.get(digest);
      if (known !== undefined && known.skipped === undefined) return;
      this.#pushed.set(digest, { digest, size: total, ...(skipped !== undefined && { skipped }) });
    } else if ((direction === 'pull' || direction === 'restore') && skipped === undefined) {
      this.#fetched.set(digest, total);
    }
  }

  #imageReport(event: ImageEvent, made: (platform: string) => LayerOwners): ImageReport {
    const bases = new Map(
      [...this.#ends.values()].flatMap((end) =>
        end.type === 'step-finished' && end.outcome.base !== undefined
          ? end.outcome.base.layers.map(({ digest }) => [digest as string, end.step] as const)
          : [],
      ),
    );
    return imageReport(event, { made, bases, pushed: [...this.#pushed.values()] });
  }
}

const NO_BYTES = { restored: 0, made: 0, compressed: 0 };

function baseReport({ layers, ...base }: NonNullable<StepOutcome['base']>): BaseReport {
  return base;
}

function notReached(info: StepInfo): StepReport {
  const why: StepReason = { kind: 'not-reached' };
  const times = { waitingMs: 0, restoringMs: 0, runningMs: 0, savingMs: 0 };
  return {
    ...info,
    status: 'not-reached',
    reason: reasonWords(why),
    why,
    startedMs: 0,
    durationMs: 0,
    times,
    bytes: NO_BYTES,
  };
}

/** How many steps came from the cache, and how many did not. */
function countSteps(steps: readonly StepReport[]): { readonly hits: number; readonly misses: number } {
  return { hits: steps.filter(({ status }) => status === 'hit').length, misses: steps.filter(missed).length };
}
