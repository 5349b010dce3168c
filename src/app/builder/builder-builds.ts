import { hostname } from 'node:os';

import { type Builder, BuilderLost } from '../../buildkit/builder.js';
import type { FindLogin } from '../../buildkit/session/lend-secrets.js';
import type { SentTree } from '../../buildkit/session/send-files.js';
import { solve, SolveFailed, type SolveOrder } from '../../buildkit/solve.js';
import { statusOf } from '../../buildkit/status/builder-status.js';
import { DirectoryContext } from '../../context/directory-context.js';
import type { EngineOptions } from '../../engine/engine-ports.js';
import type { EventSink } from '../../engine/events.js';
import type { BuildPlan } from '../../engine/plan/build-plan.js';
import type { BuildContext, NamedContexts } from '../../engine/ports.js';
import type { SecretMask } from '../../engine/secret-mask.js';
import { messageOf } from '../../errors.js';
import { SourceChanged } from '../../layer/source-changed.js';
import { sha256 } from '../../oci/digest.js';
import type { CredentialSource } from '../../registry/credentials/credentials.js';
import { credentialsOf, type Adapters } from '../host/adapters.js';
import type { BuilderCache } from '../options/builder-request.js';
import type { BuildOptions } from '../options/build-options.js';
import type { HostSettings } from '../options/host-settings.js';
import { readSecrets } from '../options/secrets.js';
import { BuiltPlatform } from '../outputs/built-platform.js';
import type { RepeatableBuilds } from '../outputs/export-image.js';
import type { BuiltTargets } from '../sources/named-contexts.js';
import type { OpenedContext } from '../sources/open-context.js';
import type { OpenedRemote } from '../sources/open-remote.js';
import type { BuildCache } from '../../cache/restore/build-cache.js';
import { askedAttestations, saidByBuilder } from './builder-attestations.js';
import { BuilderProgress } from './builder-progress.js';
import { bundleRecords, type CarriedBuild, fetchRecords } from './carried-records.js';
import type { Builders } from './choose-builders.js';
import { draftOfFetched, imageFetch } from './fetched-image.js';
import { forecast } from './forecast.js';
import { CONTEXT_FILES, DOCKERFILE, DOCKERFILE_FILES, frontendAttributes, namedFiles } from './frontend-attributes.js';
import { lendImages, type LentImages } from './lent-images.js';
import { lendCaches, type LentCaches } from './local-caches.js';
import { cacheOfPlatform } from './platform-caches.js';
import { oneFileTree } from './one-file-tree.js';

export interface BuilderBuildsParts {
  /** Milliseconds since the epoch at which the build began. */
  readonly started: number;
  readonly options: BuildOptions;
  readonly host: HostSettings;
  readonly adapters: Adapters;
  readonly remote: OpenedRemote;
  readonly opened: OpenedContext;
  readonly contexts: NamedContexts;
  /** What other targets of the same run made. */
  readonly built: BuiltTargets | undefined;
  readonly engineOptions: (plan: BuildPlan) => EngineOptions;
  /** Of the build's caches. */
  readonly scope: string;
  /** Keeps builds apart that are not compared with each other. @param index of the platform among those that are built */
  readonly previousScope: (index: number) => string;
  readonly cache: BuildCache;
  readonly builders: Builders;
  readonly mask: () => Promise<SecretMask>;
  readonly sink: EventSink;
  readonly signal: AbortSignal;
}

/** The build fails after this many changes of files: something writes faster than they are sent. */
const MOST_CHANGES = 10;

/** The builds of all platforms, each on a builder that has it. What they make comes to this machine's store. */
export class BuilderBuilds implements RepeatableBuilds {
  readonly steps: number;
  readonly #plans: readonly BuildPlan[];
  readonly #parts: BuilderBuildsParts;
  readonly #stop = new AbortController();

  constructor(plans: readonly BuildPlan[], parts: BuilderBuildsParts) {
    this.#plans = plans;
    this.#parts = parts;
    const steps = plans.flatMap((plan) => plan.steps);
    this.steps = steps.length;
    if (parts.options.saveFailed !== undefined) {
      parts.sink({ type: 'warning', message: 'no image of a failed build is kept: the build is on a builder' });
    }
    parts.sink({ type: 'plan', dockerfile: parts.opened.dockerfile.name, steps, startedAt: parts.started });
  }

