import { rm } from 'node:fs/promises';
import path from 'node:path';

import { RecordStore } from '../cache/record/record-store.js';
import type { BuildPlan } from '../engine/plan/build-plan.js';
import type { EngineOptions } from '../engine/engine-ports.js';
import { PlanRun } from '../engine/schedule/plan-run.js';
import type { EventSink, StepInfo, StepOutcome } from '../engine/events.js';
import { BlockedByStep, type DryRun } from '../engine/dry-run.js';
import type { StepCache, StepRunner } from '../engine/ports.js';
import type { StepReason } from '../engine/reason.js';
import { EngineBug, messageOf } from '../errors.js';
import { buildArgsOf } from './build.js';
import { openCacheLocations } from './caching/open-locations.js';
import { httpClientOf } from './host/http-client.js';
import { NamedContextSet } from './sources/named-contexts.js';
import { openContext } from './sources/open-context.js';
import { openRemote, type OpenedRemote } from './sources/open-remote.js';
import type { BuildOptions } from './options/build-options.js';
import { planBuilds } from './plan-builds.js';
import { engineOptionsOf, previousScope } from './planned-builds.js';
import { restoreNewest, restorePack } from '../cache/restore/restore-pack.js';
import { openAdapters, type Adapters } from './host/adapters.js';
import type { CacheFault } from '../engine/cache-location.js';
import type { HostSettings } from './options/host-settings.js';
import { makeTemporaryFolder } from '../files/temporary-folder.js';

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

/**
 * Plans a build, and looks every step up without doing any. Nothing is run, saved or noted; packs of `cacheFrom` are restored,
 * and files are read, as the build would.
 *
 * @throws what the build would throw before its first step runs
 */
export async function explainBuild(
  options: BuildOptions,
  host: HostSettings,
  sink: EventSink,
  signal: AbortSignal,
): Promise<readonly PredictedStep[]> {
  const tempDir = makeTemporaryFolder(host.tempDir);
  let remote: OpenedRemote | undefined;
  let adapters: Adapters | undefined;
  try {
    remote = await openRemote(host, options, path.join(tempDir, 'remote'));
    const { files, sshSockets } = remote;
    const opened = await openContext(options, files, tempDir, signal);
    adapters = openAdapters(host, sink);
    const { layers } = adapters;
    const bases = options.pull ? adapters.bases.inRegistries : adapters.bases;
    const scope = options.scope ?? opened.identity;
    const faults = await restorePacks(options, host, adapters, scope, sink, signal);
    const contexts = new NamedContextSet(options.buildContexts, {
      ...adapters,
      bases,
      remote: files,
      local: opened.local,
      signal,
    });
    const plans = await planBuilds({
      options: { ...options, buildArgs: buildArgsOf(options, host) },
      opened,
      bases,
      contexts,
      tell: () => undefined,
      allStages: false,
      signal,
    });
    const predicted: PredictedStep[] = [];
    for (const plan of plans) {
      const records = new RecordStore(host.root, previousScope(scope, options.target, plan), { faults });
      const ports = {
        context: opened.context,
        remote: files,
        layers,
        cache: readOnly(records),
        mounts: { of: () => Promise.resolve(undefined), noteUse: () => undefined },
        runner: NO_RUNNER,
        now: () => Date.now(),
      };
      predicted.push(
        ...(await predict(plan, ports, engineOptionsOf(options, sshSockets, plan.sourceDateEpoch), signal)),
      );
    }
    return predicted;
  } finally {
    await adapters?.close();
    remote?.close();
    await rm(tempDir, { recursive: true, force: true });
  }
}

async function predict(
  plan: BuildPlan,
  ports: ConstructorParameters<typeof PlanRun>[1],
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
  const result = await new PlanRun(plan, ports, { ...options, dryRun }, note, signal).run();
  if (result.kind === 'failed' && !(result.error instanceof BlockedByStep)) throw result.error;
  return plan.steps.map((step): PredictedStep => {
    const outcome = outcomes.get(step.number);
    if (outcome !== undefined) return { step, ...outcome };
    const on = dryRun.blockedBy.get(step.number);
    if (on === undefined) throw new EngineBug(`nothing was found out of step ${step.number}`);
    return { step, kind: 'waits', on };
  });
}

/** @returns the locations that could not be asked */
async function restorePacks(
  options: BuildOptions,
  host: HostSettings,
  adapters: Adapters,
  scope: string,
  sink: EventSink,
  signal: AbortSignal,
): Promise<readonly CacheFault[]> {
  const variant = options.variant ?? '';
  const http = httpClientOf(host);
  const faults: CacheFault[] = [];
  try {
    const stores = openCacheLocations({ options, host, adapters, http, scope, variant, sink }).from;
    for (const store of stores) {
      try {
        await restorePack(store, { root: host.root, signal });
        await restoreNewest(store, { root: host.root, signal });
      } catch (error) {
        signal.throwIfAborted();
        const message = messageOf(error);
        faults.push({ location: store.location, message });
        sink({ type: 'cache', action: 'fault', doing: 'restore', location: store.location, message });
      }
    }
    return faults;
  } finally {
    http.close();
  }
}

function readOnly(cache: StepCache): StepCache {
  return {
    faults: cache.faults,
    sourceOf: (key) => cache.sourceOf(key),
    find: (key) => cache.find(key),
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
