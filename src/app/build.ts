import path from 'node:path';

import { once } from '../async/once.js';
import { CleanUps } from '../async/clean-ups.js';
import type { EventSink } from '../engine/events.js';
import { discard } from '../files/discard.js';
import { familiarName, type TaggedReference } from '../oci/reference.js';
import { checkCompressor } from '../layer/compression/compress.js';
import { KnownInvocations } from './attesting/known-invocations.js';
import { Attestor } from './attesting/attestor.js';
import { openSigner } from './attesting/open-signer.js';
import { bringToOutputs, type RepeatableBuilds } from './outputs/export-image.js';
import type { BuildCache } from '../cache/restore/build-cache.js';
import {
  noteReadings,
  openCaching,
  saveBuildCache,
  toFoldersOnly,
  type Caching,
  type CachingParts,
} from './caching/cache-session.js';
import { builtImage, type FinishedImage } from './outputs/encoded-image.js';
import { openDaemonOutput } from './outputs/daemon-output.js';
import { ImageOutputs } from './outputs/exporters.js';
import { NamedContextSet } from './sources/named-contexts.js';
import { openContext, type OpenedContext } from './sources/open-context.js';
import { openRemote } from './sources/open-remote.js';
import { resultNames, toldNames } from './options/named-outputs.js';
import { shownInputs } from './options/shown-inputs.js';
import type { BuildOptions, BuildResult } from './options/build-options.js';
import type { HostSettings } from './options/host-settings.js';
import { unknownStages } from './no-cache-stages.js';
import { findForeignRuns } from './foreign-runs.js';
import { planBuilds } from './plan-builds.js';
import { engineOptionsOf, PlannedBuilds, type PlannedBuildsParts, previousScope } from './planned-builds.js';
import type { Builders } from './builder/choose-builders.js';
import type { BuilderBuildsParts } from './builder/builder-builds.js';
import type { BuildPlan } from '../engine/plan/build-plan.js';
import type { SecretMask } from '../engine/secret-mask.js';
import { imageEvent } from './outputs/image-event.js';
import { LayerSizes } from './outputs/layer-sizes.js';
import { ImageTests } from './outputs/test-image.js';
import { maskOf } from './redact.js';
import type { SharedBuild } from './baking/shared-run.js';
import { openAdapters, type Adapters } from './host/adapters.js';
import { keepObjectsYoung } from './host/heap-settings.js';
import { messageOf } from '../errors.js';
import { makeTemporaryFolder, sweepTemporaryFolders } from '../files/temporary-folder.js';
import { traced } from '../trace/span.js';
import { removeStaleIngests } from '../store/ingest-folder.js';
import { removeStaleLeases } from '../store/leases.js';

/**
 * Builds an image and brings it to its outputs.
 *
 * @param shared what it has together with other builds of the same run
 * @throws UserError when the Dockerfile, an input or a command is at fault; InfraError for registries, disk and runtime
 */
