import { settledBefore } from '../../async/abortable.js';
import { CommandFailed, EngineBug, InfraError } from '../../errors.js';
import type { Layer, MadeLayer } from '../../layer/layer.js';
import { kindOfLayer } from '../../layer/compression/recompress.js';
import type { Descriptor } from '../../oci/descriptor.js';
import type { CacheKey } from '../../oci/identity.js';
import type { EventSink } from '../events.js';
import { explainMiss, type Miss, type Past } from '../explain/explain.js';
import { assumedLayer, type DryRun, makesNoLayer, BlockedByStep } from '../dry-run.js';
import type { OffReason } from '../no-cache.js';
import type { GivenValues } from '../values/given-values.js';
import type { Layers, StepCache, StepRunner } from '../ports.js';
import type { HitSource, StepReason } from '../reason.js';
import type { KeyInputs, StepRecord } from '../record.js';
import type { StepFacts } from '../step-facts.js';
import type { StepSpan, StepTimer } from '../step-times.js';
import type { InputForm, Op } from '../ops/op.js';
import type { StepFlight, StepFlights } from './step-flights.js';

/** How a step ended: a hit and where its record is from, a duplicate and of which step, or a miss and what it made. */
export type EvaluatedStep = { readonly reason: StepReason; readonly record: StepRecord } & (
  | { readonly status: 'hit'; readonly source: HitSource }
  | { readonly status: 'duplicate'; readonly of: number }
  | ({ readonly status: 'miss' } & Pick<Executed, 'span' | 'made' | 'unchanged' | 'facts'>)
);

interface EvaluationOptions {
  readonly cache: StepCache;
  readonly layers: Layers;
  readonly runner: StepRunner;
  readonly signal: AbortSignal;
  /** For explaining misses; called at the first one. */
  readonly past: () => Promise<Past>;
  /** If it is there, no step runs that may make a layer. */
  readonly dryRun: DryRun | undefined;
  readonly sink: EventSink;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Time for new records; with SOURCE_DATE_EPOCH a fixed one. */
  readonly created: () => string;
  /** Of all plans of the build. */
  readonly flights: StepFlights;
  /** Times are part of the result (SOURCE_DATE_EPOCH): two layers that differ only in times are not the same. */
  readonly timesCount: boolean;
}

/** What identifies a step to people. */
export type StepIdentity = Omit<Miss, 'inputs' | 'now' | 'sources' | 'takesFromImage'> & {
  readonly number: number;
  /** What its stage's ARGs got from outside. */
  readonly values: GivenValues;
  /** It runs even if the cache has its result; undefined: it does not have to. */
  readonly runsAnyway: OffReason | undefined;
};

/**
 * Looks a step up, or explains the miss, runs the step and records it. Of two steps with the same key at the same time only one
 * runs. What one pass over the plan did is known in the next.
 */
export class StepEvaluator {
  readonly #options: EvaluationOptions;
  /** Steps that this build ran, by number. */
  readonly #done = new Map<number, Executed>();

  constructor(options: EvaluationOptions) {
    this.#options = options;
  }

  /** Forgets all results, for a build that starts again: they may depend on forged content. */
  forget(): void {
    this.#options.flights.forget(this);
    this.#done.clear();
  }

