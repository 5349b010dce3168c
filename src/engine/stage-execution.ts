import type { LineRange } from '../dockerfile/ast.js';
import type { Layer } from '../layer/layer.js';
import { sha256, type Digest } from '../oci/digest.js';
import type { HistoryEntry } from '../oci/image-config.js';
import { formatPlatform } from '../oci/platform.js';
import { located } from '../plan/located.js';
import type { BuildPlan, NumberedStep, StagePlan } from './build-plan.js';
import type { EventSink, StepInfo } from './events.js';
import { historyEntry, imageIdOf, type ImageDraft } from './image-draft.js';
import { snapshotId } from './keys.js';
import { LayersLost } from './layers-lost.js';
import type { StepRecord } from './record.js';
import type { EvaluatedStep, StepEvaluator } from './step-evaluation.js';
import { keyInputs, type StepWork } from './step-work.js';

/** A step with the layers it stands on. */
export interface StepContext {
  readonly step: NumberedStep;
  readonly stage: StagePlan;
  readonly layers: readonly Layer[];
}

/** A stage after its last step. */
export interface StageResult {
  readonly draft: ImageDraft;
  /** The first step that missed and gave another result than before, here or in a stage below. */
  readonly changed: StepInfo | undefined;
}

/** A step failed: what was there before it, for looking into. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure';
  readonly step: StepInfo;
  readonly lastGood: ImageDraft;

  constructor(step: StepInfo, lastGood: ImageDraft, cause: unknown) {
    super(`step ${step.number} failed`, { cause });
    this.step = step;
    this.lastGood = lastGood;
  }
}

interface ExecutionOptions {
  readonly plan: BuildPlan;
  readonly evaluator: StepEvaluator;
  readonly sink: EventSink;
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Makes the work of a step that has a layer of its own. */
  readonly workOf: (context: StepContext) => Promise<StepWork>;
  readonly fromWorkOf: (stage: StagePlan, layers: readonly Layer[]) => StepWork;
  /** Result of another stage, when it is done. */
  readonly resultOf: (index: number) => Promise<StageResult>;
  readonly labels: Readonly<Record<string, string>>;
  /** ISO 8601: what SOURCE_DATE_EPOCH says, for all steps, also those that an earlier build made. */
  readonly fixedTime: string | undefined;
}

/** Runs one stage's steps, one after the other. */
export class StageExecution {
  readonly #options: ExecutionOptions;
  readonly #stage: StagePlan;
  /** What was done, in the order of the steps. */
  readonly records: StepRecord[] = [];
  #draft: ImageDraft;
  #changed: StepInfo | undefined;

  constructor(stage: StagePlan, options: ExecutionOptions) {
    this.#stage = stage;
    this.#options = options;
    this.#draft = { image: stage.start.image, layers: [], history: [] };
  }

  get name(): string {
    return this.#stage.from.stage;
  }

  get instructions(): readonly string[] {
    return [this.#stage.from, ...this.#stage.steps.map((step) => step.info)].map((info) => info.instruction);
  }

  async run(): Promise<StageResult> {
    await this.#runFrom();
    for (const step of this.#stage.steps) await this.#runStep(step);
    return { draft: this.#draft, changed: this.#changed };
  }

  async #runFrom(): Promise<void> {
    const { base, from, start } = this.#stage;
    const below = base.kind === 'stage' ? await this.#options.resultOf(base.index) : undefined;
    const layers = base.kind === 'image' ? base.image.layers : (below?.draft.layers ?? []);
    this.#changed = below?.changed;
    await this.#evaluate(
      from,
      this.#stage.stage.node.from.range,
      { image: start.image, layers, history: below?.draft.history ?? [] },
      this.#options.fromWorkOf(this.#stage, layers),
    );
  }

  async #runStep(step: NumberedStep): Promise<void> {
    const { layers, history } = this.#draft;
    const work =
      step.operation.kind === 'config'
        ? this.#configWork(step)
        : await this.#failing(step.info, step.range, () => this.#options.workOf({ step, stage: this.#stage, layers }));
    await this.#evaluate(step.info, step.range, { image: step.image, layers, history }, work, step.history);
  }

