import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';

import { RecordStore } from '../cache/record-store.js';
import { PlanRun } from '../engine/engine.js';
import type { EngineOptions } from '../engine/engine-ports.js';
import type { BuildPlan } from '../engine/build-plan.js';
import type { EventSink } from '../engine/events.js';
import type { RemoteFiles } from '../engine/ports.js';
import { familiarName, parseReference } from '../oci/reference.js';
import { finishImage, type FinishedImage } from './finished-image.js';
import { builtImage, fullNames, ImageOutputs } from './image-outputs.js';
import { NamedContextSet } from './named-contexts.js';
import { openContext, type OpenedContext } from './open-context.js';
import { openRemote, type OpenedRemote } from './open-remote.js';
import type { BuildOptions, BuildResult, Machine } from './options.js';
import { planBuilds } from './plan-builds.js';
import { readSecrets } from './secrets.js';
import { listStepCache } from './step-cache-files.js';
import { toldImage } from './told-image.js';
import { openWorkshop, type Workshop } from './workshop.js';

/**
 * Builds an image and brings it to its outputs.
 *
 * @throws UserError when the Dockerfile, an input or a command is at fault; InfraError for registries, disk and runtime
 */
export async function build(
  options: BuildOptions,
  machine: Machine,
  sink: EventSink,
  signal: AbortSignal,
): Promise<BuildResult> {
  const started = Date.now();
  const tempDir = path.join(machine.tempDir, `layer-build-${process.pid}-${randomBytes(4).toString('hex')}`);
  // Before anything is done for them: a bad name must not cost a build.
  const references = fullNames(options.tags);
  const failedReferences = fullNames(options.saveFailed === undefined ? [] : [options.saveFailed]);
  const stop = new AbortController();
  const linked = AbortSignal.any([signal, stop.signal]);
  let workshop: Workshop | undefined;
  let remote: OpenedRemote | undefined;
  let ok = false;
  try {
    remote = openRemote(machine, path.join(tempDir, 'remote'), options.ssh['default']);
    const opened = await openContext(options, remote.files, tempDir, linked);
    workshop = openWorkshop(machine, sink);
    const measured = warnOfSize(opened, sink, stop.signal);
    const contexts = new NamedContextSet(options.buildContexts, {
      ...workshop,
      remote: remote.files,
      signal: linked,
    });
    const { bases } = workshop;
    const planned = { ...options, buildArgs: buildArgsOf(options, machine) };
    const plans = await planBuilds({
      options: planned,
      opened,
      bases,
      contexts,
      tell: sink,
      allStages: false,
      signal: linked,
    });
    const images = await buildAll(plans, {
      started,
      options,
      machine,
      workshop,
      remote: remote.files,
      opened,
      sink,
      failedReferences,
      signal: linked,
    });
    const image = builtImage(images);
    const outputs = new ImageOutputs({ ...workshop, signal: linked });
    for (const output of options.outputs) await outputs.write(image, output, references);
    if (options.outputs.length === 0) await outputs.keep(image, references);
    stop.abort();
    await measured;
    const looked = options.tellPaths === true ? workshop.layers : undefined;
    sink({
      type: 'image',
      digest: image.target.digest,
      imageId: image.imageId,
      tags: familiar(references),
      platforms: await Promise.all(images.map((each) => toldImage(each, looked))),
    });
    ok = true;
    const { mediaType, digest, size } = image.target;
    return { digest, imageId: image.imageId, tags: references, descriptor: { mediaType, digest, size } };
  } finally {
    stop.abort();
    await workshop?.close();
    remote?.close();
    await rm(tempDir, { recursive: true, force: true });
    sink({ type: 'build-finished', durationMs: Date.now() - started, ok });
  }
}

interface BuildParts {
  /** Milliseconds since the epoch. */
  readonly started: number;
  readonly options: BuildOptions;
  readonly machine: Machine;
  readonly workshop: Workshop;
  readonly remote: RemoteFiles;
  readonly opened: OpenedContext;
  readonly sink: EventSink;
  readonly failedReferences: readonly string[];
  readonly signal: AbortSignal;
}