  async evaluate(identity: StepIdentity, op: Op, timer: StepTimer): Promise<EvaluatedStep> {
    const tried: KeyedInputs[] = [];
    // What is assumed has no index, which only later forms need.
    for (const form of this.#options.dryRun?.assumes === true ? op.forms.slice(0, 1) : op.forms) {
      // What only this form needs to know is work that a hit by an earlier form does without.
      const read = (): Promise<KeyedInputs | undefined> => keyedInputs(form, identity, timer);
      const keyed = await (tried.length === 0 ? read() : timer.measure('reading', read));
      if (keyed === undefined) continue;
      const { key } = keyed;
      const found =
        this.#doneBy(identity, (record) => record.key === key) ?? (await this.#hitBy(key, tried, identity, op));
      if (found !== undefined) return found;
      tried.push(keyed);
    }
    const found = await this.#hitByMore(tried, identity, op, timer);
    if (found !== undefined) return found;
    const keys = tried.map(({ key }) => key);
    const [running] = keys.flatMap((key) => this.#options.flights.get(key) ?? []);
    if (running !== undefined) {
      const record = await timer.measure('waiting', () => this.#resultOf(running));
      if (record !== undefined && !this.#isLost(record)) {
        return duplicate(record, identity, running.step);
      }
    }
    // Before anything is awaited, so that an equal step finds it.
    const executing = this.#execute(identity, tried, op, timer);
    // A failure is thrown below, and to those who wait. Here it only must not count as unhandled.
    const flight = { plan: this, step: identity.number, record: executing.then(({ record }) => record) };
    for (const key of keys) this.#options.flights.add(key, flight);
    return { status: 'miss', ...(await executing) };
  }

  /**
   * The record of an equal step that runs, or ran.
   *
   * @returns `undefined` if it failed in another platform's plan for a reason that may not concern this plan. That plan may have to start
   *   again, or was stopped.
   */
  async #resultOf({ plan, record }: StepFlight): Promise<StepRecord | undefined> {
    const { signal } = this.#options;
    try {
      return await settledBefore(signal, record);
    } catch (error) {
      signal.throwIfAborted();
      if (plan === this || error instanceof CommandFailed) throw error;
      return undefined;
    }
  }

  /** A record is enough for a hit. Its layer's bytes may never be needed; only if they are known to be lost it is a miss. */
  async #find(key: CacheKey, { runsAnyway }: StepIdentity): Promise<StepRecord | undefined> {
    if (runsAnyway !== undefined) return undefined;
    const record = await this.#options.cache.find(key);
    return record === undefined || this.#isLost(record) ? undefined : record;
  }

  /** What an earlier pass of this build did for the step, if it still counts. */
  #doneBy({ number }: StepIdentity, isWanted: (record: StepRecord) => boolean): EvaluatedStep | undefined {
    const done = this.#done.get(number);
    if (done === undefined || !isWanted(done.record) || this.#isLost(done.record)) return undefined;
    return { status: 'miss', ...done };
  }

