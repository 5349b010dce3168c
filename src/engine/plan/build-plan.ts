import type { Dockerfile, LineRange } from '../../dockerfile/syntax/ast.js';
import { formatPlatform, type Platform } from '../../oci/platform.js';
import { checkBases, checkDefaultBases } from '../../plan/checks/base-checks.js';
import type { PlanChecks } from '../../plan/checks/plan-checks.js';
import { evaluateGlobalArgs, predefinedArgs, type GlobalArg } from '../../plan/global-args.js';
import { resolveSourceDateEpoch } from '../../plan/source-date-epoch.js';
import { ContextNames } from '../../plan/context-names.js';
import { blankImage, imageAsItIs, imageFromConfig, imageFromStage, scratchImage } from '../../plan/image-state.js';
import { lowerStage } from '../../plan/lower.js';
import type { Entitlement, LowerOptions } from '../../plan/lowered.js';
import type { PlannedStep } from '../../plan/operation.js';
import { neededStages, planStages, withTriggers } from '../../plan/stage-graph.js';
import type { Stage, StageGraph } from '../../plan/stage.js';
import { startOnImage, startOnStage, type StageState } from '../../plan/stage-state.js';
import { checkPlatforms } from './base-platforms.js';
import type { StepInfo } from '../events.js';
import { requireKnownPlatform } from './known-platform.js';
import { OriginResolver, type ResolvedBase, type ResolvedSources } from './source-resolver.js';
import type { BaseImages, NamedContexts } from '../ports.js';

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
  /** Images and named contexts that files are copied from. */
  readonly copied: ResolvedSources;
  readonly platform: Platform;
  /** Seconds since the epoch, of the argument SOURCE_DATE_EPOCH. */
  readonly sourceDateEpoch: number | undefined;
}

export interface PlanOptions {
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly target: string | undefined;
  readonly platform: Platform;
  /** The machine's own. */
  readonly buildPlatform: Platform;
  /** `--platform` was given: the image is labelled with it, whatever its base says. */
  readonly platformGiven: boolean;
  /** Of `--build-context`; absent: none. */
  readonly contexts?: NamedContexts;
  /** Absent: nothing is going to run, and all is allowed. */
  readonly entitlements?: readonly Entitlement[];
  /** When the build context was changed last, in seconds since the epoch; absent: nothing says so. */
  readonly contextTime?: (() => Promise<number | undefined>) | undefined;
  /** Where findings are told; without them none are looked for. */
  readonly checks?: PlanChecks;
  /** Stages that the target does not need are planned too. */
  readonly allStages?: boolean;
}

/**
 * @throws UserError with a place in the Dockerfile, or without one where findings are errors: all have been told then
 * @throws InfraError when a registry or server does not answer
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
  const { checks } = options;
  if (checks !== undefined) checkDefaultBases(dockerfile, predefined, checks.checks);
  const { environment, args } = evaluateGlobalArgs(dockerfile, predefined, options.buildArgs);
  if (checks !== undefined) checkBases(dockerfile, environment, options.platform, checks.checks);
  const planned = planStages(dockerfile, {
    environment,
    targetPlatform: options.platform,
    target: options.target,
    contexts: ContextNames.of(options.contexts?.names ?? []),
  });
  const resolver = new OriginResolver(dockerfile, { bases, contexts: options.contexts }, signal);
  const graph = await resolveTriggers(planned, resolver);
  const wanted = options.allStages === true ? graph.stages.map(({ index }) => index) : neededStages(graph);
  const copied = await resolver.sourcesOf(graph, wanted, options.platform);
  if (checks !== undefined) await checkPlatforms(graph, wanted, options.platform, resolver, checks.checks);
  const { entitlements, contextTime = () => Promise.resolve(undefined) } = options;
  const epoch = await resolveSourceDateEpoch(options.buildArgs, environment, contextTime);
  const { buildArgs, globals: globalEnvironment } = epoch;
  const lowering = { graph, dockerfile, globalEnvironment, buildArgs, entitlements };
  const lowered = await lowerStages(graph, wanted, resolver, lowering, checks);
  const failure = checks?.failure();
  if (failure !== undefined) throw failure;
  // Where nothing is going to run, no image is made either.
  if (!options.platformGiven && entitlements !== undefined) requireKnownPlatform(graph, lowered);
  return { ...number(dockerfile, graph, args, lowered, copied, options), sourceDateEpoch: epoch.seconds };
}

/** Bases bring ONBUILD triggers, which may need further stages, which have bases of their own. */
async function resolveTriggers(planned: StageGraph, resolver: OriginResolver): Promise<StageGraph> {
  let graph = planned;
  const done = new Set<number>();
  for (;;) {
    const fresh = neededStages(graph).filter((index) => !done.has(index));
    if (fresh.length === 0) return graph;
    const triggers = await Promise.all(fresh.map((index) => triggersOf(graph, index, resolver)));
    fresh.forEach((index, position) => {
      done.add(index);
      graph = withTriggers(graph, index, triggers[position] ?? []);
    });
  }
}

