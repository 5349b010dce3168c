import path from 'node:path/posix';

import { UserError } from '../../errors.js';
import { Wildcard } from '../../layer/pattern/go-path-match.js';
import { type Definition, targetNamed } from '../definition/definition.js';
import { type Group, mergeFields, type TargetFields } from '../target/fields.js';
import { applyOverrides, finished } from './apply-overrides.js';
import { isRemote } from './locations.js';
import type { Overrides } from './overrides.js';

/** A target with all that it inherits, ready to be built. */
export interface ResolvedTarget {
  readonly name: string;
  readonly fields: TargetFields;
  /** Nobody asked for it: another target uses it as a context. */
  readonly isLinked: boolean;
}

export interface Resolved {
  /** By name, in order. */
  readonly groups: readonly Group[];
  /** By name, in order. */
  readonly targets: readonly ResolvedTarget[];
}

const LINK = 'target:';

/**
 * The targets that are meant by names, groups and patterns, and those that they use as contexts.
 *
 * @throws UserError for a name that does not exist, and for targets that use each other
 */
export function resolveTargets(definition: Definition, wanted: readonly string[], overrides: Overrides): Resolved {
  const names = [...new Set(wanted.flatMap((name) => namesMatching(name.replaceAll('.', '_'), definition)))];
  const groups = new Map<string, Group>();
  const targets = new Map<string, ResolvedTarget>();
  for (const name of names) {
    const found = membersOf(definition, name);
    for (const target of found.targets) targets.set(target, resolveOne(definition, target, overrides));
    for (const group of found.groups) {
      const defined = definition.groups.find((each) => each.name === group);
      if (defined !== undefined) groups.set(group, defined);
    }
  }
  const links = new Links(definition, targets, overrides);
  for (const name of [...targets.keys()]) links.follow(name, []);
  return {
    groups: [...withDefault(groups, names).values()].sort(byName),
    targets: [...targets.values()].sort(byName),
  };
}

function byName(left: { readonly name: string }, right: { readonly name: string }): number {
  return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;
}

/** What was asked for is the default group of what is printed. */
function withDefault(groups: ReadonlyMap<string, Group>, names: readonly string[]): ReadonlyMap<string, Group> {
  const all = new Map(groups);
  for (const name of names) {
    const group: Group = all.get('default') ?? { name: 'default', description: '', targets: [] };
    if (name === 'default' && all.has('default')) continue;
    all.set('default', { ...group, targets: [...group.targets, name] });
  }
  const group = all.get('default');
  if (group !== undefined) all.set('default', { ...group, targets: [...new Set(group.targets)].sort() });
  return all;
}

function namesMatching(pattern: string, { groups, targets }: Definition): readonly string[] {
  if (!/[*?[\]]/.test(pattern)) return [pattern];
  const wildcard = Wildcard.compile(pattern);
  const found = [...groups, ...targets].map(({ name }) => name).filter((name) => wildcard.matches(name));
  if (found.length === 0) throw new UserError(`could not find any target matching ${JSON.stringify(pattern)}`);
  return found;
}

/** All targets of a group and of the groups in it. A group that contains itself counts once. */
function membersOf(
  { groups }: Definition,
  wanted: string,
): { readonly targets: readonly string[]; readonly groups: readonly string[] } {
  const seen = new Set<string>();
  const open = new Set<string>();
  const targets = new Set<string>();
  const visit = (name: string): void => {
    const group = groups.find((each) => each.name === name);
    // Within itself, the name of a group means the target of that name.
    if (group === undefined || open.has(name)) {
      targets.add(name);
      return;
    }
    if (seen.has(name)) return;
    seen.add(name);
    open.add(name);
    for (const member of group.targets) visit(member);
    open.delete(name);
  };
  visit(wanted);
  return { targets: [...targets], groups: [...seen] };
}

function resolveOne(definition: Definition, name: string, overrides: Overrides): ResolvedTarget {
  const inherited = inherit(definition, name, overrides, new Map());
  const fields: TargetFields = {
    ...inherited,
    inherits: undefined,
    context: inherited?.context ?? '.',
    dockerfile:
      inherited?.dockerfile === undefined || inherited.dockerfile === '' ? 'Dockerfile' : inherited.dockerfile,
  };
  return { name, fields: withPlainPaths(name, fields), isLinked: false };
}

