import type { Dockerfile, LineRange } from '../../dockerfile/syntax/ast.js';
import { formatPlatform, type Platform } from '../../oci/platform.js';
import { checkBases, checkDefaultBases } from '../../plan/checks/base-checks.js';
import type { PlanChecks } from '../../plan/checks/plan-checks.js';
import { evaluateGlobalArgs, predefinedArgs, type GlobalArg } from '../../plan/global-args.js';
import { resolveSourceDateEpoch, type EpochSources } from '../../plan/source-date-epoch.js';
import { ContextNames } from '../../plan/context-names.js';
import { blankImage, imageAsItIs, imageFromConfig, imageFromStage, scratchImage } from '../../plan/image-state.js';
import { lowerStage } from '../../plan/lower.js';
import { PlanBudget } from '../../plan/plan-budget.js';
import type { Entitlement, LowerOptions } from '../../plan/lowered.js';
import type { PlannedStep } from '../../plan/operation.js';
import { neededStages, planStages, withTriggers } from '../../plan/stage-graph.js';
import type { Stage, StageGraph } from '../../plan/stage.js';
import { startOnImage, startOnStage, type StageState } from '../../plan/stage-state.js';
import { goCleanPath } from '../../text/path-parts.js';
import { redactCredentials } from '../../text/url-credentials.js';
import { checkPlatforms } from './base-platforms.js';
import type { StepInfo } from '../events.js';
import { requireKnownPlatform } from './known-platform.js';
import { SourceResolver, type ResolvedBase, type ResolvedSources } from './source-resolver.js';
import type { BaseImages, NamedContexts } from '../ports.js';

export interface NumberedStep extends PlannedStep {
  readonly info: StepInfo;
}

export interface StagePlan {
  readonly stage: Stage;
  readonly base: ResolvedBase;
  readonly start: StageState;
  readonly end: StageState;
  /** Of the programs in its base, as the base's config has it. It may differ from the platform that was asked for. */
  readonly programs: Platform;
  /** The FROM line. */
  readonly from: StepInfo;
  readonly steps: readonly NumberedStep[];
}

/** A build with all decided that needs no file's content: every step has its number, and every base its config. */
export interface BuildPlan {
  readonly dockerfile: Dockerfile;
  readonly graph: StageGraph;
  readonly globalArgs: readonly { readonly arg: GlobalArg; readonly info: StepInfo }[];
  /** The stages that the target needs, in the order of the file. */
  readonly stages: readonly StagePlan[];
  readonly target: number;
  readonly steps: readonly StepInfo[];
  /** Images and named contexts that COPY and mounts take files from. */
  readonly copied: ResolvedSources;
  readonly platform: Platform;
  /** What `--build-arg` gave. */
  readonly buildArgs: Readonly<Record<string, string>>;
  /** The argument SOURCE_DATE_EPOCH, in seconds since the epoch. */
  readonly sourceDateEpoch: number | undefined;
}

export interface PlanOptions {
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly target: string | undefined;
  readonly platform: Platform;
  /** The machine's own. */
  readonly buildPlatform: Platform;
  /** `--platform` was given: the image gets this platform, whatever its base's is. */
  readonly platformGiven: boolean;
  /** Of `--build-context`; absent: none. */
  readonly contexts?: NamedContexts;
  /** Absent: nothing will run, so everything is allowed. */
  readonly entitlements?: readonly Entitlement[];
  /** When the build context was changed last, in seconds since the epoch; absent: not known. */
  readonly contextTime?: (() => Promise<number | undefined>) | undefined;
  /** The same of what an ADD fetches. */
  readonly remoteTime?: EpochSources['remote'] | undefined;
  /** Absent: no checks are made. */
  readonly checks?: PlanChecks;
  /** Stages that the target does not need are planned, too. */
  readonly allStages?: boolean;
}