/** Builds each platform's image, one after the other: they share most of what they need of machine and registries. */
async function buildAll(plans: readonly BuildPlan[], parts: BuildParts): Promise<readonly FinishedImage[]> {
  const { options, machine, workshop, remote, opened, sink } = parts;
  const scope = options.scope ?? opened.identity;
  const steps = plans.flatMap((plan) => plan.steps);
  sink({ type: 'plan', dockerfile: opened.dockerfile.name, steps, startedAt: parts.started });
  const caches: RecordStore[] = [];
  const finished: FinishedImage[] = [];
  try {
    for (const [index, plan] of plans.entries()) {
      const cache = new RecordStore(path.join(machine.root, 'cache'), `${scope} ${options.target ?? ''} ${index}`);
      caches.push(cache);
      const { layers, runner } = workshop;
      const ports = { context: opened.context, remote, layers, cache, runner, now: () => Date.now() };
      const engineOptions = engineOptionsOf(options, plan.sourceDateEpoch);
      const result = await new PlanRun(plan, ports, engineOptions, sink, parts.signal).run();
      if (result.kind === 'failed') {
        if (result.lastGood !== undefined) await keepFailed(finishImage(result.lastGood, {}), parts);
        throw result.error;
      }
      finished.push(finishImage(result.draft, options.labels));
    }
    return finished;
  } finally {
    // Also after a failure: the steps before it are what the next run resumes from.
    await listStepCache(machine.root, scope, {
      records: caches.flatMap((cache) => cache.used.records),
      keys: caches.flatMap((cache) => cache.used.keys),
      indexed: workshop.layers.indexed,
      scopeFiles: caches.map((cache) => `cache/scopes/${cache.used.scope}`),
    });
  }
}

/** Names as people write them. */
function familiar(references: readonly string[]): readonly string[] {
  return references.map((name) => familiarName(parseReference(name)));
}

/** `--save-failed`: the image as it was before the step that failed. */
async function keepFailed(image: FinishedImage, parts: BuildParts): Promise<void> {
  const { failedReferences, workshop, sink, signal } = parts;
  if (failedReferences.length === 0 || signal.aborted) return;
  await new ImageOutputs({ ...workshop, signal }).keep(builtImage([image]), failedReferences);
  sink({
    type: 'notice',
    message: `The image before the failed step is kept as ${familiar(failedReferences).join(', ')}`,
  });
}

/** The measuring never holds up a build: what is not known when the build ends is not told. */
async function warnOfSize(opened: OpenedContext, sink: EventSink, stop: AbortSignal): Promise<void> {
  try {
    const warning = await opened.measure?.(stop);
    if (warning !== undefined) sink({ type: 'warning', ...warning });
  } catch (error) {
    if (!stop.aborted) throw error;
  }
}

/** As docker's client has it, SOURCE_DATE_EPOCH of the environment is a build argument unless one is given. */
function buildArgsOf({ buildArgs }: BuildOptions, { sourceDateEpoch }: Machine): Readonly<Record<string, string>> {
  return sourceDateEpoch === undefined ? buildArgs : { SOURCE_DATE_EPOCH: String(sourceDateEpoch), ...buildArgs };
}

const PROXY_NAME = /^(?:https?|ftp|no|all)_proxy$/i;

function engineOptionsOf(options: BuildOptions, epoch: number | undefined): EngineOptions {
  const { noCache, labels, network, extraHosts, shmSize, ulimits, buildArgs, saveFailed } = options;
  const hostname = buildArgs['BUILDKIT_SANDBOX_HOSTNAME'];
  return {
    noCache,
    labels,
    ...(saveFailed === undefined ? {} : { saveFailed }),
    network,
    extraHosts,
    ulimits,
    ...(hostname === undefined || hostname === '' ? {} : { hostname }),
    ...(shmSize === undefined ? {} : { shmSize }),
    // Programs look for either case; these are predefined arguments, which no key and no history holds.
    proxyEnv: Object.entries(buildArgs)
      .filter(([name]) => PROXY_NAME.test(name))
      .flatMap(([name, value]) => [`${name.toUpperCase()}=${value}`, `${name.toLowerCase()}=${value}`]),
    secrets: readSecrets(options.secrets),
    sshSockets: new Map(Object.entries(options.ssh)),
    ...(epoch === undefined ? {} : { sourceDateEpoch: epoch }),
  };
}
