import type { GlobalName, DateName, VersionName } from '../templates/expressions.js';
import type { Template } from '../templates/template.js';

/** A line of the input `tags` that says which tag an image gets, and for which events. */
export type TagRule = RuleCommon & RuleKind;

interface RuleCommon {
  /** Its position, for messages. */
  readonly where: string;
  /** Its value must be `true` or `false`. */
  readonly enable: Template<GlobalName>;
  /** Of the rules that give a tag, the one with the highest priority sets the version. */
  readonly priority: number;
  /** `undefined`: the flavor's prefix is used. */
  readonly prefix: Template<GlobalName> | undefined;
  readonly suffix: Template<GlobalName> | undefined;
}

export type RuleKind =
  | { readonly type: 'schedule'; readonly pattern: Template<DateName> }
  | VersionRule
  | MatchRule
  /** @property branch `undefined`: the repository's default branch */
  | { readonly type: 'edge'; readonly branch: string | undefined }
  | { readonly type: 'ref'; readonly event: RefEvent }
  | { readonly type: 'raw'; readonly value: Template<GlobalName> }
  | { readonly type: 'sha'; readonly format: ShaFormat };

export interface VersionRule {
  readonly type: 'semver' | 'pep440';
  readonly pattern: Template<VersionName>;
  /** `undefined`: the Git tag. */
  readonly value: Template<GlobalName> | undefined;
  /** Its first group is the version. `undefined`: the whole value is the version. */
  readonly match: RegExp | undefined;
}

export interface MatchRule {
  readonly type: 'match';
  readonly pattern: RegExp;
  readonly group: number;
  /** `undefined`: the Git tag. */
  readonly value: Template<GlobalName> | undefined;
}

export type RuleType = RuleKind['type'];

export const REF_EVENTS = ['branch', 'tag', 'pr'] as const;
export type RefEvent = (typeof REF_EVENTS)[number];

export const SHA_FORMATS = ['short', 'long'] as const;
type ShaFormat = (typeof SHA_FORMATS)[number];

/** The default priority of each type, and the attributes that it takes in addition to `COMMON_ATTRIBUTES`. */
export const RULE_TYPES: Readonly<Record<RuleType, { readonly priority: number; readonly takes: readonly string[] }>> =
  {
    schedule: { priority: 1000, takes: ['pattern'] },
    semver: { priority: 900, takes: ['pattern', 'value', 'match'] },
    pep440: { priority: 900, takes: ['pattern', 'value', 'match'] },
    match: { priority: 800, takes: ['pattern', 'group', 'value'] },
    edge: { priority: 700, takes: ['branch'] },
    ref: { priority: 600, takes: ['event'] },
    raw: { priority: 200, takes: ['value'] },
    sha: { priority: 100, takes: ['format'] },
  };

/** The attributes of all types. */
export const COMMON_ATTRIBUTES: readonly string[] = ['type', 'enable', 'priority', 'prefix', 'suffix'];

/** All texts of a rule that may have expressions. */
export function templatesOf(rule: TagRule): readonly Template<string>[] {
  const { enable, prefix, suffix } = rule;
  const pattern =
    rule.type === 'schedule' || rule.type === 'semver' || rule.type === 'pep440' ? rule.pattern : undefined;
  const value = 'value' in rule ? rule.value : undefined;
  return [enable, prefix, suffix, pattern, value].filter((template) => template !== undefined);
}
