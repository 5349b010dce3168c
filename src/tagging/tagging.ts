import { UserError } from '../errors.js';
import { attributesOf } from './lines/attributes.js';
import type { Flavor } from './flavor.js';
import type { TaggedImage } from './image-list.js';
import type { LabelTemplates } from './labels.js';
import { DEFAULT_RULES, parseRule, type ParsedRule } from './rules/parse-rule.js';
import { templatesOf, type TagRule } from './rules/tag-rule.js';
import { usesCommitDate } from './templates/template.js';
import type { WrittenLine } from './lines/written-line.js';

/** The inputs that name an image by rules. */
export interface Tagging {
  readonly images: readonly TaggedImage[];
  readonly rules: readonly TagRule[];
  readonly flavor: Flavor;
  /** The labels of the workflow. */
  readonly labels: LabelTemplates;
}

/** A name as it is written in the workflow. */
interface WrittenName {
  readonly where: string;
  readonly text: string;
}

export interface ReadTags {
  /** Full names. */
  readonly names: readonly WrittenName[];
  readonly rules: readonly TagRule[];
  readonly warnings: readonly string[];
}

/**
 * Separates the rules in `tags` from the names. Without images, all fields are names. With images, a line with an `=` is a rule. Of all
 * other lines, a field with a slash or a colon is a name, unless it has an expression. Any other field is a tag of the images, as in
 * docker/metadata-action. If there is no rule, the default rules apply.
 *
 * @throws UserError that names the line
 */
export function readTags(lines: readonly WrittenLine[], images: readonly TaggedImage[]): ReadTags {
  if (images.length === 0) {
    return { names: lines.flatMap(asNames), rules: [], warnings: [] };
  }
  const isName = (field: string): boolean => /[/:]/.test(field) && !field.includes('{{');
  const names = lines.filter((line) => !hasAttributes(line)).flatMap(asNames);
  const written = lines.flatMap((line): readonly ParsedRule[] => {
    if (hasAttributes(line)) return [parseRule(line)];
    return line.fields
      .filter((field) => field !== '' && !isName(field))
      .map((field) => parseRule({ where: line.where, fields: [field] }));
  });
  const rules = written.length > 0 ? written : defaultRules();
  return {
    names: names.filter(({ text }) => isName(text)),
    rules: rules.map(({ rule }) => rule),
    warnings: rules.flatMap(({ warnings }) => warnings),
  };
}

/** Whether a name or label has the time of the commit. */
export function needsCommitDate({ rules, flavor, labels }: Tagging): boolean {
  const affixes = [flavor.prefix, flavor.suffix].flatMap((affix) => (affix === undefined ? [] : [affix.text]));
  return [...rules.flatMap(templatesOf), ...affixes, ...labels.flat()].some(usesCommitDate);
}

function asNames(line: WrittenLine): readonly WrittenName[] {
  const { where, fields } = line;
  if (attributesOf(line).some(({ name }) => name === 'type')) {
    throw new UserError(`${where}: a rule (type=…) needs the input "images"`, {
      hint: 'Write the repositories that get the tags of the rule there, e.g. ghcr.io/team/app.',
    });
  }
  return fields.filter((text) => text !== '').map((text) => ({ where, text }));
}

function hasAttributes(line: WrittenLine): boolean {
  return attributesOf(line).some(({ name }) => name !== undefined);
}

function defaultRules(): readonly ParsedRule[] {
  return DEFAULT_RULES.map((text) => parseRule({ where: `the default rule ${text}`, fields: text.split(',') }));
}
