import type { EventSink, StepOutcome } from '../../engine/events.js';
import type { BuildPlan } from '../../engine/plan/build-plan.js';
import { OutputTail } from '../../engine/output-tail.js';
import type { MaskedStream, SecretMask } from '../../engine/secret-mask.js';
import type { StepSpan } from '../../engine/step-times.js';
import type { BuilderStatus, BuilderVertex } from '../../buildkit/status/builder-status.js';
import { StepVertices } from '../../buildkit/status/step-vertices.js';
import type { ErrorPlace } from '../../buildkit/status/error-place.js';
import { isDigest } from '../../oci/digest.js';
import { builderError } from './builder-error.js';

/** What our own plan says of a step: whether its inputs are those of the last build, and why not. */
export type Forecast = ReadonlyMap<number, StepOutcome>;

interface StepState {
  startedAt: number;
  span?: StepSpan;
  /** The builder began to load it from its cache. What it tells after that is how it fetches the bytes. */
  isCached: boolean;
  isRunning: boolean;
  isOver: boolean;
  readonly tail: OutputTail;
  readonly masked: Readonly<Record<'stdout' | 'stderr', MaskedStream>>;
}

interface ProgressParts {
  /** Name of the builder, for errors. */
  readonly builder: string;
  readonly plan: BuildPlan;
  readonly forecast: Forecast;
  readonly mask: SecretMask;
  readonly sink: EventSink;
}

/** Standard error, as BuildKit numbers the streams of a command. */
const STDERR = 2;

/** Turns what a builder tells of one platform's build into the events of the plan's steps. */
export class BuilderProgress {
  readonly #parts: ProgressParts;
  readonly #vertices: StepVertices;
  readonly #states = new Map<number, StepState>();
  /** When the keys of vertices were made, in milliseconds since the epoch. */
  readonly #keyedAt = new Map<string, number>();
  /** The first step that failed, and the builder's words. */
  #failure: { readonly step: number; readonly words: string } | undefined;

  constructor(parts: ProgressParts) {
    this.#parts = parts;
    this.#vertices = new StepVertices(parts.plan.steps);
  }

  hear(status: BuilderStatus): void {
    this.#vertices.note(status.vertices);
    for (const vertex of status.vertices) {
      const step = this.#vertices.stepOf(vertex.digest);
      if (step !== undefined) this.#vertex(step, vertex);
    }
    for (const { vertex, stream, data } of status.logs) {
      const step = this.#vertices.stepOf(vertex);
      if (step !== undefined) this.#output(step, stream === STDERR ? 'stderr' : 'stdout', data);
    }
    for (const { name, done, total } of status.transfers) {
      if (isDigest(name) && total > 0) {
        this.#parts.sink({ type: 'transfer', direction: 'pull', digest: name, done: Math.min(done, total), total });
      }
    }
  }

  /** Tells of the steps that the builder had nothing to do for. Call it when the build has succeeded. */
  finish(): void {
    for (const { number } of this.#parts.plan.steps) {
      if (this.#states.get(number)?.isOver === true) continue;
      const known = this.#parts.forecast.get(number);
      const state = this.#begin(number, Date.now());
      if (state.isRunning || state.isCached) this.#end(number, state, Date.now());
      else if (known !== undefined) this.#finished(number, state, { ...known, ...NO_TIME(state.startedAt) });
    }
  }

  /** The build failed. @returns its error @param words the builder's, without secrets @param place where it says that it failed */
  fail(words: string, { vertices, lines }: ErrorPlace): Error {
    const { plan, builder } = this.#parts;
    const step = this.#failure?.step ?? vertices.flatMap((digest) => this.#vertices.servedBy(digest) ?? [])[0];
    const state = step === undefined ? undefined : this.#states.get(step);
    if (step !== undefined && state !== undefined) this.#flush(step, state);
    const told = this.#failure?.words ?? '';
    const error = builderError(plan, builder, {
      words: told === '' ? words : this.#parts.mask.text(told),
      output: state?.tail.text() ?? '',
      ...(step !== undefined && { step }),
      ...(lines !== undefined && { lines }),
    });
    this.#stopAll(step, error);
    return error;
  }

  /** The build ended from outside. */
  stop(): void {
    this.#stopAll(undefined, undefined);
  }

  /** @param failed the step that is to blame, and its error */
  #stopAll(failed: number | undefined, error: Error | undefined): void {
    for (const [step, state] of this.#states) {
      if (state.isOver) continue;
      state.isOver = true;
      const span = spanOf(state.startedAt, Date.now());
      if (step === failed && error !== undefined) this.#parts.sink({ type: 'step-failed', step, error, ...span });
      else this.#parts.sink({ type: 'step-stopped', step, ...span });
    }
  }

