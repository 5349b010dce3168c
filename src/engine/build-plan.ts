import type { Dockerfile } from '../dockerfile/ast.js';
import { didYouMean } from '../dockerfile/nearest.js';
import { UserError } from '../errors.js';
import type { ImageConfig } from '../oci/image-config.js';
import type { Platform } from '../oci/platform.js';
import { evaluateGlobalArgs, predefinedArgs, type GlobalArg } from '../plan/global-args.js';
import { imageFromConfig, imageFromStage, scratchImage } from '../plan/image-state.js';
import { located } from '../plan/located.js';
import { lowerStage } from '../plan/lower.js';
import type { LowerOptions } from '../plan/lowered.js';
import type { PlannedStep } from '../plan/operation.js';
import { neededStages, planStages, withTriggers } from '../plan/stage-graph.js';
import type { Stage, StageGraph } from '../plan/stage.js';
import { startOnImage, startOnStage, type StageState } from '../plan/stage-state.js';
import type { StepInfo } from './events.js';
import type { BaseImage, BaseImages } from './ports.js';

/** A base or a file source, by what it needs of the registry. */
export type ResolvedBase =
  | { readonly kind: 'scratch' }
  | { readonly kind: 'stage'; readonly index: number }
  | { readonly kind: 'image'; readonly image: BaseImage };

export interface NumberedStep extends PlannedStep {
  readonly info: StepInfo;
}

export interface StagePlan {
  readonly stage: Stage;
  readonly base: ResolvedBase;
  readonly start: StageState;
  readonly end: StageState;
  /** The FROM line. */
  readonly from: StepInfo;
  readonly steps: readonly NumberedStep[];
}

/** A build with everything decided that needs no file's content: every step numbered, every base known by its config. */
export interface BuildPlan {
  readonly dockerfile: Dockerfile;
  readonly graph: StageGraph;
  readonly globalArgs: readonly { readonly arg: GlobalArg; readonly info: StepInfo }[];
  /** The stages that the target needs, in the order of the file. */
  readonly stages: readonly StagePlan[];
  readonly target: number;
  readonly steps: readonly StepInfo[];
  /** Images that files are copied from, by the reference in the Dockerfile. */
  readonly images: ReadonlyMap<string, BaseImage>;
  readonly platform: Platform;
}

export interface PlanOptions {
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly target: string | undefined;
  readonly platform: Platform;
  /** The machine's own. */
  readonly buildPlatform: Platform;
  /** `--platform` was given: the image is labelled with it, whatever its base says. */
  readonly platformGiven: boolean;
  readonly contexts: ReadonlySet<string>;
}

/**
 * @throws UserError with a place in the Dockerfile
 * @throws InfraError when a base's registry does not answer
 */
export async function planBuild(
  dockerfile: Dockerfile,
  options: PlanOptions,
  bases: BaseImages,
  signal: AbortSignal,
): Promise<BuildPlan> {
  const given = options.target === '' ? undefined : options.target;
  const targetName = given ?? dockerfile.stages.at(-1)?.name ?? 'default';
  const predefined = predefinedArgs(
    { build: options.buildPlatform, target: options.platform },
    options.buildArgs,
    targetName,
  );
  const { environment, args } = evaluateGlobalArgs(dockerfile, predefined, options.buildArgs);
  const planned = planStages(dockerfile, {
    environment,
    targetPlatform: options.platform,
    target: options.target,
    contexts: options.contexts,
  });
  const images = new ImageResolver(dockerfile, bases, signal);
  const graph = await resolveTriggers(planned, images);
  const copied = await resolveCopied(graph, options.platform, images);
  const lowered = await lowerStages(graph, images, {
    graph,
    dockerfile,
    globalEnvironment: environment,
    buildArgs: options.buildArgs,
  });
  return number(dockerfile, graph, args, lowered, copied, options);
}

/** Resolves each image once for each platform, several at a time. */
class ImageResolver {
  readonly #dockerfile: Dockerfile;
  readonly #bases: BaseImages;
  readonly #signal: AbortSignal;
  readonly #known = new Map<string, Promise<BaseImage>>();

  constructor(dockerfile: Dockerfile, bases: BaseImages, signal: AbortSignal) {
    this.#dockerfile = dockerfile;
    this.#bases = bases;
    this.#signal = signal;
  }

  resolve(
    reference: string,
    platform: Platform,
    range: Dockerfile['stages'][number]['from']['range'],
  ): Promise<BaseImage> {
    const key = JSON.stringify([reference, platform]);
    let image = this.#known.get(key);
    if (image === undefined) {
      image = this.#bases.resolve(reference, platform, this.#signal);
      this.#known.set(key, image);
    }
    return image.catch((error: unknown) => {
      throw located(this.#dockerfile, range, this.#withStageHint(error, reference));
    });
  }

  /** There is no such image: it may be a stage whose name is misspelt. */
  #withStageHint(error: unknown, reference: string): unknown {
    if (!(error instanceof UserError)) return error;
    const hint = didYouMean(
      reference,
      this.#dockerfile.stages.flatMap((stage) => stage.name ?? []),
    );
    if (hint === undefined) return error;
    const { message, location, excerpt, details, cause } = error;
    return new UserError(message, { location, excerpt, details, hint, cause });
  }