async function triggersOf(graph: StageGraph, index: number, resolver: OriginResolver): Promise<readonly string[]> {
  const stage = graph.stages[index];
  // A stage that a context stands in for runs nothing, triggers included.
  if (stage === undefined || stage.replaced) return [];
  const base = await resolver.baseOf(stage);
  if (base.kind === 'image') return base.image.config.config?.OnBuild ?? [];
  if (base.kind !== 'stage') return [];
  return (graph.stages[base.index]?.instructions ?? []).flatMap(({ instruction }) =>
    instruction.keyword === 'ONBUILD' ? [instruction.trigger] : [],
  );
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
  stages: readonly number[],
  resolver: OriginResolver,
  options: LowerOptions,
  checks: PlanChecks | undefined,
): Promise<readonly LoweredStage[]> {
  const lowered = new Map<number, LoweredStage>();
  for (const index of stages) {
    const stage = graph.stages[index];
    if (stage === undefined) continue;
    const base = await resolver.baseOf(stage);
    const start = startOf(stage, base, lowered);
    const { steps, end } = lowerStage(stage.instructions, start, index, options, checks?.stage(stage, options));
    lowered.set(index, { stage, base, start, steps, end });
  }
  return [...lowered.values()];
}

function startOf(stage: Stage, base: ResolvedBase, lowered: ReadonlyMap<number, LoweredStage>): StageState {
  switch (base.kind) {
    case 'scratch':
    case 'files':
      return startOnImage(stage.replaced ? blankImage(stage.platform) : scratchImage(stage.platform));
    case 'image':
      return startOnImage(stage.replaced ? imageAsItIs(base.image.config) : imageFromConfig(base.image.config));
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
  copied: ResolvedSources,
  options: PlanOptions,
): Omit<BuildPlan, 'sourceDateEpoch'> {
  const total = args.length + lowered.reduce((sum, stage) => sum + 1 + stage.steps.length, 0);
  const steps: StepInfo[] = [];
  const next = (stage: string, on: Platform, instruction: string, range: LineRange): StepInfo => {
    const { start: line, end: endLine } = range;
    const platform = formatPlatform(on);
    const info = { number: steps.length + 1, total, stage, platform, instruction, line, endLine };
    steps.push(info);
    return info;
  };
  const globalArgs = args.map((arg) => ({
    arg,
    info: next('', options.platform, arg.instruction.text, arg.instruction.range),
  }));
  const stages = lowered.map((stage): StagePlan => {
    const { name, platform, node } = stage.stage;
    return {
      ...stage,
      from: next(name, platform, node.from.text, node.from.range),
      steps: stage.steps.map((step) => ({ ...step, info: next(name, platform, step.text, step.range) })),
    };
  });
  return {
    dockerfile,
    graph,
    globalArgs,
    stages: options.platformGiven ? stages.map((stage) => labelled(stage, graph.target, options.platform)) : stages,
    target: graph.target,
    steps,
    copied,
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
