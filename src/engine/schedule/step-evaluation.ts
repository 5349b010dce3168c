import { InfraError } from '../../errors.js';
import type { Layer, MadeLayer } from '../../layer/layer.js';
import type { CacheKey } from '../../oci/identity.js';
import type { EventSink } from '../events.js';
import { explainMiss, nearestRecord, type Miss, type Past } from '../explain/explain.js';
import { makesNoLayer, BlockedByStep } from '../dry-run.js';
import { stepKey } from '../keys.js';
import type { Layers, StepCache, StepRunner } from '../ports.js';
import type { HitSource, StepReason } from '../reason.js';
import { recordedInputs, type KeyInputs, type StepRecord } from '../record.js';
import type { StepSpan, StepTimer } from '../step-times.js';
import type { Op } from '../ops/op.js';

/** What a step came to: a hit with where its record is from, or a miss with what it made. */
export type EvaluatedStep = { readonly reason: StepReason; readonly record: StepRecord } & (
  | { readonly status: 'hit'; readonly source: HitSource }
  | ({ readonly status: 'miss' } & Pick<Executed, 'span' | 'made' | 'unchanged'>)
);

interface EvaluationOptions {
  readonly cache: StepCache;
  readonly layers: Layers;
  readonly runner: StepRunner;
  readonly signal: AbortSignal;
  /** What misses are explained with: asked for when there is one. */
  readonly past: () => Promise<Past>;
  readonly noCache: boolean;
  /** Nothing is done that makes a layer. */
  readonly foresees: boolean;
  readonly sink: EventSink;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** `created` of records that are made: a fixed time under SOURCE_DATE_EPOCH. */
  readonly created: () => string;
  /** Times are part of the result (SOURCE_DATE_EPOCH): a layer that differs in nothing else is not the same. */
  readonly timesCount: boolean;
}

/** What identifies a step to people. */
export type StepIdentity = Omit<Miss, 'inputs'> & { readonly number: number };

/**
 * Looks a step up, explains a miss, does the work, and records it. Two steps with the same key at the same time are done
 * once, and what one pass over the plan did, the next one knows.
 */
export class StepEvaluator {
  readonly #options: EvaluationOptions;
  readonly #inFlight = new Map<CacheKey, Promise<Executed>>();
  /** What this build did itself, by the step's number. */
  readonly #done = new Map<number, Executed>();

  constructor(options: EvaluationOptions) {
    this.#options = options;
  }

  async evaluate(identity: StepIdentity, work: Op, timer: StepTimer): Promise<EvaluatedStep> {
    const early = work.early === undefined ? undefined : await this.#find(work.early);
    if (early !== undefined) return this.#hit(early, identity, work);
    const inputs = await work.inputs();
    const key = stepKey(inputs);
    const done = this.#doneBy(identity, (record) => record.key === key);
    if (done !== undefined) return done;
    const found = await this.#find(inputs);
    if (found !== undefined) {
      await this.#alias(found, work.early);
      return this.#hit(found, identity, work);
    }
    const running = this.#inFlight.get(key);
    if (running !== undefined) {
      const { record } = await timer.measure('waiting', () => running);
      if (!this.#isLost(record)) return hit(record, identity, { reason: { kind: 'same-step' }, source: 'build' });
    }
    // Noted before anything is waited for, so that an equal step finds it.
    const executing = this.#execute(identity, inputs, key, work, timer);
    this.#inFlight.set(key, executing);
    // Whoever waits for it hears of a failure; without one waiting it must not count as unhandled.
    executing.catch(() => this.#inFlight.delete(key));
    return { status: 'miss', ...(await executing) };
  }

  /** A hit is by the record alone: whether its layer's bytes are needed is not known yet, only when they are in vain. */
  async #find(inputs: KeyInputs): Promise<StepRecord | undefined> {
    if (this.#options.noCache) return undefined;
    const record = await this.#options.cache.find(stepKey(inputs));
    return record === undefined || this.#isLost(record) ? undefined : record;
  }

  /** What an earlier pass of this build did for the step, if it is still what is wanted. */
  #doneBy({ number }: StepIdentity, isWanted: (record: StepRecord) => boolean): EvaluatedStep | undefined {
    const done = this.#done.get(number);
    if (done === undefined || !isWanted(done.record) || this.#isLost(done.record)) return undefined;
    return { status: 'miss', ...done };
  }

  #isLost({ layer }: StepRecord): boolean {
    return layer !== undefined && this.#options.layers.isLost(layer);
  }

  #hit(record: StepRecord, identity: StepIdentity, { remake }: Op): EvaluatedStep {
    const { layer } = record;
    if (layer !== undefined && remake !== undefined) this.#options.layers.addMaker(layer, remake);
    // An early key leads to what was recorded under the other one.
    const sameLayer = (done: StepRecord): boolean => done.layer?.blob.digest === layer?.blob.digest;
    const source = this.#options.cache.sourceOf(record.key);
    return this.#doneBy(identity, sameLayer) ?? hit(record, identity, { reason: { kind: 'same-inputs' }, source });
  }