  #vertex(step: number, vertex: BuilderVertex): void {
    const { started, completed, cached, error } = vertex;
    if (started === undefined || this.#isKeying(step, vertex)) return;
    const state = this.#begin(step, started);
    if (state.isOver) return;
    if (error !== '') {
      // Those that were stopped because of another one say so.
      if (!/context canceled/i.test(error)) this.#failure ??= { step, words: error };
      return;
    }
    state.isCached ||= cached;
    if (!state.isCached) this.#running(step, state);
    if (completed !== undefined) this.#end(step, state, completed);
  }

  /**
   * A builder tells of what has no inputs twice (buildkit, `sharedOp.CacheMap`): first that its key is made, then that it is loaded from
   * the cache, or made. The second may never come, if what comes after it is cached.
   */
  #isKeying(step: number, { digest, inputs, started, cached, error }: BuilderVertex): boolean {
    if (inputs.length > 0 || cached || error !== '' || started === undefined) return false;
    // What a base is, our own plan knows.
    if (this.#parts.forecast.get(step)?.base !== undefined) return false;
    if (this.#states.get(step)?.isCached === true) return false;
    const first = this.#keyedAt.get(digest) ?? started;
    this.#keyedAt.set(digest, first);
    return first === started;
  }

  #begin(step: number, startedAt: number): StepState {
    const known = this.#states.get(step);
    if (known !== undefined) return known;
    const { mask, sink } = this.#parts;
    const state: StepState = {
      startedAt,
      isCached: false,
      isRunning: false,
      isOver: false,
      tail: new OutputTail(),
      masked: { stdout: mask.stream(), stderr: mask.stream() },
    };
    this.#states.set(step, state);
    sink({ type: 'step-started', step });
    return state;
  }

  #running(step: number, state: StepState): void {
    if (state.isRunning) return;
    state.isRunning = true;
    const known = this.#parts.forecast.get(step);
    // Of a base, our own plan says whether it hits.
    if (known?.base !== undefined && known.status !== 'miss') return;
    this.#parts.sink({ type: 'step-running', step, reason: this.#reasonOf(step) });
  }

  /** Of a step that ran. Where our plan expected a hit, this builder does not have the result, or not any more. */
  #reasonOf(step: number): StepOutcome['reason'] {
    const known = this.#parts.forecast.get(step);
    if (known === undefined) return { kind: 'not-evaluated' };
    return known.status === 'miss' ? known.reason : { kind: 'evicted' };
  }

  #output(step: number, stream: 'stdout' | 'stderr', data: Uint8Array): void {
    const state = this.#begin(step, Date.now());
    this.#running(step, state);
    this.#show(step, state, stream, state.masked[stream].push(data));
  }

  #show(step: number, state: StepState, stream: 'stdout' | 'stderr', data: Uint8Array): void {
    if (data.length === 0) return;
    state.tail.add(data);
    this.#parts.sink({ type: 'step-output', step, stream, data });
  }

  #end(step: number, state: StepState, completed: number): void {
    this.#flush(step, state);
    const known = this.#parts.forecast.get(step);
    const span = spanOf(state.startedAt, completed);
    // A base is not made: it is the same as before if its digest is. That a builder fetches it says nothing.
    if (known?.base !== undefined) this.#finished(step, state, { ...known, ...span });
    else if (state.isCached) {
      this.#finished(step, state, { status: 'hit', source: 'builder', reason: { kind: 'same-inputs' }, ...span });
    } else this.#finished(step, state, { status: 'miss', reason: this.#reasonOf(step), ...span });
  }

  #finished(step: number, state: StepState, outcome: StepOutcome): void {
    state.isOver = true;
    const { imageId: _, layer: __, ...told } = outcome;
    const source = told.status === 'hit' ? { ...told, source: 'builder' as const } : told;
    this.#parts.sink({ type: 'step-finished', step, outcome: source });
  }

  #flush(step: number, state: StepState): void {
    for (const stream of ['stdout', 'stderr'] as const) this.#show(step, state, stream, state.masked[stream].end());
  }
}

function spanOf(begun: number, ended: number): StepSpan {
  const startedAt = Math.floor(begun);
  const durationMs = Math.max(Math.floor(ended) - startedAt, 0);
  const times = { waitingMs: 0, restoringMs: 0, runningMs: durationMs, savingMs: 0 };
  return { startedAt, durationMs, times, ownMs: durationMs };
}

const NO_TIME = (startedAt: number): StepSpan => spanOf(startedAt, startedAt);