export async function build(
  options: BuildOptions,
  host: HostSettings,
  sink: EventSink,
  signal: AbortSignal,
  shared?: SharedBuild,
): Promise<BuildResult> {
  const started = Date.now();
  keepObjectsYoung();
  const { tags: references, saveFailed } = options;
  const stop = new AbortController();
  const linked = AbortSignal.any([signal, stop.signal]);
  const over = new AbortController();
  const cleanUps = shared?.cleanUps ?? new CleanUps(CLEAN_UP_MS);
  let caching: Caching | undefined;
  let save: (() => Promise<void>) | undefined;
  let ok = false;
  try {
    sink({ type: 'inputs', inputs: shownInputs(options) });
    const tempDir = makeTemporaryFolder(host.tempDir);
    cleanUps.add('remove temporary files', () => discard(tempDir));
    const signer = signsAnything(options) ? openSigner(host, sink, linked) : undefined;
    cleanUps.add('close connections', () => signer?.close());
    const daemon = await openDaemonOutput(options, host, sink, linked);
    cleanUps.add('close the connection to the daemon', () => daemon?.close());
    const builders = await openBuilders(options, host, sink, linked);
    cleanUps.add('close the connections to builders', () => builders?.close());
    const remote = await openRemote(host, options, path.join(tempDir, 'remote'));
    cleanUps.add('close connections', () => remote.close());
    const planned = { ...options, buildArgs: buildArgsOf(options, host) };
    const opened = await traced(
      'build',
      () => 'open the context',
      () => openContext(planned, remote.files, tempDir, linked),
    );
    const own = { ...host, cgroupParent: options.cgroupParent };
    const adapters = shared?.adapters ?? openAdapters(own, sink, async () => await caching?.cache.restored);
    if (shared === undefined) cleanUps.add('close the store and the worker', () => adapters.close());
    const swept = shared?.isSwept === true ? undefined : sweepAfterOthers(host, adapters, over.signal);
    cleanUps.add('remove what earlier builds left', () => swept);
    const scope = options.scope ?? opened.identity;
    const cached = builders === undefined ? options : withoutCaches(options);
    const { cache } = (caching = openCaching({
      options: cached,
      host,
      adapters,
      scope,
      references,
      sink,
      signal: linked,
    }));
    shared?.restores(cache.restored);
    if (builders !== undefined) cache.note({ type: 'builder' });
    cleanUps.add('close the cache', () => caching?.close());
    save = () => saveAfterBuild({ options, host, adapters, scope, sink, signal }, cache);
    const remarked = remarkOnContext(opened, sink, over.signal);
    const bases = options.pull ? adapters.bases.inRegistries : adapters.bases;
    const contexts = new NamedContextSet(options.buildContexts, {
      ...adapters,
      bases,
      remote: remote.files,
      local: opened.local,
      built: shared?.built,
      signal: linked,
    });
    for (const { compression } of options.outputs) if (compression !== undefined) await checkCompressor(compression);
    const wanted = { options: planned, opened, bases, contexts, tell: sink, entitlements: options.entitlements };
    const planning = await traced(
      'build',
      () => 'plan',
      () => planBuilds({ ...wanted, allStages: false, signal: linked }),
    );
    const plans = shared?.numbered(planning) ?? planning;
    for (const message of unknownStages(options.noCacheFilters, plans)) sink({ type: 'warning', message });
    const { foreign, impossible, runs } = await findForeignRuns(builders === undefined ? plans : [], {
      emulation: options.emulation,
      tests: options.test.length > 0,
      launch: adapters.launch,
      folder: tempDir,
    });
    adapters.emulators.expect({ foreign, image: options.emulatorImage, folder: tempDir });
    const keepFailed = failedImageKeeper(saveFailed, { adapters, sink, signal: linked });
    const mask = once(() => maskOf(options));
    const attestor = new Attestor({
      options,
      host,
      plans,
      opened,
      sources: remote.files,
      readMask: mask,
      started,
      layers: adapters.layers,
      invocations: new KnownInvocations(host.root, (line) => cache.note(line)),
      sink,
      signal: linked,
    });
    const flights = shared?.flights;
    const parts = { started, options, adapters, remote, opened, scope, cache, sink, signal: linked, flights };
    const builds = await buildsOf(plans, {
      ...parts,
      ...{ keepFailed, host, contexts, builders, mask, impossible },
      built: shared?.built,
    });
    const { runner } = adapters;
    const tests = new ImageTests({ options, runner, runs, mask, sink, now: () => Date.now(), signal: linked });
    const outputs = { options, adapters, cache, daemon, attestor, signer: signer?.signer, tests, sink, signal: linked };
    const image = await traced(
      'build',
      () => 'steps and outputs',
      () => bringToOutputs(shared?.watched(builds) ?? builds, outputs),
    );
    over.abort();
    await remarked;
    const sizes = new LayerSizes(host.root, adapters.layers, (line) => cache.note(line));
    const looked = options.reportPaths === true ? sizes : undefined;
    sink({
      type: 'image',
      digest: image.target.digest,
      imageId: image.imageId,
      tags: toldNames(options),
      platforms: await Promise.all(image.platforms.map((each) => imageEvent(each, looked))),
    });
    ok = true;
    const { target, imageId, platforms } = image;
    return {
      digest: target.digest,
      imageId,
      tags: resultNames(options),
      descriptor: target,
      provenance: await attestor.told(platforms),
      dockerfile: shownDockerfile(opened, await mask()),
    };
  } finally {
    over.abort();
    // Others may still read what this build found.
    if (shared === undefined) stop.abort();
    else cleanUps.add('stop what is left', () => stop.abort());
    const warn = (what: string, error: unknown): void =>
      sink({
        type: 'warning',
        message: `could not ${what}: ${messageOf(error)}`,
      });
    // Also after a failure: the steps before it are what the next run resumes from.
    await traced(
      'build',
      () => 'save the cache',
      async () => save?.().catch((error: unknown) => warn('save the cache', error)),
    );
    if (shared === undefined)
      await traced(
        'build',
        () => 'clean up',
        () => cleanUps.run(warn),
      );
    sink({ type: 'build-finished', durationMs: Date.now() - started, ok });
  }
}