/** @param seen what has been resolved; undefined while it is: a target that inherits from itself gets nothing by that */
function inherit(
  definition: Definition,
  name: string,
  overrides: Overrides,
  seen: Map<string, TargetFields | undefined>,
): TargetFields | undefined {
  if (seen.has(name)) return seen.get(name);
  seen.set(name, undefined);
  const { fields } = targetNamed(definition, name);
  let merged: TargetFields = {};
  for (const parent of fields.inherits ?? []) {
    const given = inherit(definition, parent, overrides, seen);
    if (given !== undefined) merged = mergeFields(merged, given);
  }
  const own = mergeFields(merged, fields);
  const done = finished(applyOverrides(own, overrides.get(name) ?? new Map()));
  seen.set(name, done);
  return done;
}

/** Paths as buildx prints them. Standard input cannot be a context here. */
function withPlainPaths(name: string, fields: TargetFields): TargetFields {
  const { context = '.', dockerfile } = fields;
  if (context === '-') throw new UserError(`the context of ${name} cannot come from standard input`);
  if (dockerfile === '-') throw new UserError(`the Dockerfile of ${name} cannot come from standard input`);
  const local = context.startsWith('cwd://') ? context.slice('cwd://'.length) : context;
  return {
    ...fields,
    context: context === local && isRemote(context) ? context : cleanPath(local),
    output: fields.output?.map((output) =>
      output.dest === '' &&
      (output.type === 'tar' || (output.type === 'oci' && output.attributes.get('tar') !== 'false'))
        ? { ...output, dest: '-' }
        : output,
    ),
  };
}

/** As Go's path.Clean. */
function cleanPath(given: string): string {
  if (given === '') return '.';
  const normal = path.normalize(given);
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}

/** The targets that targets use as contexts. They are resolved too, and keep nothing of what they make. */
class Links {
  readonly #definition: Definition;
  readonly #targets: Map<string, ResolvedTarget>;
  readonly #overrides: Overrides;

  constructor(definition: Definition, targets: Map<string, ResolvedTarget>, overrides: Overrides) {
    this.#definition = definition;
    this.#targets = targets;
    this.#overrides = overrides;
  }

  follow(name: string, above: readonly string[]): void {
    const path = [...above, name];
    for (const linked of linksOf(this.#targets.get(name)?.fields)) {
      if (linked === name) throw new UserError(`target ${name} cannot link to itself`);
      if (path.includes(linked)) throw new UserError(`infinite loop from ${name} to ${linked}`);
      if (!this.#targets.has(linked)) {
        const { fields } = resolveOne(this.#definition, linked, this.#overrides);
        const output = [{ type: 'cacheonly', dest: '', attributes: new Map<string, string>() }];
        this.#targets.set(linked, { name: linked, fields: { ...fields, output }, isLinked: true });
      }
      this.follow(linked, path);
      this.#join(name, linked);
    }
  }

  /** Entitlements of the one are those of the other, and platforms must be there. */
  #join(name: string, linked: string): void {
    const [user, used] = [this.#targets.get(name), this.#targets.get(linked)];
    if (user === undefined || used === undefined) return;
    const [platforms = [], given = []] = [user.fields.platforms, used.fields.platforms];
    const missing = platforms.filter((platform) => !given.includes(platform));
    if (platforms.length > 1 && given.length > 1 && missing.length > 0)
      throw new UserError(`target ${linked} can't be used by ${name}: it is not built for ${missing.join(', ')}`);
    const entitlements = [...new Set([...(user.fields.entitlements ?? []), ...(used.fields.entitlements ?? [])])];
    if (entitlements.length > 0) this.#targets.set(name, { ...user, fields: { ...user.fields, entitlements } });
  }
}

/** The targets that a target uses as contexts. */
export function linksOf(fields: TargetFields | undefined): readonly string[] {
  return [...(fields?.contexts?.values() ?? [])]
    .filter((context) => context.startsWith(LINK))
    .map((context) => context.slice(LINK.length));
}