  #isLost({ layer }: StepRecord): boolean {
    return layer !== undefined && this.#options.layers.isLost(layer);
  }

  /** The result of an earlier build, or of another step of this one, if there is one under the key. */
  async #hitBy(
    key: CacheKey,
    tried: readonly KeyedInputs[],
    identity: StepIdentity,
    op: Op,
  ): Promise<EvaluatedStep | undefined> {
    const record = await this.#find(key, identity);
    if (record === undefined) return undefined;
    await this.#saveAliases(record, tried);
    const { layer } = record;
    if (layer !== undefined && op.remake !== undefined) this.#options.layers.addMaker(layer, op.remake);
    // Another form's key finds the record, too.
    const sameLayer = (done: StepRecord): boolean => done.layer?.blob.digest === layer?.blob.digest;
    const done = this.#doneBy(identity, sameLayer);
    if (done !== undefined) return done;
    const first = this.#options.flights.firstWith(contentKey(record), identity.number);
    if (first !== identity.number) return duplicate(record, identity, first);
    const source = this.#options.cache.sourceOf(record.key);
    return { status: 'hit', reason: { kind: 'same-inputs' }, source, record: ofStep(record, identity) };
  }

  /** The same, from the caches that are only asked when a step misses. */
  async #hitByMore(
    tried: readonly KeyedInputs[],
    identity: StepIdentity,
    op: Op,
    timer: StepTimer,
  ): Promise<EvaluatedStep | undefined> {
    if (identity.runsAnyway !== undefined) return undefined;
    if (!(await timer.measure('restoring', () => this.#options.cache.findMore()))) return undefined;
    for (const [index, { key }] of tried.entries()) {
      const found = await this.#hitBy(key, tried.slice(0, index), identity, op);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Stores the record under the keys of other forms, too, so that the next build finds it at less cost. */
  async #saveAliases(record: StepRecord, others: readonly KeyedInputs[]): Promise<void> {
    const { cache } = this.#options;
    const aliasOf = record.aliasOf ?? record.key;
    for (const { key } of others) if (key !== aliasOf) await cache.save({ ...record, key, aliasOf });
  }

  async #execute(identity: StepIdentity, tried: readonly KeyedInputs[], op: Op, timer: StepTimer): Promise<Executed> {
    const inputs = lastOf(tried).inputs;
    const past = await this.#options.past();
    const { values, instruction } = identity;
    const now = await values.recorded({ inputs, instruction });
    const nearest = past.partners.of(identity);
    const reason: StepReason =
      identity.runsAnyway ?? (await explainMiss({ ...identity, ...sourcesOf(op), inputs, now }, past));
    this.#options.sink({ type: 'step-running', step: identity.number, reason });
    if (this.#options.dryRun !== undefined && !makesNoLayer(inputs)) {
      if (this.#options.dryRun.assumes !== true) throw new BlockedByStep(identity.number);
      return this.#assume(identity, lastOf(tried).key, now, reason, timer);
    }
    const started = this.#options.now();
    const result = await timer.measure('running', () => op.execute(timer));
    const last =
      (tried.length < op.forms.length && (await keyedInputs(op.forms.at(-1), identity, timer))) || lastOf(tried);
    const record = await timer.measure('saving', async () => {
      const saving = this.#options.now();
      const { layer, created } = await this.#layerOf(result);
      const ended = this.#options.now();
      const made: StepRecord = {
        version: 2,
        key: last.key,
        stage: identity.stage,
        instruction,
        inputs: last.inputs === inputs ? now : await values.recorded({ inputs: last.inputs, instruction }),
        ...(layer === undefined ? {} : { layer }),
        durationMs: ended - started,
        ownMs: timer.ownMs + Math.max(ended - saving, 0),
        created,
        ...(layer === undefined || op.remake === undefined ? {} : { remakes: true }),
      };
      await this.#options.cache.save(made);
      await this.#saveAliases(made, tried);
      return made;
    });
    const facts = await this.#factsOf(op, record);
    const executed: Executed = {
      reason,
      record,
      span: timer.span(),
      ...(facts !== undefined && { facts }),
      ...(result !== undefined && { made: { bytes: result.uncompressedSize, compressed: result.blob.size } }),
      ...(record.layer !== undefined &&
        nearest?.layer?.contentId === record.layer.contentId && { unchanged: true as const }),
    };
    this.#done.set(identity.number, executed);
    this.#options.flights.firstWith(record.key, identity.number);
    return executed;
  }

  /** Records the step as if it had run. */
  async #assume(
    { stage, instruction, number }: StepIdentity,
    key: CacheKey,
    inputs: StepRecord['inputs'],
    reason: StepReason,
    timer: StepTimer,
  ): Promise<Executed> {
    const record: StepRecord = {
      ...{ version: 2, key, stage, instruction, inputs, layer: assumedLayer(key) },
      durationMs: 0,
      created: this.#options.created(),
    };
    await this.#options.cache.save(record);
    this.#options.flights.firstWith(key, number);
    return { reason, record, span: timer.span() };
  }

  /** Nothing depends on them, so whatever fails here costs no more than a remedy. */
  async #factsOf(op: Op, { layer }: StepRecord): Promise<StepFacts | undefined> {
    try {
      return await op.facts?.(layer);
    } catch {
      this.#options.signal.throwIfAborted();
      return undefined;
    }
  }

  /**
   * Early cutoff: if a step ran again and made the same tree, the layer and the time of the earlier run are kept, so that nothing
   * changes for the steps above and for registries. A layer for caches alone is not kept for an image: it would have to be compressed
   * again for it.
   */
  async #layerOf(
    result: Awaited<ReturnType<Op['execute']>>,
  ): Promise<{ readonly layer?: Layer; readonly created: string }> {
    const { cache, layers, timesCount, created } = this.#options;
    if (result === undefined) return { created: created() };
    const same = timesCount ? undefined : await cache.layerWithTree(result.treeDigest);
    if (same !== undefined && isForCaches(same.layer.blob) && !isForCaches(result.blob)) {
      const layer = await layers.take(result);
      await this.#replace(same.layer, layer);
      return { layer, created: created() };
    }
    if (same !== undefined && (await layers.available(same.layer))) {
      await this.#keepSnapshot(result, same.layer);
      await layers.drop(result);
      return same;
    }
    return { layer: await layers.take(result), created: created() };
  }

  /**
   * Gives the steps of this build that made a layer for caches the one that the image has, with the same tree. Nobody needs both then. What
   * earlier builds made is replaced when its step runs again.
   */
  async #replace(forCaches: Layer, layer: Layer): Promise<void> {
    for (const [step, done] of this.#done) {
      if (done.record.layer?.blob.digest !== forCaches.blob.digest) continue;
      const record = { ...done.record, layer };
      this.#done.set(step, { ...done, record });
      await this.#options.cache.save(record);
    }
  }

  /** Saves unpacking the layer that is kept. If that fails, it is unpacked when a step needs it. */
  async #keepSnapshot(made: MadeLayer, kept: Layer): Promise<void> {
    const { layers, runner, signal } = this.#options;
    // Of an equal layer the snapshot is the same one, which other builds may be using.
    if (runner.keepSnapshot === undefined || made.diffId === kept.diffId) return;
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

