import type { Dockerfile, StageInstruction, StageNode } from '../dockerfile/syntax/ast.js';
import { mountFrom } from '../dockerfile/values/mount.js';
import { nearest } from '../text/nearest.js';
import { parseTrigger } from '../dockerfile/trigger.js';
import { UserError } from '../errors.js';
import { parsePlatform, type Platform } from '../oci/platform.js';
import { parseReference } from '../oci/reference.js';
import type { ContextNames } from './context-names.js';
import { Environment } from './environment.js';
import { errorAt, locateErrors } from '../dockerfile/syntax/error-location.js';
import { expand } from './expand.js';
import type { FileSource, ImageSource, NamedSource, PlannedInstruction, Stage, StageGraph } from './stage.js';
import { refuseCycles } from './stage-cycles.js';

export interface GraphOptions {
  /** The global arguments, which FROM expands. */
  readonly environment: Environment;
  readonly targetPlatform: Platform;
  readonly target: string | undefined;
  /** Names of `--build-context`. */
  readonly contexts: ContextNames;
}

/**
 * The stages, their bases and the sources of their files, after FROM was expanded with the global arguments. No registry is
 * asked.
 *
 * @throws UserError for a blank or circular base and for an unknown target
 */
export function planStages(dockerfile: Dockerfile, options: GraphOptions): StageGraph {
  const seen = new Map<string, number>();
  const stages: Stage[] = [];
  for (const node of dockerfile.stages) {
    stages.push(planStage(dockerfile, node, stages, seen, options));
    if (node.name !== undefined) seen.set(node.name, node.index);
  }
  const unlinked: StageGraph = {
    dockerfile,
    stages,
    byName: seen,
    target: findTarget(stages, seen, options.target),
    contexts: options.contexts,
    targetPlatform: options.targetPlatform,
  };
  refuseCycles(linked(asWritten(unlinked)));
  return linked(unlinked);
}

/** Without the contexts that replace stages: a replaced stage must not have a cycle either. */
function asWritten(graph: StageGraph): StageGraph {
  const stages = graph.stages.map((stage) => ({ ...stage, replaced: false, instructions: instructionsOf(stage.node) }));
  return { ...graph, stages };
}

function linked(graph: StageGraph): StageGraph {
  const stages = graph.stages.map((stage) => ({
    ...stage,
    instructions: stage.instructions.map((planned) => link(graph, planned)),
  }));
  return { ...graph, stages };
}

function instructionsOf(node: StageNode): readonly PlannedInstruction[] {
  return node.instructions.map((instruction) => ({ instruction, trigger: false, sources: [] }));
}

/** The graph with a base's ONBUILD triggers in front of a stage's own instructions. */
export function withTriggers(graph: StageGraph, index: number, triggers: readonly string[]): StageGraph {
  const stage = graph.stages[index];
  if (stage === undefined || stage.replaced || triggers.length === 0) return graph;
  const added = triggers.map((trigger) =>
    locateErrors(graph.dockerfile, stage.node.from.range, () =>
      link(graph, { instruction: parseTrigger(trigger, stage.node.from), trigger: true, sources: [] }),
    ),
  );
  const changed = { ...stage, instructions: [...added, ...stage.instructions] };
  const result = { ...graph, stages: graph.stages.with(index, changed) };
  refuseCycles(result);
  return result;
}

/** Indexes of the stages that the target needs, in the order of the file. */
export function neededStages(graph: StageGraph): readonly number[] {
  const needed = new Set([graph.target]);
  // A set also iterates over what is added meanwhile.
  for (const index of needed) {
    const stage = graph.stages[index];
    for (const source of stage === undefined ? [] : stageSources(stage)) needed.add(source);
  }
  return [...needed].sort((a, b) => a - b);
}

function planStage(
  dockerfile: Dockerfile,
  node: StageNode,
  earlier: readonly Stage[],
  seen: ReadonlyMap<string, number>,
  options: GraphOptions,
): Stage {
  const image = baseNameOf(dockerfile, node, options);
  const platform = fromPlatform(dockerfile, node, options);
  const common = { index: node.index, name: node.name ?? String(node.index), node };
  const { name } = node;
  const context =
    name === undefined
      ? undefined
      : locateErrors(dockerfile, node.from.range, () => options.contexts.ofStage(name, platform));
  if (context !== undefined) {
    const base: NamedSource = { kind: 'named', name: context, platform };
    return { ...common, base, replaced: true, platform, instructions: [] };
  }
  const stage = { ...common, replaced: false, instructions: instructionsOf(node) };
  const below = seen.get(image);
  if (below !== undefined) {
    // A stage has the platform of the stage that it is based on, whatever its own FROM says.
    return { ...stage, base: { kind: 'stage', index: below }, platform: earlier[below]?.platform ?? platform };
  }
  if (image === 'scratch') return { ...stage, base: { kind: 'scratch' }, platform: options.targetPlatform };
  const base = locateErrors(dockerfile, node.from.range, () => imageSource(image, platform, options.contexts));
  return { ...stage, base, platform };
}

