import path from 'node:path';

import type { Access, BuildDetail, BuildFacts, Material } from '../../attestation/build-facts.js';
import { imagePurl } from '../../attestation/purl.js';
import { digestSet, type DigestSet } from '../../attestation/statement.js';
import type { BuildPlan } from '../../engine/plan/build-plan.js';
import { SecretMask } from '../../engine/secret-mask.js';
import type { BaseImage } from '../../engine/ports.js';
import type { Descriptor } from '../../oci/descriptor.js';
import { formatPlatform, hostPlatform, type Platform } from '../../oci/platform.js';
import { parseReference, withDefaultTag } from '../../oci/reference.js';
import type { PlannedStep } from '../../plan/operation.js';
import { remoteSource } from '../../plan/remote-source.js';
import { byCodeUnit } from '../../text/code-unit-order.js';
import { redactCredentials } from '../../text/url-credentials.js';
import type { BuildOptions } from '../options/build-options.js';
import type { ContextSource } from '../options/values/context-source.js';
import type { ContextSpec } from '../options/values/context-spec.js';
import type { FinishedImage } from '../outputs/encoded-image.js';
import type { NotedSources } from '../sources/noted-sources.js';
import { hiddenArguments } from './hidden-arguments.js';
import { secretId } from './mount-access.js';
import { planSteps } from './plan-steps.js';
import type { PlanSteps } from './step-order.js';
import { requestArguments } from './request-arguments.js';

/** A build of all platforms, as far as its facts are the same for each. */
export interface AttestedBuild {
  readonly options: BuildOptions;
  readonly plans: readonly BuildPlan[];
  readonly dockerfile: { readonly text: Uint8Array; readonly name: string };
  readonly sources: Pick<NotedSources, 'downloads' | 'repositories'>;
  /** Of the secrets. */
  readonly mask: SecretMask;
  readonly vcs: Readonly<Record<string, string>>;
  readonly invocationId: string;
  readonly started: Date;
  readonly finished: Date;
}

/** More layers than that no image has that a runtime could start. Each step's layers name all those below it. */
const MOST_LAYERS = 128;

const DEFAULT_AGENT = 'default';
/** What git is let in with, wherever a repository is fetched by HTTP. */
const GIT_SECRETS: readonly Access[] = ['GIT_AUTH_HEADER', 'GIT_AUTH_TOKEN'].map((id) => ({ id, optional: true }));

/** What is known of one platform's build, without secrets and without the values of build arguments that could be some. */
export function planFacts(build: AttestedBuild, plan: BuildPlan, image: FinishedImage): BuildFacts {
  const { options, mask, vcs, invocationId, started, finished } = build;
  const shown = (text: string): string => redactCredentials(mask.text(text));
  const hidden = hiddenArguments(plan);
  const values = SecretMask.of(hidden.map(([, value]) => Buffer.from(value)));
  const expanded = (text: string): string => shown(values.text(text));
  const steps = planSteps(plan, {
    shown: expanded,
    context: contextIdentifier(options.context, shown),
    named: (name) => contextIdentifier(options.buildContexts[name], shown),
    cacheNamespace: expanded(plan.buildArgs['BUILDKIT_CACHE_MOUNT_NS'] ?? ''),
    run: options.run,
    cgroupParent: options.cgroupParent,
  });
  const runs = plan.stages.flatMap((stage) =>
    stage.steps.flatMap(({ operation }) => (operation.kind === 'run' ? [operation] : [])),
  );
  const mounts = runs.flatMap((run) => run.mounts.map(({ mount }) => mount));
  const secrets = mounts.filter(({ type }) => type === 'secret');
  const agents = mounts.filter(({ type }) => type === 'ssh');
  const remotes = build.sources.repositories.map(({ remote }) => remote);
  return {
    configSource: configSource(build, shown),
    args: requestArguments(options, plan.buildArgs, shown),
    argsLeftOut: hidden.length > 0,
    secrets: accessOf([
      ...secrets.map((mount) => ({ id: expanded(secretId(mount)), optional: !mount.required })),
      ...(remotes.some(isHttp) ? GIT_SECRETS : []),
    ]),
    ssh: accessOf([
      ...agents.map((mount) => ({
        id: expanded(mount.id === '' ? DEFAULT_AGENT : mount.id),
        optional: !mount.required,
      })),
      ...(remotes.every(isHttp) ? [] : [{ id: DEFAULT_AGENT, optional: true }]),
    ]),
    locals: localsOf(options),
    materials: materialsOf(build, plan, shown),
    networkAccess: runs.some(({ network }) => (network ?? options.run.network) !== 'none'),
    builderPlatform: formatPlatform(hostPlatform(process.arch)),
    vcs: Object.fromEntries(Object.entries(vcs).map(([name, value]) => [name, shown(value)])),
    invocationId,
    started,
    finished,
    detail: detailOf(build, plan, steps, image, shown),
  };
}