  async platforms(): Promise<readonly BuiltPlatform[]> {
    await this.#fetchRecords();
    const failures: unknown[] = [];
    const built = await Promise.allSettled(
      this.#plans.map((plan, index) =>
        this.#build(plan, index).catch((error: unknown) => {
          failures.push(error);
          this.#stop.abort(error);
          throw error;
        }),
      ),
    );
    if (failures.length > 0) throw failures[0];
    await this.#bundleRecords();
    return built.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  }

  get #carried(): CarriedBuild {
    const { host, options, scope } = this.#parts;
    return { host, scope, variant: options.variant ?? '' };
  }

  /** Without them, it is not known why steps miss; that is no reason to fail. */
  async #fetchRecords(): Promise<void> {
    const { options, sink, signal } = this.#parts;
    if (options.cache.mode === 'off') return;
    await fetchRecords(this.#carried, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      sink({ type: 'warning', message: `what the last build was made from is not known: ${messageOf(error)}` });
    });
  }

  /** The build has ended well: that its records cannot be kept is no reason to fail. */
  async #bundleRecords(): Promise<void> {
    const scopes = this.#plans.map((_, index) => this.#parts.previousScope(index));
    await bundleRecords(this.#carried, scopes).catch((error: unknown) => {
      const message = `the next build will not know what this one was made from: ${messageOf(error)}`;
      this.#parts.sink({ type: 'warning', message });
    });
  }

  async #build(plan: BuildPlan, index: number): Promise<BuiltPlatform> {
    const { builders, sink } = this.#parts;
    const signal = AbortSignal.any([this.#parts.signal, this.#stop.signal]);
    let changes = 0;
    let lost: BuilderLost | undefined;
    for (;;) {
      const builder = await this.#builderFor(plan, lost, signal);
      try {
        return await this.#buildOn(builder, plan, index, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof SourceChanged && changes++ < MOST_CHANGES) {
          error.settle();
          sink({ type: 'warning', message: `${error.what} changed while it was sent: the build starts again` });
          continue;
        }
        if (!(error instanceof BuilderLost)) throw error;
        lost = error;
        builders.lose(builder);
      }
    }
  }

  /** @param lost why the builder before did not do it: that says nothing about the build, so that another one may */
  async #builderFor(plan: BuildPlan, lost: BuilderLost | undefined, signal: AbortSignal): Promise<Builder> {
    const { builders, sink } = this.#parts;
    try {
      const builder = await builders.for(plan.platform, sink, signal);
      if (lost === undefined) return builder;
      sink({ type: 'warning', message: `${lost.message}; the build starts again on ${builder.name}` });
      return builder;
    } catch (error) {
      signal.throwIfAborted();
      throw lost ?? error;
    }
  }

  async #buildOn(builder: Builder, plan: BuildPlan, index: number, signal: AbortSignal): Promise<BuiltPlatform> {
    const { host, adapters, remote, opened, cache, sink } = this.#parts;
    const { layers } = adapters;
    const scope = this.#parts.previousScope(index);
    const known = await forecast(plan, {
      root: host.root,
      scope,
      context: opened.context,
      remote: remote.files,
      layers,
      options: this.#parts.engineOptions(plan),
      sink,
      signal,
    });
    const mask = await this.#parts.mask();
    const progress = new BuilderProgress({ builder: builder.name, plan, forecast: known.steps, mask, sink });
    const fetch = imageFetch(builder, adapters, signal);
    const caches = this.#caches(plan, index);
    const canRead = builder.facts.version !== undefined;
    const { built, options } = this.#parts;
    const images = await lendImages(options, plan, { built, layers, canRead });
    const asked = await this.#order(plan, images, signal);
    const frontend = { ...asked.frontend, ...askedAttestations(options, builder) };
    const order = { ...asked, frontend, cacheFrom: caches.from, cacheTo: caches.to };
    try {
      const result = await solve(
        builder,
        {
          ...order,
          content: new Map([...caches.content, ...images.content]),
          exporter: fetch.exporter,
          ...(fetch.take !== undefined && { take: fetch.take }),
        },
        (status) => progress.hear(statusOf(status)),
        signal,
      );
      progress.finish();
      await known.keep();
      await caches.keep(result);
      const image = await fetch.image(result, signal);
      const draft = await draftOfFetched(image, plan, adapters, builder.name);
      const { sourceDateEpoch } = plan;
      const records = cache.records(scope);
      const said = await saidByBuilder(image, plan, adapters, mask);
      // The builder has set the labels already.
      return new BuiltPlatform({
        draft,
        said,
        labels: {},
        sourceDateEpoch,
        layers,
        cache: records,
        now: Date.now,
        signal,
      });
    } catch (error) {
      if (signal.aborted || !(error instanceof SolveFailed)) {
        progress.stop();
        throw error;
      }
      throw progress.fail(mask.text(error.message), error.place);
    }
  }

  #caches({ platform }: BuildPlan, index: number): LentCaches {
    const { options, host, sink } = this.#parts;
    const { cacheFrom = [], cacheTo = [] } = options.builder ?? {};
    const own = (cache: BuilderCache): BuilderCache => (index === 0 ? cache : cacheOfPlatform(cache, platform));
    const withOwn = (cache: BuilderCache): readonly BuilderCache[] => (index === 0 ? [cache] : [own(cache), cache]);
    const served = (cache: BuilderCache): BuilderCache => withService(cache, host);
    return lendCaches(cacheFrom.flatMap(withOwn).map(served), cacheTo.map(own).map(served), sink);
  }

  async #order(
    plan: BuildPlan,
    images: LentImages,
    signal: AbortSignal,
  ): Promise<Omit<SolveOrder, 'cacheFrom' | 'cacheTo' | 'content'>> {
    const { options, host, remote, opened, contexts } = this.#parts;
    const files = new Map<string, SentTree>([
      [CONTEXT_FILES, sentTree(opened.context)],
      [DOCKERFILE_FILES, oneFileTree(DOCKERFILE, opened.dockerfile.text)],
    ]);
    for (const name of contexts.names) {
      if (options.buildContexts[name]?.kind === 'image' || images.attributes.has(name)) continue;
      const context = await contexts.open(name, plan.platform, signal);
      if (context.kind === 'files') files.set(namedFiles(name), sentTree(context.files));
    }
    const { context } = opened;
    const place = context instanceof DirectoryContext ? context.root : `${process.pid} ${Date.now()}`;
    return {
      frontend: frontendAttributes(options, plan, images.attributes),
      entitlements: options.entitlements,
      files,
      filesKey: sha256(`${hostname()} ${place}`),
      logins: loginsFrom(credentialsOf(host)),
      secrets: readSecrets(options.secrets),
      sshSockets: remote.sshSockets,
      sent: () => undefined,
    };
  }
}

