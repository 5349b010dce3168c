import { CommandFailed, EngineBug, UserError } from '../../errors.js';
import type { BuildPlan } from '../plan/build-plan.js';
import { cacheOnlySteps, imageStages } from '../plan/cache-only-steps.js';
import type { EventSink } from '../events.js';
import type { ImageDraft } from '../image-draft.js';
import type { EngineOptions, EnginePorts } from '../engine-ports.js';
import { mergeBuilds } from './previous-build.js';
import { offReason } from '../no-cache.js';
import { NO_BUILD, type PreviousBuild } from '../record.js';
import { FileSources } from '../ops/file-sources.js';
import { BlockedByStep } from '../dry-run.js';
import { flawedWords, LayersLost } from '../layers-lost.js';
import { once } from '../../async/once.js';
import { SourceChanged } from '../../layer/source-changed.js';
import { dedupeEvents } from './dedupe-events.js';
import type { DoneStep } from '../explain/origins.js';
import { Partners } from '../explain/partners.js';
import { HeldFailures } from './held-failures.js';
import { fromOp } from '../ops/from.js';
import { SecretMask } from '../secret-mask.js';
import type { StageResult } from '../ops/step-context.js';
import { StageExecution, StepFailure } from './stage-execution.js';
import { StepEvaluator } from './step-evaluation.js';
import { StepFlights } from './step-flights.js';
import { stepOutcome } from './step-outcome.js';
import { StepTimer, traceRow } from '../step-times.js';
import { keyInputs, onlyForm } from '../ops/op.js';
import { GivenValues } from '../values/given-values.js';
import { opOf } from '../ops/op-of.js';
import { imageIdOfArgument } from '../../oci/identity.js';

export type EngineResult =
  | { readonly kind: 'built'; readonly draft: ImageDraft }
  | {
      readonly kind: 'failed';
      readonly error: unknown;
      /** The image before the step that failed; absent if no step had begun. */
      readonly lastGood?: ImageDraft;
    };

/** The build fails after this many changes of files: something writes faster than the build reads. */
const MOST_CHANGES = 1000;

/**
 * Runs a plan. Independent stages run side by side. The first failure stops the others. The results of finished steps stay in the cache.
 * If a layer is lost, or a file changes, there is another pass over the plan. It makes the layer again, and reads the file again.
 */
export class PlanRun {
  readonly #plan: BuildPlan;
  readonly #ports: EnginePorts;
  readonly #options: EngineOptions;
  readonly #signal: AbortSignal;
  readonly #failures: HeldFailures;
  readonly #sink: EventSink;
  readonly #previous: () => Promise<PreviousBuild>;
  readonly #evaluator: StepEvaluator;
  readonly #secretMask: () => Promise<SecretMask>;
  readonly #cacheOnly: ReadonlySet<number>;
  #losses = 0;
  #changes = 0;