  #configWork(step: NumberedStep): StepWork {
    const config = sha256(JSON.stringify([step.image.config, step.image.author ?? null]));
    return {
      inputs: () =>
        Promise.resolve(
          keyInputs({
            operation: 'config',
            command: step.expanded,
            platform: formatPlatform(step.image.platform),
            parent: snapshotId(this.#draft.layers),
            config,
          }),
        ),
      execute: () => Promise.resolve(undefined),
    };
  }

  /** Evaluates one step, and moves the draft on: `base` is what it stands on, with the config that it leaves. */
  async #evaluate(
    info: StepInfo,
    range: LineRange,
    base: ImageDraft,
    work: StepWork,
    entry?: { readonly createdBy: string; readonly emptyLayer: boolean },
  ): Promise<void> {
    const { sink, now, signal } = this.#options;
    const started = now();
    sink({ type: 'step-started', step: info.number });
    const evaluated = await this.#failing(info, range, () => {
      signal.throwIfAborted();
      return this.#options.evaluator.evaluate(this.#identity(info), work);
    });
    const { record } = evaluated;
    // A record that another stage or an older wording of the step left is this step's now.
    this.records.push({ ...record, stage: info.stage, instruction: info.instruction });
    this.#noteChange(info, evaluated);
    this.#draft = {
      image: base.image,
      layers: record.layer === undefined ? base.layers : [...base.layers, record.layer],
      history: entry === undefined ? base.history : [...base.history, this.#historyOf(record, entry)],
    };
    sink({
      type: 'step-finished',
      step: info.number,
      outcome: {
        status: evaluated.status,
        reason: evaluated.reason,
        durationMs: evaluated.durationMs ?? now() - started,
        ...(record.layer === undefined
          ? {}
          : { layer: { digest: record.layer.blob.digest, size: record.layer.blob.size } }),
        imageId: this.#imageId(),
      },
    });
  }

  #historyOf(record: StepRecord, entry: { readonly createdBy: string; readonly emptyLayer: boolean }): HistoryEntry {
    return historyEntry(entry.createdBy, record.layer === undefined, this.#options.fixedTime ?? record.created);
  }

  #identity(info: StepInfo) {
    return {
      number: info.number,
      instruction: info.instruction,
      stage: info.stage,
      ordinal: this.records.length,
      ...(this.#changed === undefined ? {} : { changedParent: this.#changed }),
    };
  }

  /** Later steps name the first one that really changed something, not the one right above them. */
  #noteChange(info: StepInfo, evaluated: EvaluatedStep): void {
    if (this.#changed === undefined && evaluated.changed) {
      this.#changed = info;
    }
  }

  /** Labels of the command line belong to the target's image, and so to its last id. */
  #imageId(): Digest {
    const isTarget = this.#stage.stage.index === this.#options.plan.target;
    const last = this.records.length === this.#stage.steps.length + 1;
    return imageIdOf(this.#draft, isTarget && last ? this.#options.labels : {});
  }

  /** An error that has no place yet gets the instruction's. */
  async #failing<T>(info: StepInfo, range: LineRange, work: () => Promise<T>): Promise<T> {
    const started = this.#options.now();
    try {
      return await work();
    } catch (thrown) {
      // Not this step's fault: another pass makes the layer again.
      if (thrown instanceof LayersLost) throw thrown;
      const error = located(this.#options.plan.dockerfile, range, thrown);
      if (!this.#options.signal.aborted) {
        const cause = error instanceof Error ? error : new Error(String(error));
        this.#options.sink({
          type: 'step-failed',
          step: info.number,
          error: cause,
          durationMs: this.#options.now() - started,
        });
      }
      throw error instanceof StepFailure ? error : new StepFailure(info, this.#draft, error);
    }
  }
}