/**
 * @throws UserError at a line of the Dockerfile; without a line if findings of checks are errors, after all of them were reported
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
  const budget = new PlanBudget();
  const { environment, args } = evaluateGlobalArgs(dockerfile, predefined, options.buildArgs, budget);
  if (checks !== undefined) checkBases(dockerfile, environment, options.platform, checks.checks);
  const planned = planStages(dockerfile, {
    environment,
    targetPlatform: options.platform,
    target: options.target,
    contexts: ContextNames.of(options.contexts?.names ?? []),
  });
  const resolver = new SourceResolver(dockerfile, { bases, contexts: options.contexts }, signal);
  const graph = await resolveTriggers(planned, resolver);
  const wanted = options.allStages === true ? graph.stages.map(({ index }) => index) : neededStages(graph);
  const copied = await resolver.sourcesOf(graph, wanted, options.platform);
  if (checks !== undefined) await checkPlatforms(graph, wanted, options.platform, resolver, checks.checks);
  const { entitlements, contextTime = unknown } = options;
  const epoch = await resolveSourceDateEpoch(dockerfile, options.buildArgs, environment, {
    context: contextTime,
    namedContext: (name) => {
      const context = planned.contexts.find(name, options.platform);
      return context === undefined ? undefined : (options.contexts?.time?.(context, signal) ?? unknown());
    },
    remote: options.remoteTime ?? unknown,
  });
  const { buildArgs, globals: globalEnvironment } = epoch;
  const lowering = { graph, dockerfile, globalEnvironment, buildArgs, budget, entitlements };
  const lowered = await lowerStages(graph, wanted, resolver, lowering, checks);
  const failure = checks?.failure();
  if (failure !== undefined) throw failure;
  // Without entitlements nothing runs, and no image is made.
  if (!options.platformGiven && entitlements !== undefined) requireKnownPlatform(graph, lowered);
  return { ...number(dockerfile, graph, args, lowered, copied, options), sourceDateEpoch: epoch.seconds };
}

/** A time that is not known. */
const unknown = (): Promise<undefined> => Promise.resolve(undefined);

/** The ONBUILD triggers of bases may need further stages, which have bases, too. */
async function resolveTriggers(planned: StageGraph, resolver: SourceResolver): Promise<StageGraph> {
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

async function triggersOf(graph: StageGraph, index: number, resolver: SourceResolver): Promise<readonly string[]> {
  const stage = graph.stages[index];
  // A stage that a context replaces runs nothing, not even triggers.
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
  readonly programs: Platform;
  readonly steps: readonly PlannedStep[];
}

async function lowerStages(
  graph: StageGraph,
  stages: readonly number[],
  resolver: SourceResolver,
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
    lowered.set(index, { stage, base, start, steps, end, programs: programsOf(stage, start) });
  }
  return [...lowered.values()];
}

/** Configs without a platform exist. */
function programsOf({ platform }: Stage, { image }: StageState): Platform {
  return image.platform.architecture === '' || image.platform.os === '' ? platform : image.platform;
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

/** Numbers the instructions that the target needs, in the order of the file. */
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
  const next = (
    stage: string,
    on: Platform,
    { text, range }: { readonly text: string; readonly range: LineRange },
    dependsOn: readonly (number | undefined)[],
    locks: readonly string[] = [],
  ): StepInfo => {
    // It goes to logs, reports and caches.
    const instruction = redactCredentials(text);
    const { start: line, end: endLine } = range;
    const platform = formatPlatform(on);
    const known = [...new Set(dependsOn.filter((step) => step !== undefined))];
    const place = { number: steps.length + 1, total, stage, platform, instruction, line, endLine };
    const info = { ...place, dependsOn: known, ...(locks.length > 0 && { locks }) };
    steps.push(info);
    return info;
  };
  const globalArgs = args.map((arg) => ({
    arg,
    info: next('', options.platform, arg.instruction, []),
  }));
  /** The number of each stage's last step, by the stage's index. */
  const ends = new Map<number, number>();
  const stages = lowered.map((stage): StagePlan => {
    const { index, name, platform, node } = stage.stage;
    const from = next(name, platform, node.from, stage.base.kind === 'stage' ? [ends.get(stage.base.index)] : []);
    const numbered = stage.steps.map((step) => {
      const sources = stagesReadBy(step).map((source) => ends.get(source));
      return { ...step, info: next(name, platform, step, [steps.length, ...sources], locksOf(step)) };
    });
    ends.set(index, steps.length);
    return { ...stage, from, steps: numbered };
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
    buildArgs: options.buildArgs,
  };
}

/** The indexes of the stages that a step takes files from. */
function stagesReadBy({ operation }: PlannedStep): readonly number[] {
  const sources =
    operation.kind === 'copy'
      ? [operation.from]
      : operation.kind === 'run'
        ? operation.mounts.map(({ source }) => source)
        : [];
  return sources.flatMap((source) => (source.kind === 'stage' ? [source.index] : []));
}

/** The cache mounts that a step has for itself. */
function locksOf({ operation }: PlannedStep): readonly string[] {
  if (operation.kind !== 'run') return [];
  const locked = operation.mounts.filter(({ mount }) => mount.type === 'cache' && mount.sharing === 'locked');
  return locked.map(({ mount }) => (mount.id === '' ? goCleanPath(mount.target) : mount.id));
}

/** The target's image gets the platform that was asked for, even if its base is for another. */
function labelled(plan: StagePlan, target: number, platform: Platform): StagePlan {
  if (plan.stage.index !== target) return plan;
  const label = <T extends { readonly image: StageState['image'] }>(holder: T): T => ({
    ...holder,
    image: { ...holder.image, platform },
  });
  return { ...plan, start: label(plan.start), end: label(plan.end), steps: plan.steps.map(label) };
}
