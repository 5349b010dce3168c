import { BlockedByStep, type DryRun } from '../engine/dry-run.js';
import type { EngineOptions, EnginePorts } from '../engine/engine-ports.js';
import type { EventSink, StepInfo, StepOutcome } from '../engine/events.js';
import type { BuildPlan } from '../engine/plan/build-plan.js';
import type { StepCache, StepRunner } from '../engine/ports.js';
import type { StepReason } from '../engine/reason.js';
import { PlanRun } from '../engine/schedule/plan-run.js';
import { EngineBug } from '../errors.js';

interface KnownOutcome {
  readonly kind: StepOutcome['status'];
  readonly reason: StepReason;
}

/** The outcome of a step in the next build, as far as it is known without running anything. */
export type PredictedStep = { readonly step: StepInfo } & (
  | KnownOutcome
  /** It needs the result of step `on`, which would have to run. */
  | { readonly kind: 'waits'; readonly on: number }
);

/** What a look ahead needs: it runs nothing, and notes nothing. */
type LookAheadPorts = Omit<EnginePorts, 'mounts' | 'runner' | 'now' | 'imageLayer'>;

/** Looks up every step of a plan without doing any. @throws what the build would throw before its first step runs */
export async function lookAhead(
  plan: BuildPlan,
  ports: LookAheadPorts,
  options: EngineOptions,
  signal: AbortSignal,
): Promise<readonly PredictedStep[]> {
  const dryRun: DryRun = { blockedBy: new Map() };
  const outcomes = new Map<number, KnownOutcome>();
  const note: EventSink = (event) => {
    if (event.type === 'step-running') outcomes.set(event.step, { kind: 'miss', reason: event.reason });
    if (event.type !== 'step-finished') return;
    const { status, reason } = event.outcome;
    outcomes.set(event.step, { kind: status, reason });
  };
  const blind: EnginePorts = {
    ...ports,
    cache: readOnly(ports.cache),
    mounts: { of: () => Promise.resolve(undefined), noteUse: () => undefined },
    runner: NO_RUNNER,
    now: () => Date.now(),
  };
  const result = await new PlanRun(plan, blind, { ...options, dryRun }, note, signal).run();
  if (result.kind === 'failed' && !(result.error instanceof BlockedByStep)) throw result.error;
  return plan.steps.map((step): PredictedStep => {
    const outcome = outcomes.get(step.number);
    if (outcome !== undefined) return { step, ...outcome };
    const on = dryRun.blockedBy.get(step.number);
    if (on === undefined) throw new EngineBug(`nothing was found out of step ${step.number}`);
    return { step, kind: 'waits', on };
  });
}

function readOnly(cache: StepCache): StepCache {
  return {
    faults: cache.faults,
    sourceOf: (key) => cache.sourceOf(key),
    find: (key) => cache.find(key),
    findMore: () => cache.findMore(),
    filesOf: (record) => cache.filesOf(record),
    layerWithTree: (tree) => cache.layerWithTree(tree),
    previous: () => cache.previous(),
    save: () => Promise.resolve(),
    distrust: () => Promise.resolve(),
    savePrevious: () => Promise.resolve(),
  };
}

const refuse = (): Promise<never> => Promise.reject(new EngineBug('a look ahead ran a step'));
const NO_RUNNER: StepRunner = { run: refuse, prepare: refuse, close: () => Promise.resolve() };
