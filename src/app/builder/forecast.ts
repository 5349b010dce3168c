import { RecordStore } from '../../cache/record/record-store.js';
import type { EngineOptions, EnginePorts } from '../../engine/engine-ports.js';
import type { EventSink, StepOutcome } from '../../engine/events.js';
import type { BuildPlan } from '../../engine/plan/build-plan.js';
import type { StepRunner } from '../../engine/ports.js';
import type { PreviousBuild, StepRecord } from '../../engine/record.js';
import { PlanRun } from '../../engine/schedule/plan-run.js';
import { EngineBug, messageOf } from '../../errors.js';
import { pathInRoot } from '../../files/root-folder.js';
import type { Forecast } from './builder-progress.js';

export interface ForecastParts extends Pick<EnginePorts, 'context' | 'remote' | 'layers'> {
  readonly root: string;
  /** Keeps the builds apart that are compared with each other. */
  readonly scope: string;
  readonly options: EngineOptions;
  readonly sink: EventSink;
  readonly signal: AbortSignal;
}

/** What our own plan says of a build that a builder does. */
export interface PlannedForecast {
  readonly steps: Forecast;
  /** Keeps what this build was made from, to compare the next one with. Call it when the build has succeeded. */
  keep(): Promise<void>;
}

/**
 * Goes over a plan as our own engine would, with its keys, its records of the last build and its explanations, but runs nothing: what
 * a step would make is known by its key alone.
 */
export async function forecast(plan: BuildPlan, parts: ForecastParts): Promise<PlannedForecast> {
  const { options, sink, signal, context, remote, layers } = parts;
  const records = new RecordStore(pathInRoot(parts.root, 'builderRecords'), parts.scope);
  const made: StepRecord[] = [];
  let build: PreviousBuild | undefined;
  const steps = new Map<number, StepOutcome>();
  const note: EventSink = (event) => {
    if (event.type === 'step-finished') steps.set(event.step, event.outcome);
  };
  const ports: EnginePorts = {
    context,
    remote,
    layers,
    cache: {
      faults: [],
      sourceOf: () => 'builder',
      find: (key) => records.find(key),
      findMore: () => Promise.resolve(false),
      filesOf: (record) => records.filesOf(record),
      layerWithTree: () => Promise.resolve(undefined),
      previous: () => records.previous(),
      save: (record) => {
        made.push(record);
        return Promise.resolve();
      },
      distrust: () => Promise.resolve(),
      savePrevious: (done) => {
        build = done;
        return Promise.resolve();
      },
    },
    mounts: { of: () => Promise.resolve(undefined), noteUse: () => undefined },
    runner: NO_RUNNER,
    now: () => Date.now(),
  };
  const dryRun = { blockedBy: new Map<number, number>(), assumes: true as const };
  const result = await new PlanRun(plan, ports, { ...options, dryRun }, note, signal).run();
  if (result.kind === 'failed') {
    signal.throwIfAborted();
    sink({ type: 'warning', message: `why steps miss is not known: ${messageOf(result.error)}` });
    return { steps: new Map(), keep: () => Promise.resolve() };
  }
  return {
    steps,
    keep: async () => {
      for (const record of made) await records.save(record);
      if (build !== undefined) await records.savePrevious(build);
    },
  };
}

const refuse = (): Promise<never> => Promise.reject(new EngineBug('a forecast ran a step'));
const NO_RUNNER: StepRunner = { run: refuse, prepare: refuse, close: () => Promise.resolve() };