/**
 * An image, or the context that replaces it.
 *
 * @throws UserError for a name that an image cannot have, even where the target does not need the stage
 */
function imageSource(name: string, platform: Platform, contexts: ContextNames): ImageSource | NamedSource {
  const reference = parseReference(name);
  const context = contexts.ofImage(reference, platform);
  return context === undefined ? { kind: 'image', name, reference } : { kind: 'named', name: context, platform };
}

function baseNameOf(dockerfile: Dockerfile, node: StageNode, options: GraphOptions): string {
  const { image, range } = node.from;
  const name = locateErrors(dockerfile, range, () => expand(dockerfile, image, options.environment));
  if (name !== '') return name;
  throw errorAt(dockerfile, range, `base name (${image}) should not be blank`, {
    word: image,
    hint: 'Give the ARG that it names a default before the first FROM, or pass --build-arg.',
  });
}

function fromPlatform(dockerfile: Dockerfile, node: StageNode, options: GraphOptions): Platform {
  const { platform, range } = node.from;
  if (platform === undefined) return options.targetPlatform;
  return locateErrors(dockerfile, range, () => {
    const text = expand(dockerfile, platform, options.environment);
    if (text === '') {
      throw errorAt(dockerfile, range, `empty platform value from expression ${platform}`, {
        word: platform,
        hint: suggestVariable(platform, options),
      });
    }
    return parsePlatform(text, options.targetPlatform);
  });
}

function suggestVariable(expression: string, options: GraphOptions): string | undefined {
  const name = /[A-Za-z_][A-Za-z0-9_]*/.exec(expression)?.[0];
  const close = name === undefined ? undefined : nearest(name, options.environment.names());
  return close === undefined ? undefined : `Did you mean $${close}?`;
}

function findTarget(stages: readonly Stage[], byName: ReadonlyMap<string, number>, target: string | undefined): number {
  if (target === undefined || target === '') return stages.length - 1;
  const named = byName.get(target.toLowerCase());
  if (named !== undefined) return named;
  if (/^\d+$/.test(target) && Number(target) < stages.length) return Number(target);
  const names = stages.flatMap((stage) => stage.node.name ?? []);
  const close = nearest(target, names);
  throw new UserError(`target stage "${target}" could not be found`, { hint: targetHint(names, close) });
}

function targetHint(names: readonly string[], close: string | undefined): string {
  if (close !== undefined) return `Did you mean ${close}?`;
  return names.length === 0
    ? 'No stage of this Dockerfile has a name: give one with FROM … AS name.'
    : `The stages are: ${names.join(', ')}.`;
}

/** Resolves the sources of an instruction's files. */
function link(graph: StageGraph, planned: PlannedInstruction): PlannedInstruction {
  const { instruction } = planned;
  switch (instruction.keyword) {
    case 'COPY':
      return { ...planned, sources: [copySource(graph, instruction)] };
    case 'ADD':
      return { ...planned, sources: [{ kind: 'context' }] };
    case 'RUN':
      return {
        ...planned,
        sources: instruction.mounts.map((mount) => {
          return locateErrors(graph.dockerfile, instruction.range, () => {
            const from = mountFrom(mount);
            return from === undefined ? { kind: 'context' } : namedSource(graph, from);
          });
        }),
      };
    default:
      return planned;
  }
}

function copySource(graph: StageGraph, copy: Extract<StageInstruction, { keyword: 'COPY' }>): FileSource {
  const { from } = copy;
  if (from === undefined || from === '') return { kind: 'context' };
  const { dockerfile } = graph;
  if (locateErrors(dockerfile, copy.range, () => expand(dockerfile, from, Environment.empty)) !== from) {
    throw errorAt(dockerfile, copy.range, 'variable expansion is not supported for --from', {
      word: from,
      hint: 'Define a stage with FROM $VARIABLE AS name, using an ARG before the first FROM, and copy from that.',
    });
  }
  if (/^[+-]?\d+$/.test(from)) {
    const index = Number(from);
    if (index < 0 || index >= graph.stages.length)
      throw errorAt(dockerfile, copy.range, `invalid stage index ${index}`, { word: from });
    return stageSource(graph, index);
  }
  return locateErrors(dockerfile, copy.range, () => namedSource(graph, from));
}

function namedSource(graph: StageGraph, name: string): FileSource {
  const index = graph.byName.get(name.toLowerCase());
  if (index !== undefined) return stageSource(graph, index);
  return name === 'scratch' ? { kind: 'scratch' } : imageSource(name, graph.targetPlatform, graph.contexts);
}

/** A context that replaces a stage does not have to be built. */
function stageSource(graph: StageGraph, index: number): FileSource {
  const stage = graph.stages[index];
  return stage?.replaced === true ? stage.base : { kind: 'stage', index };
}

function stageSources(stage: Stage): readonly number[] {
  return [stage.base, ...stage.instructions.flatMap((planned) => planned.sources)].flatMap((source) =>
    source.kind === 'stage' ? [source.index] : [],
  );
}
