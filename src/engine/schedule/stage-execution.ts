import type { LineRange } from '../../dockerfile/syntax/ast.js';
import type { Layer } from '../../layer/layer.js';
import { digestOfPieces } from '../../oci/digest.js';
import type { HistoryEntry } from '../../oci/image-config.js';
import { formatPlatform } from '../../oci/platform.js';
import type { ImageId } from '../../oci/identity.js';
import { encodedConfig } from '../../plan/draft-config.js';
import { locateError } from '../../dockerfile/syntax/error-location.js';
import type { BuildPlan, NumberedStep, StagePlan } from '../plan/build-plan.js';
import type { EventSink, LayerBlob, StepInfo, StepOutcome } from '../events.js';
import type { DoneStep } from '../explain/origins.js';
import { BlockedByStep, type DryRun } from '../dry-run.js';
import { History, historyEntry } from '../history.js';
import { draftId, idBetweenSteps, type ImageDraft } from '../image-draft.js';
import { SourceChanged } from '../../layer/source-changed.js';
import { snapshotId } from '../keys.js';
import { LayersLost } from '../layers-lost.js';
import { type NoCache, offReason } from '../no-cache.js';
import type { BaseImage } from '../ports.js';
import type { StepRecord } from '../record.js';
import type { EvaluatedStep, StepEvaluator, StepIdentity } from './step-evaluation.js';
import { stepOutcome } from './step-outcome.js';
import type { StageResult, StepContext } from '../ops/step-context.js';
import { StepTimer, traceRow } from '../step-times.js';
import { type OpenSpan, traced } from '../../trace/span.js';
import { GivenValues } from '../values/given-values.js';
import { keyInputs, onlyForm, type Op } from '../ops/op.js';

/** A step failed. The image before it is kept, for the user to look into. */
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
  /** For steps that may make a layer. */
  readonly opOf: (context: StepContext) => Promise<Op>;
  readonly fromOpOf: (stage: StagePlan, layers: readonly Layer[]) => Op;
  /** The ARGs before the first FROM. */
  readonly globals: readonly DoneStep[];
  /** Waits for another stage. */
  readonly resultOf: (index: number) => Promise<StageResult>;
  /** Told of the stage's layers when they are known; absent for a stage that the image does not begin from. */
  readonly imageLayer?: (layer: Layer) => void;
  readonly dryRun: DryRun | undefined;
  readonly noCache: NoCache;
  readonly labels: Readonly<Record<string, string>>;
  /** SOURCE_DATE_EPOCH as ISO 8601. It is the time of all steps, also of those that an earlier build did. */
  readonly fixedTime: string | undefined;
}

/** A step that is being done. */
interface Turn {
  readonly info: StepInfo;
  readonly range: LineRange;
  readonly timer: StepTimer;
  /** Of an ARG. */
  readonly args?: readonly string[] | undefined;
}

/** Runs one stage's steps, one after the other. */
export class StageExecution {
  readonly #options: ExecutionOptions;
  readonly #stage: StagePlan;
  #done: DoneStep[] = [];
  /** How many of them belong to the stages below, or are ARGs before the first FROM. */
  #below = 0;
  #draft: ImageDraft;
  /** How many of its layers were told. */
  #told = 0;
  readonly #values: GivenValues;

  constructor(stage: StagePlan, options: ExecutionOptions) {
    this.#stage = stage;
    this.#options = options;
    this.#values = GivenValues.ofStage(options.plan, stage);
    this.#draft = { image: stage.start.image, layers: [], history: History.none };
  }

  get name(): string {
    return this.#stage.from.stage;
  }

  /** Of the stage's steps that are done, in their order. */
  get records(): readonly StepRecord[] {
    return this.#done.slice(this.#below).map(({ record }) => record);
  }