  /** Lets the next build find the record without reading the source's content. */
  async #alias(record: StepRecord, early: KeyInputs | undefined): Promise<void> {
    if (early !== undefined) await this.#options.cache.save({ ...record, key: stepKey(early), aliasOf: record.key });
  }

  async #execute(
    identity: StepIdentity,
    inputs: KeyInputs,
    key: CacheKey,
    work: Op,
    timer: StepTimer,
  ): Promise<Executed> {
    const past = await this.#options.past();
    const nearest = nearestRecord(identity, inputs.operation, past.previous.steps);
    const reason: StepReason = this.#options.noCache
      ? { kind: 'cache-off' }
      : await explainMiss({ ...identity, inputs }, nearest, past);
    this.#options.sink({ type: 'step-running', step: identity.number, reason });
    if (this.#options.foresees && !makesNoLayer(inputs)) throw new BlockedByStep(identity.number);
    const started = this.#options.now();
    const result = await timer.measure('running', () => work.execute(timer));
    const record = await timer.measure('saving', async () => {
      const { layer, created } = await this.#layerOf(result);
      const made: StepRecord = {
        version: 1,
        key,
        stage: identity.stage,
        instruction: identity.instruction,
        inputs: recordedInputs(inputs),
        ...(layer === undefined ? {} : { layer }),
        durationMs: this.#options.now() - started,
        created,
        ...(layer === undefined || work.remake === undefined ? {} : { remakes: true }),
      };
      await this.#options.cache.save(made);
      await this.#alias(made, work.early);
      return made;
    });
    const executed: Executed = {
      reason,
      record,
      span: timer.span(),
      ...(result !== undefined && { made: { bytes: result.uncompressedSize, compressed: result.blob.size } }),
      ...(record.layer !== undefined &&
        nearest?.layer?.contentId === record.layer.contentId && { unchanged: true as const }),
    };
    this.#done.set(identity.number, executed);
    return executed;
  }

  /**
   * Early cutoff: a step that ran again and made the same tree keeps the layer of the run before and its time, so that
   * neither the steps above nor a registry see a change.
   */
  async #layerOf(
    result: Awaited<ReturnType<Op['execute']>>,
  ): Promise<{ readonly layer?: Layer; readonly created: string }> {
    const { cache, layers, timesCount, created } = this.#options;
    if (result === undefined) return { created: created() };
    const same = timesCount ? undefined : await cache.layerWithTree(result.treeDigest);
    if (same !== undefined && (await layers.available(same.layer))) {
      await this.#keepSnapshot(result, same.layer);
      await layers.drop(result);
      return same;
    }
    return { layer: await layers.take(result), created: created() };
  }

  /** What the machine has unpacked already is spared; where that fails, the kept layer is unpacked when a step stands on it. */
  async #keepSnapshot(made: MadeLayer, kept: Layer): Promise<void> {
    const { layers, runner, signal } = this.#options;
    if (runner.keepSnapshot === undefined) return;
    const index = await layers.indexAtHand(kept);
    if (index === undefined) return;
    try {
      await runner.keepSnapshot(made, kept, index, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof InfraError)) throw error;
    }
  }
}

interface Executed {
  readonly reason: StepReason;
  readonly record: StepRecord;
  readonly span: StepSpan;
  readonly made?: { readonly bytes: number; readonly compressed: number };
  /** The result is that of the build before: for what stands on it nothing changed. */
  readonly unchanged?: true;
}

/**
 * The record may be of another stage, or of an instruction that was written otherwise: to the next build it is this one's.
 * Whichever key it was found by, it is known by that over content, so that two equal builds leave the same.
 */
function hit(
  { aliasOf, ...record }: StepRecord,
  { stage, instruction }: StepIdentity,
  how: { readonly reason: StepReason; readonly source: HitSource },
): EvaluatedStep {
  return { status: 'hit', ...how, record: { ...record, key: aliasOf ?? record.key, stage, instruction } };
}