type BuildsParts = PlannedBuildsParts &
  Omit<BuilderBuildsParts, 'builders' | 'engineOptions' | 'previousScope'> & {
    readonly builders: Builders | undefined;
    readonly impossible: ReadonlyMap<number, unknown>;
  };

/** The builds of all platforms, here or on builders. */
async function buildsOf(
  plans: readonly BuildPlan[],
  { builders, impossible, ...parts }: BuildsParts,
): Promise<RepeatableBuilds> {
  if (builders !== undefined) {
    const { BuilderBuilds } = await import('./builder/builder-builds.js');
    const { options, remote, scope } = parts;
    return new BuilderBuilds(plans, {
      ...parts,
      builders,
      engineOptions: (plan) => engineOptionsOf(options, remote.sshSockets, plan.sourceDateEpoch),
      previousScope: (index) => previousScope(scope, options.target, index),
    });
  }
  const builds = new PlannedBuilds(plans, parts);
  await builds.refuse(impossible);
  return builds;
}

async function openBuilders(
  { builder }: BuildOptions,
  host: HostSettings,
  sink: EventSink,
  signal: AbortSignal,
): Promise<Builders | undefined> {
  if (builder === undefined) return undefined;
  const { Builders } = await import('./builder/choose-builders.js');
  return Builders.open(builder, host, sink, signal);
}

function shownDockerfile({ dockerfile: { name, text } }: OpenedContext, mask: SecretMask): BuildResult['dockerfile'] {
  return { name: mask.text(name), text: mask.text(Buffer.from(text).toString()) };
}

/** A builder reads and writes the caches that are named. */
function withoutCaches(options: BuildOptions): BuildOptions {
  return { ...options, cacheFrom: [], cacheTo: [] };
}

/** Notes what the build read, and saves its cache, or what of it another process does not save later. */
async function saveAfterBuild(parts: CachingParts, cache: BuildCache): Promise<void> {
  noteReadings(parts.adapters, cache);
  if (parts.signal.aborted) return;
  await saveBuildCache(
    parts.host.cacheSavedLater === true ? toFoldersOnly(parts) : parts,
    cache.detailsFor(parts.signal),
  );
}

/** Removes what killed builds left here. Runs during the build, and stops when the build ends. */
async function sweepAfterOthers(host: HostSettings, { folder }: Adapters, stop: AbortSignal): Promise<void> {
  removeStaleLeases(folder);
  await removeStaleIngests(folder, Date.now(), stop);
  await sweepTemporaryFolders(host.tempDir, stop);
}

/** On a pull request nothing is pushed, so nothing is signed. */
function signsAnything({ attestations, outputs }: BuildOptions): boolean {
  return attestations.signed !== undefined && outputs.some(({ type }) => type === 'registry');
}

/** Milliseconds that each piece of clearing up may take. The worker gets 5 s to end by itself. */
const CLEAN_UP_MS = 7_000;

/** `--save-failed`: keeps the image as it was before the step that failed. */
function failedImageKeeper(
  reference: TaggedReference | undefined,
  { adapters, sink, signal }: { readonly adapters: Adapters; readonly sink: EventSink; readonly signal: AbortSignal },
): (image: () => Promise<FinishedImage>) => Promise<void> {
  return async (finish) => {
    if (reference === undefined || signal.aborted) return;
    await new ImageOutputs({ ...adapters, signal }).keep(builtImage([await finish()]), [reference]);
    sink({
      type: 'notice',
      message: `The image before the failed step is kept as ${familiarName(reference)}`,
    });
  };
}

/** Looks at the context during the build. */
async function remarkOnContext(opened: OpenedContext, sink: EventSink, stop: AbortSignal): Promise<void> {
  try {
    const remark = await opened.remark?.(stop);
    if (remark !== undefined) sink(remark);
  } catch (error) {
    if (!stop.aborted) throw error;
  }
}

/** As docker's client has it, SOURCE_DATE_EPOCH of the environment is a build argument unless one is given. */
export function buildArgsOf(
  { buildArgs }: BuildOptions,
  { sourceDateEpoch }: HostSettings,
): Readonly<Record<string, string>> {
  return sourceDateEpoch === undefined ? buildArgs : { SOURCE_DATE_EPOCH: sourceDateEpoch, ...buildArgs };
}
