import { UserError } from '../../errors.js';
import { globalValues, type Circumstances } from '../event/circumstances.js';
import { branchOf, isScheduled, pullRequestOf, tagOf } from '../event/git-event.js';
import type { GlobalName } from '../templates/expressions.js';
import { renderTemplate, type Template } from '../templates/template.js';
import type { MatchRule, RefEvent, TagRule, VersionRule } from './tag-rule.js';
import { versionText } from './version-text.js';

/** The tag of a rule, before prefix and suffix are added. */
export interface RuleResult {
  readonly text: string;
  /** Whether the tag `latest` is also given if the flavor has `latest=auto`. */
  readonly isLatest: boolean;
}

/** Called for a rule that cannot use a version or text. */
export type Warn = (message: string) => void;

/**
 * @returns `undefined` if the rule is not for this event, is disabled, or gives no tag
 * @throws UserError if `enable` is neither true nor false
 */
export async function evaluateRule(
  rule: TagRule,
  circumstances: Circumstances,
  warn: Warn,
): Promise<RuleResult | undefined> {
  const global = (template: Template<GlobalName>): string => renderTemplate(template, globalValues(circumstances));
  const enabled = global(rule.enable);
  if (enabled !== 'true' && enabled !== 'false') {
    throw new UserError(
      `${rule.where}: enable has the value ${JSON.stringify(enabled)}, which is neither true nor false`,
    );
  }
  if (enabled === 'false') return undefined;
  const { event } = circumstances;
  switch (rule.type) {
    case 'schedule': {
      if (!isScheduled(event)) return undefined;
      const { date } = globalValues(circumstances);
      return passing(renderTemplate(rule.pattern, { date, value: (name: never) => name }));
    }
    case 'semver':
    case 'pep440': {
      const value = valueOf(rule.value, circumstances);
      return value === undefined ? undefined : versionResult(rule, rule.where, value, warn);
    }
    case 'match': {
      const value = valueOf(rule.value, circumstances);
      return value === undefined ? undefined : matchResult(rule, rule.where, value, warn);
    }
    case 'edge': {
      const branch = branchOf(event);
      const isEdge = branch !== undefined && branch === (rule.branch ?? event.repository.defaultBranch);
      return isEdge ? passing('edge') : undefined;
    }
    case 'ref':
      return refResult(rule.event, circumstances);
    case 'raw':
      return passing(global(rule.value));
    case 'sha':
      if (event.sha === '') return undefined;
      return passing(rule.format === 'long' ? event.sha : event.sha.slice(0, circumstances.shortSha));
  }
}

function passing(text: string): RuleResult {
  return { text, isLatest: false };
}

/** The rule's value, or the Git tag if the rule has none. */
function valueOf(value: Template<GlobalName> | undefined, circumstances: Circumstances): string | undefined {
  return value === undefined ? tagOf(circumstances.event) : renderTemplate(value, globalValues(circumstances));
}

function refResult(kind: RefEvent, { event }: Circumstances): RuleResult | undefined {
  const text = { branch: branchOf, tag: tagOf, pr: pullRequestOf }[kind](event);
  return text === undefined ? undefined : { text, isLatest: kind === 'tag' };
}

async function versionResult(
  rule: VersionRule,
  where: string,
  value: string,
  warn: Warn,
): Promise<RuleResult | undefined> {
  const part = rule.match === undefined ? value : value.match(rule.match)?.[1];
  if (part === undefined) warn(`${where}: match=${rule.match?.source ?? ''} does not match ${value}`);
  // A value that does not match is used as a whole.
  const version = (part ?? value).replaceAll('/', '-');
  const found = await versionText(rule, version);
  if (found !== undefined) return { text: found.text, isLatest: found.isRelease };
  const kind = rule.type === 'semver' ? 'a semantic version (semver.org)' : 'a version of PEP 440';
  warn(`${where}: ${version} is not ${kind}, so the rule gives no tag`);
  return undefined;
}

function matchResult({ pattern, group }: MatchRule, where: string, value: string, warn: Warn): RuleResult | undefined {
  // With the flag g, the result has all matches, and `group` is the number of a match.
  const found = value.match(pattern);
  const text = found?.[group];
  if (text !== undefined) return { text, isLatest: true };
  const problem = found === null ? 'does not match' : `has no group ${group} in`;
  warn(`${where}: pattern=${pattern.source} ${problem} ${value}, so the rule gives no tag`);
  return undefined;
}
