import type { Layer } from '../layer/layer.js';
import type { Digest } from '../oci/digest.js';
import type { EventSink } from './events.js';
import { explainMiss, type Miss } from './explain.js';
import { stepKey } from './keys.js';
import type { Layers, StepCache } from './ports.js';
import type { KeyInputs, PreviousBuild, StepRecord } from './record.js';
import type { StepWork } from './step-work.js';

export interface EvaluatedStep {
  readonly status: 'hit' | 'miss';
  readonly reason: string;
  readonly record: StepRecord;
  /** The result is not that of an earlier run: what stands on it will miss. */
  readonly changed: boolean;
}

interface EvaluationOptions {
  readonly cache: StepCache;
  readonly layers: Layers;
  /** The build before: asked for when there is a miss to explain. */
  readonly previous: () => Promise<PreviousBuild>;
  readonly noCache: boolean;
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
 * once.
 */
export class StepEvaluator {
  readonly #options: EvaluationOptions;
  readonly #inFlight = new Map<Digest, Promise<Executed>>();

  constructor(options: EvaluationOptions) {
    this.#options = options;
  }

  async evaluate(identity: StepIdentity, work: StepWork): Promise<EvaluatedStep> {
    const early = work.early === undefined ? undefined : await this.#find(work.early);
    if (early !== undefined) return hit(early, identity);
    const inputs = await work.inputs();
    const found = await this.#find(inputs);
    if (found !== undefined) {
      await this.#alias(found, work.early);
      return hit(found, identity);
    }
    const key = stepKey(inputs);
    const running = this.#inFlight.get(key);
    if (running !== undefined)
      return { ...hit((await running).record, identity), reason: 'the same step ran in another stage' };
    // Noted before anything is waited for, so that an equal step finds it.
    const executing = this.#execute(identity, inputs, key, work);
    this.#inFlight.set(key, executing);
    // Whoever waits for it hears of a failure; without one waiting it must not count as unhandled.
    executing.catch(() => undefined);
    return { status: 'miss', ...(await executing) };
  }

  async #find(inputs: KeyInputs): Promise<StepRecord | undefined> {
    if (this.#options.noCache) return undefined;
    const record = await this.#options.cache.find(stepKey(inputs));
    if (record === undefined) return undefined;
    if (record.layer !== undefined && !(await this.#options.layers.available(record.layer))) return undefined;
    return record;
  }

  /** Lets the next build find the record without reading the source's content. */
  async #alias(record: StepRecord, early: KeyInputs | undefined): Promise<void> {
    if (early !== undefined) await this.#options.cache.save({ ...record, key: stepKey(early) });
  }

  async #execute(identity: StepIdentity, inputs: KeyInputs, key: Digest, work: StepWork): Promise<Executed> {
    const reason = this.#options.noCache
      ? 'the cache was switched off (--no-cache)'
      : explainMiss({ ...identity, inputs }, await this.#options.previous());
    this.#options.sink({ type: 'step-running', step: identity.number, reason });
    const started = this.#options.now();
    const { layer, changed } = await this.#layerOf(await work.execute());
    const record: StepRecord = {
      version: 1,
      key,
      stage: identity.stage,
      instruction: identity.instruction,
      inputs,
      ...(layer === undefined ? {} : { layer }),
      durationMs: this.#options.now() - started,
      created: this.#options.created(),
    };
    await this.#options.cache.save(record);
    await this.#alias(record, work.early);
    return { reason, record, changed };
  }

  /**
   * Early cutoff: a step that ran again and made the same tree keeps the layer of the run before, so that neither the steps
   * above nor a registry see a change.
   */
  async #layerOf(result: Awaited<ReturnType<StepWork['execute']>>): Promise<{ layer?: Layer; changed: boolean }> {
    if (result === undefined) return { changed: false };
    const { cache, timesCount } = this.#options;
    const same = timesCount ? undefined : await cache.layerWithTree(result.treeDigest);
    if (same !== undefined && (await this.#options.layers.available(same))) {
      await this.#options.layers.drop(result);
      return { layer: same, changed: false };
    }
    return { layer: await this.#options.layers.take(result), changed: true };
  }
}

interface Executed {
  readonly reason: string;
  readonly record: StepRecord;
  readonly changed: boolean;
}

/** The record may be of another stage, or of an instruction that was written otherwise: to the next build it is this one's. */
function hit(record: StepRecord, { stage, instruction }: StepIdentity): EvaluatedStep {
  return {
    status: 'hit',
    reason: 'same command and inputs as before',
    record: { ...record, stage, instruction },
    changed: false,
  };
}