function isForCaches({ mediaType }: Descriptor): boolean {
  return kindOfLayer(mediaType) === 'zstd';
}

/** One form of a step's inputs, and its key. */
interface KeyedInputs {
  readonly inputs: KeyInputs;
  readonly key: CacheKey;
}

async function keyedInputs(
  form: InputForm | undefined,
  { values, instruction }: StepIdentity,
  timer: StepTimer,
): Promise<KeyedInputs | undefined> {
  const inputs = await form?.(timer);
  return inputs && { inputs, key: await values.keyOf({ inputs, instruction }) };
}

function lastOf(tried: readonly KeyedInputs[]): KeyedInputs {
  const last = tried.at(-1);
  if (last === undefined) throw new EngineBug('a step without inputs');
  return last;
}

function sourcesOf({ sources, takesFromImage }: Op): Pick<Miss, 'sources' | 'takesFromImage'> {
  return { ...(sources !== undefined && { sources }), ...(takesFromImage !== undefined && { takesFromImage }) };
}

interface Executed {
  readonly reason: StepReason;
  readonly record: StepRecord;
  readonly span: StepSpan;
  readonly made?: { readonly bytes: number; readonly compressed: number };
  /** The result is the same as in the build before. */
  readonly unchanged?: true;
  readonly facts?: StepFacts;
}

/** A step whose equal has run in this build, or has hit. */
function duplicate(record: StepRecord, identity: StepIdentity, of: number): EvaluatedStep {
  return { status: 'duplicate', of, reason: { kind: 'same-step' }, record: ofStep(record, identity) };
}

/**
 * The record may be from another stage, or from an instruction that was written differently. For the next build it counts as
 * this step's. It is always stored by its key over content, whichever key found it, so that two equal builds leave the same
 * records.
 */
function ofStep(found: StepRecord, { stage, instruction }: StepIdentity): StepRecord {
  const { aliasOf, ...record } = found;
  return { ...record, key: contentKey(found), stage, instruction };
}

function contentKey({ key, aliasOf }: StepRecord): CacheKey {
  return aliasOf ?? key;
}
