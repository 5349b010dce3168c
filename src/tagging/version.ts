import { UserError } from '../errors.js';
import { isTag } from '../oci/reference.js';
import { globalValues, type Circumstances } from './event/circumstances.js';
import type { Flavor } from './flavor.js';
import { evaluateRule, type Warn } from './rules/evaluate-rule.js';
import type { TagRule } from './rules/tag-rule.js';
import { renderTemplate, type Template } from './templates/template.js';
import type { GlobalName } from './templates/expressions.js';

/** The tags that the rules give. */
export interface Version {
  /** The first tag, which is the image's version. `undefined` if no rule gave a tag. */
  readonly main: string | undefined;
  /** All tags, each once, the main one first. */
  readonly tags: readonly string[];
}

/** @throws UserError that names the line of a rule whose text is not a tag */
export async function versionOf(
  rules: readonly TagRule[],
  flavor: Flavor,
  circumstances: Circumstances,
  warn: Warn,
): Promise<Version> {
  const tags: string[] = [];
  let latest: boolean | undefined;
  const ordered = rules.toSorted((left, right) => right.priority - left.priority);
  for (const rule of ordered) {
    const result = await evaluateRule(rule, circumstances, warn);
    const text = result === undefined ? '' : withAffixes(result.text, rule, flavor, circumstances);
    if (text === '') continue;
    tags.push(checkedTag(rule.where, text));
    // The rule that sets the version also decides about the tag `latest`.
    latest ??= flavor.latest === 'auto' ? result?.isLatest : flavor.latest;
  }
  if (latest === true) tags.push(latestTag(flavor, circumstances));
  return { main: tags[0], tags: [...new Set(tags)] };
}

function withAffixes(text: string, rule: TagRule, flavor: Flavor, circumstances: Circumstances): string {
  const shown = (template: Template<GlobalName> | undefined): string =>
    template === undefined ? '' : renderTemplate(template, globalValues(circumstances));
  return `${shown(rule.prefix ?? flavor.prefix?.text)}${text}${shown(rule.suffix ?? flavor.suffix?.text)}`;
}

function latestTag({ where, prefix, suffix }: Flavor, circumstances: Circumstances): string {
  const shown = (affix: Flavor['prefix']): string =>
    affix?.onLatest === true ? renderTemplate(affix.text, globalValues(circumstances)) : '';
  return checkedTag(where, `${shown(prefix)}latest${shown(suffix)}`);
}

/** Replaces characters that are not allowed in a tag by hyphens. */
function checkedTag(where: string, text: string): string {
  const tag = text.replace(/[^a-zA-Z0-9._-]+/g, '-');
  if (isTag(tag)) return tag;
  throw new UserError(`${where}: the result ${JSON.stringify(tag)} is not a tag`, {
    hint: 'A tag has up to 128 letters, digits, underscores, dots and hyphens, and does not start with a dot or a hyphen. An expression such as {{branch}} is empty for some events.',
  });
}