/** What files come from that are on this machine, and so are not recorded. In BuildKit's order. */
export function localsOf({ context, buildContexts }: BuildOptions): readonly string[] {
  const own = context.kind === 'directory' ? ['context', 'dockerfile'] : context.kind === 'stdin' ? ['context'] : [];
  const named = Object.entries(buildContexts).filter(([, { kind }]) => kind === 'directory' || kind === 'layout');
  return [...own, ...named.map(([name]) => name)].sort(byCodeUnit);
}

function configSource({ options, dockerfile, sources }: AttestedBuild, shown: (text: string) => string) {
  const { context } = options;
  const file = shown(dockerfile.name);
  switch (context.kind) {
    case 'git': {
      const { remote, ref, refName = ref, subdir } = context.address;
      const found = sources.repositories.find((one) => one.remote === remote && one.ref === ref);
      const fragment = `${refName}${subdir === '' ? '' : `:${subdir}`}`;
      return {
        uri: shown(fragment === '' ? remote : `${remote}#${fragment}`),
        ...(found !== undefined && { digest: commitDigest(found.commit) }),
        path: file,
      };
    }
    case 'download': {
      const digest = sources.downloads.get(context.url);
      return { uri: shown(context.url), ...(digest !== undefined && { digest: digestSet(digest) }), path: file };
    }
    case 'directory':
    case 'stdin':
      return { path: toldName(context, file) };
  }
}

/** The path of a folder of this machine says nothing to others. */
function toldName({ kind }: ContextSource, name: string): string {
  return kind === 'git' || kind === 'download' ? name : path.posix.basename(name);
}

