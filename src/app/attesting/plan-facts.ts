import path from 'node:path';

import type { Access, BuildDetail, BuildFacts, Material } from '../../attestation/build-facts.js';
import { imagePurl } from '../../attestation/purl.js';
import { digestSet, type DigestSet } from '../../attestation/statement.js';
import type { BuildPlan } from '../../engine/plan/build-plan.js';
import { SecretMask } from '../../engine/secret-mask.js';
import type { BaseImage } from '../../engine/ports.js';
import { isHarmlessName } from '../../engine/values/harmless-names.js';
import type { Descriptor } from '../../oci/descriptor.js';
import { formatPlatform, hostPlatform, type Platform } from '../../oci/platform.js';
import { parseReference, withDefaultTag } from '../../oci/reference.js';
import type { PlannedStep } from '../../plan/operation.js';
import { remoteSource } from '../../plan/remote-source.js';
import { redactCredentials } from '../../text/url-credentials.js';
import type { BuildOptions } from '../options/build-options.js';
import type { FinishedImage } from '../outputs/encoded-image.js';
import type { NotedSources } from '../sources/noted-sources.js';
import { planSteps, type PlanSteps } from './plan-steps.js';
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

/** What is known of one platform's build, without secrets and without the values of build arguments that could be some. */
export function planFacts(build: AttestedBuild, plan: BuildPlan, image: FinishedImage): BuildFacts {
  const { options, mask, vcs, invocationId, started, finished } = build;
  const shown = (text: string): string => redactCredentials(mask.text(text));
  const hidden = Object.entries(plan.buildArgs).filter(([name, value]) => value !== '' && !isHarmlessName(name));
  const values = SecretMask.of(hidden.map(([, value]) => Buffer.from(value)));
  const expanded = (text: string): string => shown(values.text(text));
  const steps = planSteps(plan, expanded, contextIdentifier(build, shown));
  const runs = plan.stages.flatMap((stage) =>
    stage.steps.flatMap(({ operation }) => (operation.kind === 'run' ? [operation] : [])),
  );
  const mounts = runs.flatMap((run) => run.mounts.map(({ mount }) => mount));
  const access = (type: 'secret' | 'ssh'): readonly Access[] =>
    accessOf(
      mounts.filter((mount) => mount.type === type),
      expanded,
    );
  return {
    configSource: configSource(build, shown),
    args: requestArguments(options, plan.buildArgs, shown),
    argsLeftOut: hidden.length > 0,
    secrets: access('secret'),
    ssh: access('ssh'),
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

/** What files come from that are on this machine, and so are not recorded. */
export function localsOf({ context, buildContexts }: BuildOptions): readonly string[] {
  const own = context.kind === 'directory' ? ['context', 'dockerfile'] : context.kind === 'stdin' ? ['context'] : [];
  const named = Object.entries(buildContexts).filter(([, { kind }]) => kind === 'directory' || kind === 'layout');
  return [...own, ...named.map(([name]) => name)];
}

function configSource({ options, dockerfile, sources }: AttestedBuild, shown: (text: string) => string) {
  const { context } = options;
  const file = shown(dockerfile.name);
  switch (context.kind) {
    case 'git': {
      const { remote, ref, subdir } = context.address;
      const found = sources.repositories.find((one) => one.remote === remote && one.ref === ref);
      const fragment = `${ref}${subdir === '' ? '' : `:${subdir}`}`;
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
      // The path of a folder of this machine says nothing to others.
      return { path: path.posix.basename(file) };
  }
}

function contextIdentifier(
  { options: { context } }: AttestedBuild,
  shown: (text: string) => string,
): string | undefined {
  if (context.kind === 'download') return shown(context.url);
  if (context.kind !== 'git') return undefined;
  const { remote, ref, subdir } = context.address;
  const bare = shown(remote).replace(/^[a-z]+:\/\//i, '');
  return `git://${bare}#${shown(ref)}${subdir === '' ? '' : `:${shown(subdir)}`}`;
}

/** in-toto: a commit's id is its own kind of digest. */
function commitDigest(commit: string): DigestSet {
  return { [commit.length === 64 ? 'sha256' : 'sha1']: commit };
}

function accessOf(
  mounts: readonly {
    readonly type: string;
    readonly id: string;
    readonly source: string;
    readonly target: string;
    readonly required: boolean;
  }[],
  shown: (text: string) => string,
): readonly Access[] {
  const found = new Map<string, boolean>();
  for (const { type, id, source, target, required } of mounts) {
    const name = shown(
      id !== '' ? id : source !== '' ? source : type === 'ssh' ? 'default' : path.posix.basename(target),
    );
    found.set(name, (found.get(name) ?? true) && !required);
  }
  return [...found].map(([id, optional]) => ({ id, optional }));
}

function materialsOf(build: AttestedBuild, plan: BuildPlan, shown: (text: string) => string): readonly Material[] {
  const { downloads, repositories } = build.sources;
  const elsewhere = addressesOf(build.plans.filter((other) => other !== plan));
  const here = addressesOf([plan]);
  // What only another platform's ADD names is not in this image.
  const counts = (address: string): boolean => here.has(address) || !elsewhere.has(address);
  const all = [
    ...imagesOf(plan).map(([image, platform]) => imageMaterial(image, platform, shown)),
    ...repositories
      .filter(({ remote }) => counts(remote))
      .map(({ remote, ref, commit }) => ({
        uri: shown(ref === '' ? remote : `${remote}#${ref}`),
        digest: commitDigest(commit),
      })),
    ...[...downloads]
      .filter(([url]) => counts(url))
      .map(([url, digest]) => ({ uri: shown(url), digest: digestSet(digest) })),
  ];
  return [...new Map(all.map((material) => [material.uri, material])).values()];
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
  { dockerfile: { text, name } }: AttestedBuild,
  plan: BuildPlan,
  { steps, placed, chain }: PlanSteps,
  image: FinishedImage,
  shown: (text: string) => string,
): BuildDetail {
  return {
    steps,
    dockerfile: { filename: path.posix.basename(shown(name)), text: Buffer.from(shown(Buffer.from(text).toString())) },
    locations: Object.fromEntries(placed.map(({ id, step }) => [id, step.range])),
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
