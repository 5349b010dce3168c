import { docComment } from '../../dockerfile/doc-comment.js';
import { expandWord } from '../../dockerfile/shell/expand.js';
import type { LineRange } from '../../dockerfile/syntax/ast.js';
import { secretIdOf, sshIdOf } from '../../dockerfile/values/mount.js';
import type { Environment } from '../../plan/environment.js';
import { ownValue } from '../../plan/global-args.js';
import type { BuildPlan, StagePlan } from './build-plan.js';

/** What the build of a target takes, as `--call=outline` shows it. */
export interface Outline {
  /** Absent for a stage without a name. */
  readonly name: string | undefined;
  readonly description: string | undefined;
  /** Each in the order of the file, and once, however many stages take it. */
  readonly args: readonly OutlineArg[];
  readonly secrets: readonly OutlineMount[];
  readonly ssh: readonly OutlineMount[];
}

interface OutlineArg {
  readonly name: string;
  readonly description: string | undefined;
  /** Absent if nothing gives it a value. */
  readonly value: string | undefined;
  readonly range: LineRange;
}

interface OutlineMount {
  readonly id: string;
  readonly required: boolean;
  /** Of the first RUN that mounts it. */
  readonly range: LineRange;
}

/** An ARG before the first FROM, and those that its default value names. */
interface GlobalArgument extends OutlineArg {
  readonly needs: ReadonlySet<string>;
}

/** What the instructions of one stage take. */
interface StageOutline {
  readonly args: ReadonlyMap<string, OutlineArg>;
  readonly secrets: ReadonlyMap<string, OutlineMount>;
  readonly ssh: ReadonlyMap<string, OutlineMount>;
  /** Its base, and then those that it takes files from. */
  readonly stages: readonly number[];
}

/**
 * As BuildKit's frontend has it (frontend/dockerfile/dockerfile2llb/outline.go): of the stages that the target needs, the arguments that
 * they declare, and those before the first FROM that a FROM or a declared one names; the arguments that are predefined are left out.
 *
 * @param predefined the environment before the first instruction
 */
export function outlineOf(plan: BuildPlan, predefined: Environment): Outline {
  const { globals, environment } = globalArguments(plan, predefined);
  const stages = new Map(
    plan.stages.map((stage) => [stage.stage.index, stageOutline(plan, stage, globals, environment)]),
  );
  const needed = inOrderOfNeed(plan.target, stages);
  const { node } = plan.graph.stages[plan.target] ?? {};
  return {
    name: node?.name,
    description: docComment(node?.from.comments ?? [], node?.name),
    args: merged(needed.map(({ args }) => args)),
    secrets: merged(needed.map(({ secrets }) => secrets)),
    ssh: merged(needed.map(({ ssh }) => ssh)),
  };
}

function globalArguments(
  { dockerfile, globalArgs, buildArgs }: BuildPlan,
  predefined: Environment,
): { readonly globals: ReadonlyMap<string, GlobalArgument>; readonly environment: Environment } {
  const globals = new Map<string, GlobalArgument>();
  let environment = predefined;
  for (const { arg } of globalArgs) {
    const { args, comments, range } = arg.instruction;
    args.forEach(({ name, value: written }, position) => {
      const needs = new Set<string>();
      if (written !== undefined && ownValue(buildArgs, name) === undefined) {
        for (const used of variablesIn(written, environment, dockerfile.directives.escape)) needs.add(used);
        // `ARG A=${A}-more` goes on with what the earlier ARG needs.
        if (needs.delete(name)) for (const earlier of globals.get(name)?.needs ?? []) needs.add(earlier);
      }
      const value = arg.values[position]?.[1];
      if (value !== undefined) environment = environment.set(name, value);
      globals.set(name, { name, description: docComment(comments, name), value, range, needs });
    });
  }
  return { globals, environment };
}

function stageOutline(
  { dockerfile, buildArgs }: BuildPlan,
  { stage, steps }: StagePlan,
  globals: ReadonlyMap<string, GlobalArgument>,
  environment: Environment,
): StageOutline {
  const args = new Map<string, OutlineArg>();
  const secrets = new Map<string, OutlineMount>();
  const ssh = new Map<string, OutlineMount>();
  const { from } = stage.node;
  const { escape } = dockerfile.directives;
  const used = [from.image, from.platform ?? ''].flatMap((word) => [...variablesIn(word, environment, escape)]);
  stage.instructions.forEach(({ instruction }, position) => {
    const { operation } = steps[position] ?? {};
    const { range, comments } = instruction;
    if (instruction.keyword === 'ARG' && operation?.kind === 'config') {
      instruction.args.forEach(({ name, value: written }, each) => {
        used.push(name);
        // `NAME=VALUE`, or the name alone.
        const expanded = operation.args?.[each] ?? name;
        const value = expanded === name ? undefined : expanded.slice(name.length + 1);
        const isOwn = written !== undefined || ownValue(buildArgs, name) !== undefined;
        if (isOwn || environment.get(name) === undefined)
          args.set(name, { name, description: docComment(comments, name), value, range });
      });
    }
    for (const { mount } of operation?.kind === 'run' ? operation.mounts : []) {
      const { type, required } = mount;
      if (type !== 'secret' && type !== 'ssh') continue;
      const [known, id] = type === 'secret' ? [secrets, secretIdOf(mount)] : [ssh, sshIdOf(mount)];
      if (!known.has(id)) known.set(id, { id, required, range });
    }
  });
  for (const global of needed(used, globals)) if (!args.has(global.name)) args.set(global.name, global);
  const { base } = stage;
  const sources = stage.instructions.flatMap((each) => each.sources);
  const stages = [base, ...sources].flatMap((source) => (source.kind === 'stage' ? [source.index] : []));
  return { args, secrets, ssh, stages };
}

/** Those that are named, and those that their defaults name. */
function needed(names: readonly string[], globals: ReadonlyMap<string, GlobalArgument>): readonly GlobalArgument[] {
  const found = new Set<GlobalArgument>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const global = globals.get(name);
    if (global === undefined || found.has(global)) continue;
    found.add(global);
    waiting.push(...global.needs);
  }
  return [...found];
}

/** Variables of a word that have a value. */
function variablesIn(word: string, environment: Environment, escape: '\\' | '`'): ReadonlySet<string> {
  const used = new Set<string>();
  const lookup = (name: string): string | undefined => {
    const value = environment.get(name);
    if (value !== undefined) used.add(name);
    return value;
  };
  expandWord(word, lookup, escape);
  return used;
}

/** The target, what its base takes, and then what it takes files from: a name means what the first of them says. */
function inOrderOfNeed(target: number, stages: ReadonlyMap<number, StageOutline>): readonly StageOutline[] {
  const found = new Set<StageOutline>();
  const waiting = [target];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const stage = stages.get(index);
    if (stage === undefined || found.has(stage)) continue;
    found.add(stage);
    waiting.push(...stage.stages.toReversed());
  }
  return [...found];
}

function merged<One extends { readonly range: LineRange }>(all: readonly ReadonlyMap<string, One>[]): readonly One[] {
  const first = new Map<string, One>();
  for (const each of all) for (const [name, one] of each) if (!first.has(name)) first.set(name, one);
  return [...first.values()].sort((one, other) => one.range.start - other.range.start);
}
