import { UserError } from '../../errors.js';
import { didYouMean, nearest } from '../../text/nearest.js';
import { attributesOf, unknownAttribute } from '../lines/attributes.js';
import type { GlobalName } from '../templates/expressions.js';
import { GLOBAL_NAMES } from '../templates/expressions.js';
import { parseTemplate, type Template } from '../templates/template.js';
import type { WrittenLine } from '../lines/written-line.js';
import { COMMON_ATTRIBUTES, RULE_TYPES, type RuleType } from './tag-rule.js';

/** All attributes of rules, and those of `flavor`, which people often write into rules by mistake. */
const KNOWN = [...new Set([...COMMON_ATTRIBUTES, ...Object.values(RULE_TYPES).flatMap(({ takes }) => takes)])];
const OF_FLAVOR = ['latest', 'onlatest'];

/** The attributes of one line. Errors name the line. */
export class RuleAttributes {
  readonly where: string;
  readonly type: RuleType;
  /** Warnings about known attributes that have no effect on a rule of this type. */
  readonly warnings: readonly string[];
  readonly #values: ReadonlyMap<string, string>;

  constructor(line: WrittenLine) {
    this.where = line.where;
    // In a rule of any type, a field without a name is the value.
    this.#values = new Map(attributesOf(line).map(({ name = 'value', value }) => [name, value]));
    this.type = this.#typeOf(this.#values.get('type') ?? 'raw');
    const taken = [...COMMON_ATTRIBUTES, ...RULE_TYPES[this.type].takes];
    const idle = [...this.#values.keys()].filter((name) => !taken.includes(name));
    const unknown = idle.find((name) => !KNOWN.includes(name) && !OF_FLAVOR.includes(name));
    if (unknown !== undefined) throw unknownAttribute(this.where, unknown, taken);
    this.warnings = idle.map((name) => {
      const home = OF_FLAVOR.includes(name) ? ': it belongs into the input "flavor"' : '';
      return `${this.where}: ${name} has no effect on type=${this.type}${home}`;
    });
  }

  /** `undefined` if it is not given. */
  text(name: string): string | undefined {
    return this.#values.get(name);
  }

  /** `undefined` if it is not given, or empty. */
  filled(name: string): string | undefined {
    const text = this.text(name);
    return text === '' ? undefined : text;
  }

  /** @throws UserError if it is not given */
  needed(name: string, example: string): string {
    const text = this.text(name);
    if (text !== undefined) return text;
    throw new UserError(`${this.where}: type=${this.type} needs ${name}`, { hint: `Write, for instance, ${example}.` });
  }

  word<const Word extends string>(name: string, text: string, words: readonly Word[]): Word {
    const word = words.find((each) => each === text);
    if (word !== undefined) return word;
    const known = words.map((each) => `${name}=${each}`);
    throw new UserError(`${this.where}: ${name}=${text} is not known`, {
      hint: didYouMean(`${name}=${text}`, known) ?? `The values are ${known.join(', ')}.`,
    });
  }

  template(text: string): Template<GlobalName> {
    return parseTemplate(this.where, text, GLOBAL_NAMES);
  }

  optionalTemplate(text: string | undefined): Template<GlobalName> | undefined {
    return text === undefined ? undefined : this.template(text);
  }

  /** @throws UserError if it is not a regular expression of JavaScript */
  pattern(name: string, source: string, flags = ''): RegExp {
    try {
      return new RegExp(source, flags);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new UserError(`${this.where}: ${name}=${source} is not a regular expression: ${error.message}`, {
        hint: 'Write a regular expression of JavaScript. If it has a comma, put the whole line or the whole attribute in quotes.',
        cause: error,
      });
    }
  }

  #typeOf(text: string): RuleType {
    const types = Object.keys(RULE_TYPES) as readonly RuleType[];
    const type = types.find((each) => each === text);
    if (type !== undefined) return type;
    const close = nearest(text, types);
    throw new UserError(`${this.where}: type=${text} is not known`, {
      hint: close === undefined ? `The types are ${types.join(', ')}.` : `Did you mean type=${close}?`,
    });
  }
}