/** As an LLB source; `undefined`: a folder of this machine. */
function contextIdentifier(
  spec: ContextSource | ContextSpec | undefined,
  shown: (text: string) => string,
): string | undefined {
  if (spec?.kind === 'download') return shown(spec.url);
  if (spec?.kind !== 'git') return undefined;
  const { remote, ref, refName = ref, subdir } = spec.address;
  const bare = shown(remote).replace(/^[a-z]+:\/\//i, '');
  return `git://${bare}#${shown(refName)}${subdir === '' ? '' : `:${shown(subdir)}`}`;
}

/** in-toto: a commit's id is its own kind of digest. */
function commitDigest(commit: string): DigestSet {
  return { [commit.length === 64 ? 'sha256' : 'sha1']: commit };
}

function isHttp(remote: string): boolean {
  return /^https?:/i.test(remote);
}

/** Sorted, as BuildKit does. */
function accessOf(given: readonly Access[]): readonly Access[] {
  const found = new Map<string, boolean>();
  for (const { id, optional } of given) found.set(id, (found.get(id) ?? true) && optional);
  return [...found].sort(([one], [other]) => byCodeUnit(one, other)).map(([id, optional]) => ({ id, optional }));
}

function materialsOf(build: AttestedBuild, plan: BuildPlan, shown: (text: string) => string): readonly Material[] {
  const { downloads, repositories } = build.sources;
  const elsewhere = addressesOf(build.plans.filter((other) => other !== plan));
  const here = addressesOf([plan]);
  // What only another platform's ADD names is not in this image.
  const counts = (address: string): boolean => here.has(address) || !elsewhere.has(address);
  const namesOfRefs = refNames(build.options);
  const all = [
    ...imagesOf(plan).map(([image, platform]) => imageMaterial(image, platform, shown)),
    ...repositories
      .filter(({ remote }) => counts(remote))
      .map(({ remote, ref, commit }) => {
        const name = namesOfRefs.get(`${remote}#${ref}`) ?? ref;
        return { uri: shown(name === '' ? remote : `${remote}#${name}`), digest: commitDigest(commit) };
      }),
    ...[...downloads]
      .filter(([url]) => counts(url))
      .map(([url, digest]) => ({ uri: shown(url), digest: digestSet(digest) })),
  ];
  return [...new Map(all.map((material) => [material.uri, material])).values()];
}

/** By the repository and the commit that is fetched. */
function refNames({ context, buildContexts }: BuildOptions): ReadonlyMap<string, string> {
  const addresses = [context, ...Object.values(buildContexts)].flatMap((spec) =>
    spec.kind === 'git' ? [spec.address] : [],
  );
  return new Map(
    addresses.flatMap(({ remote, ref, refName }) =>
      refName === undefined ? [] : [[`${remote}#${ref}`, refName] as const],
    ),
  );
}

function addressesOf(plans: readonly BuildPlan[]): ReadonlySet<string> {
  const sources = plans
    .flatMap((plan) => plan.stages.flatMap(({ steps }) => steps))
    .flatMap(({ operation }) => (operation.kind === 'copy' && operation.keyword === 'ADD' ? operation.sources : []))
    .flatMap((text) => remoteSource(text) ?? []);
  return new Set(sources.map((source) => (source.kind === 'git' ? source.address.remote : source.url)));
}

function imagesOf(plan: BuildPlan): readonly (readonly [BaseImage, Platform])[] {
  const bases = plan.stages.flatMap(({ base, stage }) =>
    base.kind === 'image' ? [[base.image, stage.platform] as const] : [],
  );
  const copied = [...plan.copied.images.values()].map((image) => [image, plan.platform] as const);
  const named = [...plan.copied.named.values()].flatMap((context) =>
    context.kind === 'image' ? [[context.image, plan.platform] as const] : [],
  );
  return [...bases, ...copied, ...named];
}

function imageMaterial(image: BaseImage, platform: Platform, shown: (text: string) => string): Material {
  const digest = digestSet(image.indexDigest ?? image.digest);
  try {
    return { uri: shown(imagePurl(withDefaultTag(parseReference(image.name)), platform)), digest };
  } catch {
    // The name of a layout on this machine.
    return { uri: shown(image.name), digest };
  }
}

function detailOf(
  { options, dockerfile: { text, name } }: AttestedBuild,
  plan: BuildPlan,
  { steps, locations, chain }: PlanSteps,
  image: FinishedImage,
  shown: (text: string) => string,
): BuildDetail {
  return {
    steps,
    dockerfile: {
      filename: toldName(options.context, shown(name)),
      text: Buffer.from(shown(Buffer.from(text).toString())),
    },
    locations,
    layers: layersOf(chain, plan, image),
  };
}

/** Where the steps and the layers do not fit together, nothing is said of them. */
function layersOf(
  { base, placed }: PlanSteps['chain'],
  plan: BuildPlan,
  image: FinishedImage,
): Readonly<Record<string, readonly Descriptor[]>> {
  const layers = image.layers.map(({ blob: { mediaType, digest, size } }) => ({ mediaType, digest, size }));
  const filled = placed.filter(({ step }) => makesLayer(step));
  const ofBase = layers.length - filled.length;
  if (layers.length > MOST_LAYERS || ofBase !== baseLayers(plan)) return {};
  const outputs = filled.map(({ id }, index) => [`${id}:0`, layers.slice(0, ofBase + index + 1)] as const);
  return Object.fromEntries([...(base === undefined ? [] : [[base, layers.slice(0, ofBase)] as const]), ...outputs]);
}

function makesLayer({ history }: PlannedStep): boolean {
  return history !== undefined && !history.emptyLayer;
}

/** Of the image that the target's lowest stage is based on. */
function baseLayers(plan: BuildPlan): number {
  let stage = plan.stages.find((each) => each.stage.index === plan.target);
  while (stage?.base.kind === 'stage') {
    const { index } = stage.base;
    stage = plan.stages.find((each) => each.stage.index === index);
  }
  return stage?.base.kind === 'image' ? stage.base.image.layers.length : 0;
}
