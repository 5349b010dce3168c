import type { BuildPlan } from '../engine/plan/build-plan.js';
import type { EngineOptions, EnginePorts } from '../engine/engine-ports.js';
import { DEFAULT_HOSTNAME } from '../engine/run-settings.js';
import { PlanRun } from '../engine/schedule/plan-run.js';
import { StepFlights } from '../engine/schedule/step-flights.js';
import type { EventSink } from '../engine/events.js';
import type { BuildCache } from '../cache/restore/build-cache.js';
import { EarlyLayers } from './outputs/early-layers.js';
import { BuiltPlatform } from './outputs/built-platform.js';
import type { FinishedImage } from './outputs/encoded-image.js';
import { lookAhead } from './look-ahead.js';
import type { OpenedContext } from './sources/open-context.js';
import type { OpenedRemote } from './sources/open-remote.js';
import type { BuildOptions } from './options/build-options.js';
import { readSecrets } from './options/secrets.js';
import { noCacheOf } from './no-cache-stages.js';
import type { Adapters } from './host/adapters.js';

export interface PlannedBuildsParts {
  /** Milliseconds since the epoch at which the build began. */
  readonly started: number;
  readonly options: BuildOptions;
  readonly adapters: Adapters;
  readonly remote: OpenedRemote;
  readonly opened: OpenedContext;
  readonly scope: string;
  readonly cache: BuildCache;
  /** Keeps the image as it was before a step that failed. */
  readonly keepFailed: (image: () => Promise<FinishedImage>) => Promise<void>;
  /** Of builds that run side by side. Absent: this build is alone. */
  readonly flights?: StepFlights | undefined;
  readonly sink: EventSink;
  readonly signal: AbortSignal;
}

interface PlannedBuild {
  readonly plan: BuildPlan;
  readonly ports: EnginePorts;
  readonly options: EngineOptions;
  readonly run: PlanRun;
}

/** The builds of all platforms, which can be gone over again when a layer of theirs was lost. */
export class PlannedBuilds {
  readonly #parts: PlannedBuildsParts;
  readonly #builds: readonly PlannedBuild[];
  /** Stops the other platforms when one has failed. */
  readonly #stop = new AbortController();

  constructor(plans: readonly BuildPlan[], parts: PlannedBuildsParts) {
    const { options, adapters, remote, opened, scope, cache, sink, signal } = parts;
    this.#parts = parts;
    if (rewrites(options) && plans.every((plan) => plan.sourceDateEpoch === undefined)) {
      sink({ type: 'warning', message: 'rewrite-timestamp has no effect without SOURCE_DATE_EPOCH' });
    }
    const steps = plans.flatMap((plan) => plan.steps);
    sink({ type: 'plan', dockerfile: opened.dockerfile.name, steps, startedAt: parts.started });
    const { layers, runner } = adapters;
    const linked = AbortSignal.any([signal, this.#stop.signal]);
    const flights = parts.flights ?? new StepFlights();
    const early = EarlyLayers.of(options, { ...adapters, signal: linked });
    const watched = early?.watching(sink) ?? sink;
    this.#builds = plans.map((plan, index) => {
      const records = cache.records(previousScope(scope, options.target, index));
      const ports = {
        context: opened.context,
        remote: remote.files,
        layers,
        cache: records,
        mounts: cache,
        runner,
        now: () => Date.now(),
        ...(early !== undefined && { imageLayer: early.known }),
      };
      const engineOptions = engineOptionsOf(options, remote.sshSockets, plan.sourceDateEpoch);
      const run = new PlanRun(plan, ports, engineOptions, watched, linked, flights);
      return { plan, ports, options: engineOptions, run };
    });
  }

  /** Steps that were ever planned: no more layers can be lost. */
  get steps(): number {
    return this.#builds.reduce((sum, { plan }) => sum + plan.steps.length, 0);
  }

  /**
   * Refuses to begin if a step that cannot run on this machine would have to. A step that hits need not run.
   *
   * @param impossible by the number of the step: why
   */
  async refuse(impossible: ReadonlyMap<number, unknown>): Promise<void> {
    for (const { plan, ports, options } of this.#builds) {
      if (!plan.steps.some(({ number }) => impossible.has(number))) continue;
      const predicted = await lookAhead(plan, ports, options, this.#parts.signal);
      const refused = predicted.find(
        ({ step, kind }) => (kind === 'miss' || kind === 'waits') && impossible.has(step.number),
      );
      if (refused !== undefined) throw impossible.get(refused.step.number);
    }
  }

  /**
   * Builds for the platforms side by side. A step that several platforms have is done once. The first platform that fails stops
   * the others.
   */
  async platforms(): Promise<readonly BuiltPlatform[]> {
    const failures: unknown[] = [];
    const built = await Promise.allSettled(
      this.#builds.map((build) =>
        this.#platform(build).catch((error: unknown) => {
          failures.push(error);
          this.#stop.abort(error);
          throw error;
        }),
      ),
    );
    // All are over now, and nothing is left running.
    if (failures.length > 0) throw failures[0];
    return built.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  }

  async #platform({ plan, ports, run }: PlannedBuild): Promise<BuiltPlatform> {
    const { options, cache, keepFailed, signal } = this.#parts;
    const { sourceDateEpoch } = plan;
    const result = await run.run();
    if (result.kind === 'failed') {
      // Another platform has failed before. Its image is kept.
      if (result.lastGood !== undefined && !this.#stop.signal.aborted) {
        const kept = new BuiltPlatform({ ...ports, draft: result.lastGood, labels: {}, sourceDateEpoch, signal });
        await keepFailed(() => kept.finish({}));
      }
      throw result.error;
    }
    const { draft } = result;
    cache.noteImage(draft.layers);
    return new BuiltPlatform({ ...ports, draft, labels: options.labels, sourceDateEpoch, signal });
  }
}

/**
 * The name under which the steps of the last build of a target are kept, for explanations: also of a build for another platform.
 *
 * @param index of the platform among those that are built
 */
export function previousScope(scope: string, target: string | undefined, index: number): string {
  return `${scope} ${target ?? ''} ${index}`;
}

function rewrites({ outputs }: BuildOptions): boolean {
  return outputs.some((output) => output.rewriteTimestamp === true);
}

const PROXY_NAME = /^(?:https?|ftp|no|all)_proxy$/i;

/** The options of the engine for a build, without its plan. */
export function engineOptionsOf(
  options: BuildOptions,
  sshSockets: ReadonlyMap<string, string>,
  epoch: number | undefined,
): EngineOptions {
  const { labels, run, buildArgs } = options;
  const hostname = buildArgs['BUILDKIT_SANDBOX_HOSTNAME'];
  const namespace = buildArgs['BUILDKIT_CACHE_MOUNT_NS'] ?? '';
  return {
    noCache: noCacheOf(options),
    labels,
    run: { ...run, hostname: hostname === undefined || hostname === '' ? DEFAULT_HOSTNAME : hostname },
    // Programs look for either case; these are predefined arguments, which no key and no history holds.
    proxyEnv: Object.entries(buildArgs)
      .filter(([name]) => PROXY_NAME.test(name))
      .flatMap(([name, value]) => [`${name.toUpperCase()}=${value}`, `${name.toLowerCase()}=${value}`]),
    secrets: readSecrets(options.secrets),
    sshSockets,
    ...(namespace !== '' && { cacheMountNamespace: namespace }),
    ...(epoch === undefined ? {} : { sourceDateEpoch: epoch }),
  };
}
