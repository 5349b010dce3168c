import { UserError } from '../../errors.js';
import { didYouMean } from '../../text/nearest.js';
import { formatTime, problemOfFormat } from './time-format.js';
import { isTimeZone } from './zoned-time.js';
import { type DateName, isDateName } from './expressions.js';

/** A text with expressions. `Name` is the type of their names. */
export interface Template<Name extends string> {
  readonly parts: readonly (string | Expression<Name>)[];
}

type Expression<Name extends string> = ValueExpression<Name> | DateExpression;

interface ValueExpression<Name extends string> {
  readonly kind: 'value';
  readonly name: Exclude<Name, DateName>;
}

interface DateExpression {
  readonly kind: 'date';
  readonly name: DateName;
  /** `undefined`: ISO 8601. */
  readonly format: string | undefined;
  readonly zone: string;
}

/** The values of the expressions. */
export interface TemplateValues<Name extends string> {
  readonly value: (name: Exclude<Name, DateName>) => string;
  readonly date: (name: DateName) => Date;
}

const EXPRESSION = /^\{\{\s*([A-Za-z_][\w.-]*)((?:\s[^}]*)?)\}\}/;
const QUOTED = String.raw`'([^']*)'|"([^"]*)"`;
const FORMAT = new RegExp(String.raw`^\s*(?:${QUOTED}|([^\s'"=]+))(?=\s|$)`);
const ZONE = new RegExp(String.raw`^\s*tz=(?:${QUOTED})\s*$`);

/**
 * Reads a text with expressions. Only those expressions of Handlebars are supported that docker/metadata-action documents, but no blocks,
 * helpers or comments.
 *
 * @throws UserError that names `where`, for an expression that is not in `names` or has a wrong form
 */
export function parseTemplate<Name extends string>(
  where: string,
  text: string,
  names: readonly Name[],
): Template<Name> {
  const parts: (string | Expression<Name>)[] = [];
  for (let at = 0; at < text.length;) {
    const open = text.indexOf('{{', at);
    if (open < 0) {
      parts.push(text.slice(at));
      break;
    }
    if (open > at) parts.push(text.slice(at, open));
    const match = EXPRESSION.exec(text.slice(open));
    if (match === null) throw malformed(where, text.slice(open), names);
    const [whole, name = '', rest = ''] = match;
    parts.push(expression(where, { whole, name, rest: rest.trim() }, names));
    at = open + whole.length;
  }
  return { parts };
}

export function renderTemplate<Name extends string>(
  { parts }: Template<Name>,
  values: TemplateValues<NoInfer<Name>>,
): string {
  const shown = (part: string | Expression<Name>): string => {
    if (typeof part === 'string') return part;
    if (part.kind === 'value') return escaped(values.value(part.name));
    return escaped(formatTime(values.date(part.name), part.zone, part.format));
  };
  return parts.map(shown).join('');
}

/** Whether the text has the time of the commit, which may need a request to GitHub. */
export function usesCommitDate({ parts }: Template<string>): boolean {
  return parts.some((part) => typeof part === 'object' && part.name === 'commit_date');
}

/** Whether the text is only the expression `name`. */
export function isOnly<Name extends string>({ parts }: Template<Name>, name: NoInfer<Name>): boolean {
  const [first, ...others] = parts;
  return others.length === 0 && typeof first === 'object' && first.name === name;
}

interface Written {
  /** With its braces. */
  readonly whole: string;
  readonly name: string;
  readonly rest: string;
}

function expression<Name extends string>(
  where: string,
  { whole, name, rest }: Written,
  names: readonly Name[],
): Expression<Name> {
  const known = names.find((each) => each === name);
  if (known === undefined) throw unknown(where, whole, name, names);
  if (isDateName(known)) return dateExpression(where, whole, known, rest);
  if (rest !== '') throw new UserError(`${where}: ${whole} is wrong: {{${name}}} takes no arguments`);
  return { kind: 'value', name: known as Exclude<Name, DateName> };
}

function dateExpression(where: string, whole: string, name: DateName, rest: string): DateExpression {
  const hint = `Write {{${name} 'YYYYMMDD'}} or {{${name} 'YYYYMMDD-HHmmss' tz='Europe/Berlin'}}.`;
  const written = FORMAT.exec(rest);
  if (written === null) throw new UserError(`${where}: ${whole} has no format`, { hint });
  // In Handlebars, a word without quotes is the name of a value. Here it has no value, so there is no format.
  const format = written[1] ?? written[2];
  if (format === '') throw new UserError(`${where}: the format in ${whole} is empty`, { hint });
  const options = rest.slice(written[0].length).trim();
  const tz = options === '' ? undefined : ZONE.exec(options);
  if (tz === null) throw new UserError(`${where}: ${whole} is wrong after the format`, { hint });
  const zone = tz?.[1] ?? tz?.[2] ?? 'UTC';
  if (!isTimeZone(zone)) {
    throw new UserError(`${where}: ${JSON.stringify(zone)} in ${whole} is not a time zone`, {
      hint: 'Write its name in the tz database, e.g. Europe/Berlin.',
    });
  }
  const problem = format === undefined ? undefined : problemOfFormat(format, zone);
  if (problem !== undefined) throw new UserError(`${where}: ${problem} in ${whole}`);
  return { kind: 'date', name, format, zone };
}

function unknown(where: string, whole: string, name: string, names: readonly string[]): UserError {
  return new UserError(`${where}: ${whole} is not known here`, {
    hint: didYouMean(name, names) ?? knownNames(names),
  });
}

function malformed(where: string, text: string, names: readonly string[]): UserError {
  const end = text.indexOf('}}');
  const shown = end < 0 ? text : text.slice(0, end + 2);
  const problem = end < 0 ? 'is not closed by }}' : 'is not a supported expression';
  return new UserError(`${where}: ${shown} ${problem}`, { hint: knownNames(names) });
}

function knownNames(names: readonly string[]): string {
  return `These are known here: ${names.map((name) => `{{${name}}}`).join(', ')}.`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
  '`': '&#x60;',
  '=': '&#x3D;',
};

/** Escapes for HTML, as Handlebars does. So a branch `a&b` gives the same name of an image as in docker/metadata-action. */
function escaped(text: string): string {
  return text.replace(/[&<>"'`=]/g, (character) => ESCAPES[character] ?? character);
}