  /** @param flights what the plans of other platforms, which run side by side, do at the same time */
  constructor(
    plan: BuildPlan,
    ports: EnginePorts,
    options: EngineOptions,
    sink: EventSink,
    signal: AbortSignal,
    flights = new StepFlights(),
  ) {
    this.#plan = plan;
    this.#cacheOnly = cacheOnlySteps(plan);
    this.#ports = ports;
    this.#options = options;
    this.#signal = signal;
    this.#failures = new HeldFailures(dedupeEvents(sink));
    this.#sink = this.#failures.sink;
    this.#previous = once(() => ports.cache.previous());
    this.#secretMask = once(() => SecretMask.read(options.secrets));
    this.#evaluator = new StepEvaluator({
      cache: ports.cache,
      layers: ports.layers,
      runner: ports.runner,
      signal,
      past: once(async () => {
        const mask = await this.#secretMask();
        const previous = await this.#previous();
        return {
          previous,
          partners: new Partners(previous.steps, instructionsOf(plan)),
          faults: ports.cache.faults,
          masked: (text: string) => mask.text(text),
          layers: ports.layers,
          records: ports.cache,
        };
      }),
      dryRun: options.dryRun,
      sink: this.#sink,
      now: ports.now,
      created: () => createdTime(options, ports),
      timesCount: options.sourceDateEpoch !== undefined,
      flights,
    });
  }

  /** May be called again if a layer of the result is lost. Steps that are done hit then. */
  async run(): Promise<EngineResult> {
    for (;;) {
      const result = await this.#pass();
      if (result.kind === 'built' || !(await this.#getsFurther(result.error))) {
        this.#failures.tell();
        return result;
      }
      this.#failures.forget();
    }
  }

  /** Whether another pass over the plan may get further. */
  async #getsFurther(error: unknown): Promise<boolean> {
    if (error instanceof SourceChanged) return this.#takesAsItIs(error);
    if (!(error instanceof LayersLost) && !(await this.#cacheIsToBlame(error))) return false;
    // Each layer is lost at most once, unless something removes what is made.
    return ++this.#losses <= this.#plan.steps.length;
  }

  #takesAsItIs(changed: SourceChanged): boolean {
    if (++this.#changes > MOST_CHANGES) return false;
    changed.settle();
    const message = `${changed.what} changed while it was read: it is taken as it was then`;
    this.#sink({ type: 'warning', message, ...(changed.hint !== undefined && { hint: changed.hint }) });
    return true;
  }

  /**
   * Content from a cache must never fail a build. So if a step failed for another reason than its command, the layers that were read are
   * checked against their digests. If one is damaged or forged, nothing that came with it is used any more.
   */
  async #cacheIsToBlame(error: unknown): Promise<boolean> {
    if (this.#signal.aborted || error instanceof BlockedByStep || !this.#mayComeOfLayers(error)) return false;
    const flawed = await this.#ports.layers.recheck(this.#signal);
    if (flawed.length === 0) return false;
    this.#sink({ type: 'warning', message: flawedWords(flawed) });
    await this.#ports.cache.distrust();
    this.#evaluator.forget();
    return true;
  }

  /** Some failures do not depend on layers: that of a command, and a file that is missing in the build context. */
  #mayComeOfLayers(error: unknown): boolean {
    if (error instanceof CommandFailed) return false;
    if (!(error instanceof UserError)) return true;
    const { first } = this.#failures;
    const steps = this.#plan.stages.flatMap((stage) => stage.steps);
    const operation = steps.find(({ info }) => info.number === first?.step)?.operation;
    const looksIntoLayers = operation?.kind === 'copy' ? operation.from.kind !== 'context' : operation?.kind === 'run';
    return looksIntoLayers || first?.ran === true;
  }

  async #pass(): Promise<EngineResult> {
    const plan = this.#plan;
    const ports = this.#ports;
    const options = this.#options;
    const sink = this.#sink;
    const evaluator = this.#evaluator;
    const stop = new AbortController();
    const linked = AbortSignal.any([this.#signal, stop.signal]);
    const executions: StageExecution[] = [];
    const results = new Map<number, Promise<StageResult>>();
    const resultOf = (index: number): Promise<StageResult> => {
      const result = results.get(index);
      if (result === undefined) throw new EngineBug(`stage ${index} is not among those that the target needs`);
      return result;
    };
    const sources = new FileSources(plan, ports, resultOf, linked);
    const createdSeconds = () => Math.floor(Date.parse(createdTime(options, ports)) / 1000);
    const shared = {
      plan,
      ports,
      options,
      sources,
      sink,
      signal: linked,
      cacheOnly: this.#cacheOnly,
      createdSeconds,
      secretMask: this.#secretMask,
    };
    const image = imageStages(plan);
    const imageLayer = options.dryRun === undefined ? ports.imageLayer : undefined;
    try {
      const globals = await evaluateGlobalArgs(plan, evaluator, options, sink, ports.now);
      for (const stage of plan.stages) {
        const execution = new StageExecution(stage, {
          plan,
          evaluator,
          sink,
          now: ports.now,
          signal: linked,
          globals,
          opOf: (context) => opOf(context, shared),
          fromOpOf: (from, layers) => fromOp(from, layers, shared),
          resultOf,
          ...(imageLayer !== undefined && image.has(stage) && { imageLayer }),
          dryRun: options.dryRun,
          noCache: options.noCache,
          labels: options.labels,
          fixedTime: options.sourceDateEpoch === undefined ? undefined : createdTime(options, ports),
        });
        executions.push(execution);
        results.set(stage.stage.index, runStage(execution, stop));
      }
      const outcome = await firstFailure([...results.values()]);
      if (outcome !== undefined && (outcome.reason instanceof LayersLost || letsOthersContinue(outcome.reason)))
        return { kind: 'failed', error: outcome.reason };
      // A build that succeeded does not need the build before any more.
      const before = outcome === undefined ? NO_BUILD : await this.#previous();
      await ports.cache.savePrevious(
        mergeBuilds(
          globals.map(({ record }) => record),
          executions,
          before,
        ),
      );
      if (outcome !== undefined) return failed(outcome.reason, this.#signal);
      const target = await resultOf(plan.target);
      return { kind: 'built', draft: target.draft };
    } catch (error) {
      return failed(error, this.#signal);
    }
  }
}

function runStage(execution: StageExecution, stop: AbortController): Promise<StageResult> {
  // Started in a later turn of the event loop, when all stages are in the map of results.
  const result = Promise.resolve().then(() => execution.run());
  result.catch((error: unknown) => {
    if (!letsOthersContinue(error)) stop.abort(error);
  });
  return result;
}

/** In a dry run, all stages continue as far as they can. The same is true if one stage has to read a file again in the next pass. */
function letsOthersContinue(reason: unknown): boolean {
  return reason instanceof BlockedByStep || reason instanceof SourceChanged;
}

/**
 * Waits for all stages, so that nothing is left running.
 *
 * @returns the first failure. A stage that only has to start again, or that ended in a dry run, did not fail. Its reason is only returned
 *   if no stage failed.
 */
async function firstFailure(stages: readonly Promise<unknown>[]): Promise<{ readonly reason: unknown } | undefined> {
  const reasons: unknown[] = [];
  await Promise.all(stages.map((stage) => stage.catch((reason: unknown) => reasons.push(reason))));
  if (reasons.length === 0) return undefined;
  return { reason: reasons.find((reason) => !letsOthersContinue(reason)) ?? reasons[0] };
}

function failed(error: unknown, signal: AbortSignal): EngineResult {
  if (!(error instanceof StepFailure)) return { kind: 'failed', error };
  return { kind: 'failed', error: signal.aborted ? signal.reason : error.cause, lastGood: error.lastGood };
}

/** ARGs before the first FROM are steps, too: they hit as long as their values stay the same. */
async function evaluateGlobalArgs(
  plan: BuildPlan,
  evaluator: StepEvaluator,
  { noCache, sourceDateEpoch }: EngineOptions,
  sink: EventSink,
  now: () => number,
): Promise<readonly DoneStep[]> {
  const done: DoneStep[] = [];
  const values = GivenValues.ofGlobals(plan);
  const runsAnyway = offReason(noCache, undefined);
  const dated = sourceDateEpoch === undefined;
  for (const { arg, info } of plan.globalArgs) {
    const timer = new StepTimer(now, traceRow(info));
    sink({ type: 'step-started', step: info.number });
    const args = arg.values.map(([name, value]) => (value === undefined ? name : `${name}=${value}`));
    const { number, instruction } = info;
    const evaluated = await evaluator.evaluate(
      { number, instruction, stage: info.stage, ordinal: done.length, below: done, values, runsAnyway },
      {
        forms: onlyForm(keyInputs({ operation: 'arg', command: 'ARG', args })),
        execute: () => Promise.resolve(undefined),
      },
      timer,
    );
    const { record } = evaluated;
    const isHit = evaluated.status === 'hit';
    done.push({ info, ordinal: done.length, record, args, ...(isHit && { isHit }) });
    const outcome = stepOutcome(evaluated, { imageId: imageIdOfArgument(record.key) }, timer, dated);
    sink({ type: 'step-finished', step: number, outcome });
  }
  return done;
}

/** By stage, in order. */
function instructionsOf({ steps }: BuildPlan): ReadonlyMap<string, readonly string[]> {
  const stages = new Map<string, string[]>();
  for (const { stage, instruction } of steps) {
    const known = stages.get(stage);
    if (known === undefined) stages.set(stage, [instruction]);
    else known.push(instruction);
  }
  return stages;
}

function createdTime(options: EngineOptions, ports: EnginePorts): string {
  const ms = options.sourceDateEpoch === undefined ? ports.now() : options.sourceDateEpoch * 1000;
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}