  async baseOf(stage: Stage): Promise<ResolvedBase> {
    switch (stage.base.kind) {
      case 'scratch':
      case 'stage':
        return stage.base;
      case 'image':
        return {
          kind: 'image',
          image: await this.resolve(stage.base.reference, stage.platform, stage.node.from.range),
        };
      case 'named':
        return { kind: 'image', image: await this.resolve(stage.base.name, stage.platform, stage.node.from.range) };
    }
  }
}

/** Bases bring ONBUILD triggers, which may need further stages, which have bases of their own. */
async function resolveTriggers(planned: StageGraph, images: ImageResolver): Promise<StageGraph> {
  let graph = planned;
  const done = new Set<number>();
  for (;;) {
    const fresh = neededStages(graph).filter((index) => !done.has(index));
    if (fresh.length === 0) return graph;
    const triggers = await Promise.all(fresh.map((index) => triggersOf(graph, index, images)));
    fresh.forEach((index, position) => {
      done.add(index);
      graph = withTriggers(graph, index, triggers[position] ?? []);
    });
  }
}

async function triggersOf(graph: StageGraph, index: number, images: ImageResolver): Promise<readonly string[]> {
  const stage = graph.stages[index];
  if (stage === undefined) return [];
  const base = await images.baseOf(stage);
  if (base.kind === 'image') return base.image.config.config?.OnBuild ?? [];
  if (base.kind === 'scratch') return [];
  return (graph.stages[base.index]?.instructions ?? []).flatMap(({ instruction }) =>
    instruction.keyword === 'ONBUILD' ? [instruction.trigger] : [],
  );
}

async function resolveCopied(
  graph: StageGraph,
  platform: Platform,
  images: ImageResolver,
): Promise<ReadonlyMap<string, BaseImage>> {
  const wanted = neededStages(graph)
    .flatMap((index) => graph.stages[index]?.instructions ?? [])
    .flatMap(({ instruction, sources }) =>
      sources.flatMap((source) =>
        source.kind === 'image' ? [{ reference: source.reference, range: instruction.range }] : [],
      ),
    );
  const resolved = await Promise.all(
    wanted.map(async ({ reference, range }) => [reference, await images.resolve(reference, platform, range)] as const),
  );
  return new Map(resolved);
}

interface LoweredStage {
  readonly stage: Stage;
  readonly base: ResolvedBase;
  readonly start: StageState;
  readonly end: StageState;
  readonly steps: readonly PlannedStep[];
}

async function lowerStages(
  graph: StageGraph,
  images: ImageResolver,
  options: LowerOptions,
): Promise<readonly LoweredStage[]> {
  const lowered = new Map<number, LoweredStage>();
  for (const index of neededStages(graph)) {
    const stage = graph.stages[index];
    if (stage === undefined) continue;
    const base = await images.baseOf(stage);
    const start = startOf(stage, base, lowered);
    const { steps, end } = lowerStage(stage.instructions, start, index, options);
    lowered.set(index, { stage, base, start, steps, end });
  }
  return [...lowered.values()];
}

function startOf(stage: Stage, base: ResolvedBase, lowered: ReadonlyMap<number, LoweredStage>): StageState {
  switch (base.kind) {
    case 'scratch':
      return startOnImage(scratchImage(stage.platform));
    case 'image':
      return startOnImage(imageFromConfig(base.image.config));
    case 'stage': {
      const below = lowered.get(base.index);
      if (below === undefined) return startOnImage(scratchImage(stage.platform));
      return startOnStage(below.end, imageFromStage(below.end.image));
    }
  }
}

/** Gives every instruction that the target needs its number, in the order of the file. */
function number(
  dockerfile: Dockerfile,
  graph: StageGraph,
  args: readonly GlobalArg[],
  lowered: readonly LoweredStage[],
  images: ReadonlyMap<string, BaseImage>,
  options: PlanOptions,
): BuildPlan {
  const total = args.length + lowered.reduce((sum, stage) => sum + 1 + stage.steps.length, 0);
  const steps: StepInfo[] = [];
  const next = (stage: string, instruction: string, line: number): StepInfo => {
    const info = { number: steps.length + 1, total, stage, instruction, line };
    steps.push(info);
    return info;
  };
  const globalArgs = args.map((arg) => ({
    arg,
    info: next('', arg.instruction.text, arg.instruction.range.start),
  }));
  const stages = lowered.map((stage): StagePlan => {
    const { from } = stage.stage.node;
    return {
      ...stage,
      from: next(stage.stage.name, from.text, from.range.start),
      steps: stage.steps.map((step) => ({ ...step, info: next(stage.stage.name, step.text, step.range.start) })),
    };
  });
  return {
    dockerfile,
    graph,
    globalArgs,
    stages: options.platformGiven ? stages.map((stage) => labelled(stage, graph.target, options.platform)) : stages,
    target: graph.target,
    steps,
    images,
    platform: options.platform,
  };
}

/** The target's image says the platform that was asked for, even where its base is for another. */
function labelled(plan: StagePlan, target: number, platform: Platform): StagePlan {
  if (plan.stage.index !== target) return plan;
  const label = <T extends { readonly image: StageState['image'] }>(holder: T): T => ({
    ...holder,
    image: { ...holder.image, platform },
  });
  return { ...plan, start: label(plan.start), end: label(plan.end), steps: plan.steps.map(label) };
}

/** The image config that a stage starts from, for its FROM step's key. */
export function baseConfigOf(base: ResolvedBase): ImageConfig | undefined {
  return base.kind === 'image' ? base.image.config : undefined;
}