  get instructions(): readonly string[] {
    return [this.#stage.from, ...this.#stage.steps.map((step) => step.info)].map((info) => info.instruction);
  }

  async run(): Promise<StageResult> {
    try {
      await this.#runFrom();
      for (const step of this.#stage.steps) await this.#runStep(step);
    } catch (error) {
      if (error instanceof BlockedByStep) this.#noteBlocked(error.step);
      throw error;
    }
    return { draft: this.#draft, done: this.#done };
  }

  /** Notes that the steps which were not reached wait for `step`. */
  #noteBlocked(step: number): void {
    const steps = [this.#stage.from, ...this.#stage.steps.map(({ info }) => info)].slice(this.records.length);
    for (const { number } of steps) {
      if (number !== step) this.#options.dryRun?.blockedBy.set(number, step);
    }
  }

  async #runFrom(): Promise<void> {
    const { base, from, start } = this.#stage;
    const timer = new StepTimer(this.#options.now, traceRow(from));
    const below =
      base.kind === 'stage' ? await timer.measure('waiting', () => this.#options.resultOf(base.index)) : undefined;
    const layers = base.kind === 'image' ? base.image.layers : (below?.draft.layers ?? []);
    this.#done = [...(below?.done ?? this.#options.globals)];
    this.#below = this.#done.length;
    await this.#evaluate(
      { info: from, range: this.#stage.stage.node.from.range, timer },
      { image: start.image, layers, history: below?.draft.history ?? History.none },
      this.#options.fromOpOf(this.#stage, layers),
    );
  }

  async #runStep(step: NumberedStep): Promise<void> {
    const { layers, history } = this.#draft;
    const args = step.operation.kind === 'config' ? step.operation.args : undefined;
    const turn = {
      info: step.info,
      range: step.range,
      timer: new StepTimer(this.#options.now, traceRow(step.info)),
      args,
    };
    const context = { step, stage: this.#stage, layers, timer: turn.timer };
    this.#values.noteConfig(step);
    const op =
      step.operation.kind === 'config'
        ? this.#configOp(step, step.operation.args)
        : // The step may copy from a stage that is not done yet.
          await this.#failing(turn, () => turn.timer.measure('waiting', () => this.#options.opOf(context)));
    await this.#evaluate(turn, { image: step.image, layers, history }, op, step.history);
  }

  #configOp(step: NumberedStep, args: readonly string[] | undefined): Op {
    const { config, author = null } = step.image;
    const below = digestOfPieces(['[', ...encodedConfig(config, 'identified'), `,${JSON.stringify(author)}]`]);
    return {
      forms: onlyForm(
        keyInputs({
          operation: 'config',
          ...(args === undefined ? { command: step.expanded } : { command: 'ARG', args }),
          platform: formatPlatform(step.image.platform),
          parent: snapshotId(this.#draft.layers),
          config: below,
        }),
      ),
      execute: () => Promise.resolve(undefined),
    };
  }

  /** Evaluates one step. @param base the image below, with the config as it is after the step */
  async #evaluate(
    turn: Turn,
    base: ImageDraft,
    op: Op,
    entry?: { readonly createdBy: string; readonly emptyLayer: boolean },
  ): Promise<void> {
    const { sink, signal } = this.#options;
    const { info, timer } = turn;
    const evaluated = await this.#failing(turn, () => {
      signal.throwIfAborted();
      sink({ type: 'step-started', step: info.number });
      return this.#stoppable(turn, () =>
        traced(
          'steps',
          () => info.instruction,
          (span) => this.#evaluated(turn, op, span),
          traceRow(info),
        ),
      );
    });
    // The record may be of an equal step of another stage, or of an instruction that was written differently.
    const record = { ...evaluated.record, stage: info.stage, instruction: info.instruction };
    const isHit = evaluated.status === 'hit';
    this.#done.push({ info, ordinal: this.#ordinal, record, args: turn.args, ...(isHit && { isHit }) });
    this.#draft = {
      image: base.image,
      layers: record.layer === undefined ? base.layers : [...base.layers, record.layer],
      history: entry === undefined ? base.history : base.history.with(this.#historyOf(record, entry)),
    };
    for (const layer of this.#draft.layers.slice(this.#told)) this.#options.imageLayer?.(layer);
    this.#told = this.#draft.layers.length;
    sink({ type: 'step-finished', step: info.number, outcome: this.#outcome(info, evaluated, timer) });
  }

  async #evaluated({ info, timer }: Turn, op: Op, span: OpenSpan): Promise<EvaluatedStep> {
    const evaluated = await this.#options.evaluator.evaluate(this.#identity(info), op, timer);
    span.note({ cache: evaluated.status });
    return evaluated;
  }

  #outcome(info: StepInfo, evaluated: EvaluatedStep, timer: StepTimer): StepOutcome {
    const { record } = evaluated;
    const { base, from } = this.#stage;
    const result = {
      ...(record.layer !== undefined && { layer: blobOf(record.layer) }),
      ...(info === from &&
        base.kind === 'image' && {
          base: {
            reference: base.image.name,
            digest: base.image.digest,
            layers: base.image.layers.map(blobOf),
            ...createdOf(base.image),
          },
        }),
      imageId: this.#imageId(),
    };
    return stepOutcome(evaluated, result, timer, this.#options.fixedTime === undefined);
  }

  #historyOf(record: StepRecord, entry: { readonly createdBy: string; readonly emptyLayer: boolean }): HistoryEntry {
    return historyEntry(entry.createdBy, record.layer === undefined, this.#options.fixedTime ?? record.created);
  }

  get #ordinal(): number {
    return this.#done.length - this.#below;
  }

  #identity({ number, instruction, stage }: StepInfo): StepIdentity {
    const runsAnyway = offReason(this.#options.noCache, this.#stage.stage.name);
    return { number, instruction, stage, ordinal: this.#ordinal, below: this.#done, values: this.#values, runsAnyway };
  }

  /** Labels of the command line belong to the target's image, and so to the id of its last step. */
  #imageId(): ImageId {
    const isTarget = this.#stage.stage.index === this.#options.plan.target;
    const last = this.#ordinal === this.#stage.steps.length + 1;
    return last ? draftId(this.#draft, isTarget ? this.#options.labels : {}) : idBetweenSteps(this.#draft);
  }

  /** Tells if a step that has started is stopped, and how long it had taken by then. */
  async #stoppable<T>({ info, timer }: Turn, work: () => Promise<T>): Promise<T> {
    const { sink, signal } = this.#options;
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) sink({ type: 'step-stopped', step: info.number, ...timer.span() });
      throw error;
    }
  }

  /** An error without a location gets the instruction's. */
  async #failing<T>({ info, range, timer }: Turn, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      // The step did not fail: another pass makes the layer again or reads the file again, or this is a dry run.
      if (thrown instanceof LayersLost || thrown instanceof BlockedByStep || thrown instanceof SourceChanged)
        throw thrown;
      const error = locateError(thrown, this.#options.plan.dockerfile, range);
      if (!this.#options.signal.aborted) {
        const cause = error instanceof Error ? error : new Error(String(error));
        this.#options.sink({ type: 'step-failed', step: info.number, error: cause, ...timer.span() });
      }
      throw error instanceof StepFailure ? error : new StepFailure(info, this.#draft, error);
    }
  }
}

function blobOf({ blob }: Layer): LayerBlob {
  return { digest: blob.digest, size: blob.size };
}

/** Builders that fix times write the epoch, or the year 1: that says nothing. A year of five digits is a mistake. */
function createdOf({ config }: BaseImage): { readonly created?: string } {
  const time = Date.parse(config.created ?? '');
  return time > 0 && time < Date.UTC(10_000) ? { created: new Date(time).toISOString() } : {};
}