/** As buildx has it: the builder gets the address of the Actions cache, and the job's token for it, unless they are given. */
function withService(cache: BuilderCache, { actionsCache }: HostSettings): BuilderCache {
  if (cache.type !== 'gha' || actionsCache === undefined) return cache;
  const { url, token, protocol } = actionsCache.settings;
  const service = protocol === 'v2' ? { version: '2', url_v2: url.href } : { url: url.href };
  return { ...cache, attributes: { token, ...service, ...cache.attributes } };
}

function sentTree(context: BuildContext): SentTree {
  return {
    label: context.label,
    lstat: (path) => context.lstat(path),
    readdir: (path) => context.readdir(path),
    digests: (paths) => context.digests(paths),
    contents: (paths) => context.contents(paths),
    ...(context instanceof DirectoryContext && { modifiedMs: (path: string) => context.modifiedMs(path) }),
  };
}

/** A builder takes names with passwords, and identity tokens. What a registry alone understands it cannot be given. */
function loginsFrom(source: CredentialSource): FindLogin {
  return async (registry, signal) => {
    const { found } = await source.lookup(registry, signal);
    switch (found?.kind) {
      case 'basic':
        return { username: found.username, password: found.password };
      case 'identity-token':
        return { username: '', password: found.token };
      default:
        return undefined;
    }
  };
}
