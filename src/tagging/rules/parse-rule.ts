import { UserError } from '../../errors.js';
import { DATE_NAMES, VERSION_NAMES } from '../templates/expressions.js';
import { parseTemplate } from '../templates/template.js';
import type { WrittenLine } from '../lines/written-line.js';
import { RuleAttributes } from './rule-attributes.js';
import { REF_EVENTS, RULE_TYPES, type RuleKind, SHA_FORMATS, type TagRule } from './tag-rule.js';

export interface ParsedRule {
  readonly rule: TagRule;
  readonly warnings: readonly string[];
}

/** The rules that apply if no line is a rule. */
export const DEFAULT_RULES: readonly string[] = [
  'type=schedule',
  'type=ref,event=branch',
  'type=ref,event=tag',
  'type=ref,event=pr',
];

/** @throws UserError that names the line */
export function parseRule(line: WrittenLine): ParsedRule {
  const attributes = new RuleAttributes(line);
  const kind = kindOf(attributes);
  const rule: TagRule = {
    where: attributes.where,
    enable: attributes.template(attributes.text('enable') ?? 'true'),
    priority: priorityOf(attributes),
    prefix: attributes.optionalTemplate(attributes.text('prefix') ?? ownPrefix(kind)),
    suffix: attributes.optionalTemplate(attributes.text('suffix')),
    ...kind,
  };
  return { rule, warnings: attributes.warnings };
}

function kindOf(attributes: RuleAttributes): RuleKind {
  const { type, where } = attributes;
  switch (type) {
    case 'schedule':
      return { type, pattern: parseTemplate(where, attributes.text('pattern') ?? 'nightly', DATE_NAMES) };
    case 'semver':
    case 'pep440': {
      const pattern = attributes.needed('pattern', `type=${type},pattern={{version}}`);
      return {
        type,
        pattern: parseTemplate(where, pattern, VERSION_NAMES),
        value: attributes.optionalTemplate(attributes.filled('value')),
        match: firstGroupOf(attributes, attributes.filled('match')),
      };
    }
    case 'match':
      return matchRule(attributes);
    case 'edge':
      return { type, branch: attributes.filled('branch') };
    case 'ref':
      return { type, event: attributes.word('event', attributes.needed('event', 'type=ref,event=branch'), REF_EVENTS) };
    case 'raw':
      return { type, value: attributes.template(attributes.needed('value', 'type=raw,value=latest')) };
    case 'sha':
      return { type, format: attributes.word('format', attributes.text('format') ?? 'short', SHA_FORMATS) };
  }
}

function matchRule(attributes: RuleAttributes): RuleKind {
  const { where } = attributes;
  const source = attributes.needed('pattern', String.raw`type=match,pattern=v(\d+\.\d+),group=1`);
  const [, inner, flags] = /^\/(.+)\/(.*)$/.exec(source) ?? [];
  const group = attributes.text('group') ?? '0';
  if (!/^\d+$/.test(group)) {
    throw new UserError(`${where}: group=${group} is not the number of a group`, {
      hint: 'Write 0 for the whole match.',
    });
  }
  return {
    type: 'match',
    pattern: attributes.pattern('pattern', inner ?? source, flags),
    group: Number(group),
    value: attributes.optionalTemplate(attributes.filled('value')),
  };
}

function firstGroupOf(attributes: RuleAttributes, source: string | undefined): RegExp | undefined {
  if (source === undefined) return undefined;
  const pattern = attributes.pattern('match', source);
  // With an empty alternative, the expression matches any text, and the result has one element for each group.
  const groups = (new RegExp(`${source}|`).exec('')?.length ?? 1) - 1;
  if (groups > 0) return pattern;
  throw new UserError(`${attributes.where}: match=${source} has no group`, {
    hint: String.raw`Put the part that is the version in parentheses: match=v(\d+\.\d+\.\d+)$.`,
  });
}

function priorityOf(attributes: RuleAttributes): number {
  const text = attributes.text('priority');
  if (text === undefined) return RULE_TYPES[attributes.type].priority;
  const priority = text === '' ? NaN : Number(text);
  if (Number.isFinite(priority)) return priority;
  throw new UserError(`${attributes.where}: priority=${text} is not a number`);
}

function ownPrefix(kind: RuleKind): string | undefined {
  if (kind.type === 'sha') return 'sha-';
  return kind.type === 'ref' && kind.event === 'pr' ? 'pr-' : undefined;
}
