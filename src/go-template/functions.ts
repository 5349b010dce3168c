import { printf } from './printf.js';
import { TemplateError } from './template-error.js';
import { goJson, goText, type GoValue, isList, isMap, isTrue, kindOf } from './value.js';

export type GoFunction = (...values: readonly GoValue[]) => GoValue;

/** Characters that a function may make: a short template could ask for any number of them. */
const MOST_PADDING = 10_000;

/** The functions of Go's templates ("Functions"), and those that docker adds. `and` and `or` are not here: they may not look at all. */
export const FUNCTIONS: ReadonlyMap<string, GoFunction> = new Map<string, GoFunction>([
  [
    'not',
    (...values) => {
      if (values.length !== 1) throw new TemplateError(`not takes one value, not ${values.length}`);
      return !isTrue(values[0]);
    },
  ],
  ['eq', (first, ...others) => others.some((other) => isEqual(first, other))],
  ['ne', (left, right) => !isEqual(left, right)],
  ['lt', (left, right) => order(left, right) < 0],
  ['le', (left, right) => order(left, right) <= 0],
  ['gt', (left, right) => order(left, right) > 0],
  ['ge', (left, right) => order(left, right) >= 0],
  ['len', lengthOf],
  ['index', (value, ...keys) => keys.reduce(elementOf, value)],
  ['slice', sliceOf],
  ['print', (...values) => printed(values)],
  ['println', (...values) => `${values.map(goText).join(' ')}\n`],
  ['printf', (format, ...values) => printf(textOf('printf', format), values)],
  ['json', (value) => goJson(value)],
  ['join', (list, separator) => listOf('join', list).map(goText).join(textOf('join', separator))],
  ['split', (text, separator) => textOf('split', text).split(textOf('split', separator))],
  ['lower', (text) => eachLetter(textOf('lower', text), (letter) => letter.toLowerCase())],
  ['upper', (text) => eachLetter(textOf('upper', text), (letter) => letter.toUpperCase())],
  ['title', (text) => textOf('title', text).replace(/(?<![\p{L}\p{N}_])\p{L}/gu, (letter) => letter.toUpperCase())],
  ['pad', (text, before, after) => pad(textOf('pad', text), numberOf('pad', before), numberOf('pad', after))],
  ['truncate', (text, length) => firstBytes(textOf('truncate', text), numberOf('truncate', length))],
  ['html', (...values) => escaped(printed(values), HTML)],
  ['urlquery', (...values) => new URLSearchParams([['', printed(values)]]).toString().slice(1)],
]);

function textOf(name: string, value: GoValue): string {
  if (typeof value === 'string') return value;
  throw new TemplateError(`${name} takes a text, not ${kindOf(value)}`);
}

function numberOf(name: string, value: GoValue): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new TemplateError(`${name} takes a number, not ${kindOf(value)}`);
}

function listOf(name: string, value: GoValue): readonly GoValue[] {
  // In Go, no list is an empty one.
  if (value === null || value === undefined) return [];
  if (isList(value)) return value;
  throw new TemplateError(`${name} takes a list, not ${kindOf(value)}`);
}

/** Go maps each character to one other. */
function eachLetter(text: string, change: (letter: string) => string): string {
  return [...text].map((letter) => ([...change(letter)].length === 1 ? change(letter) : letter)).join('');
}

/** Docker cuts between bytes; a character that would be cut is left out here. */
function firstBytes(text: string, most: number): string {
  let bytes = 0;
  const kept = [...text].filter((character) => (bytes += Buffer.byteLength(character)) <= most);
  return kept.join('');
}

const HTML: ReadonlyMap<string, string> = new Map([
  ['\0', '\ufffd'],
  ['"', '&#34;'],
  ["'", '&#39;'],
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);

function escaped(text: string, by: ReadonlyMap<string, string>): string {
  return [...text].map((character) => by.get(character) ?? character).join('');
}

function isEqual(left: GoValue, right: GoValue): boolean {
  const isPlain = (value: GoValue): boolean => typeof value !== 'object' || value === null;
  if (!isPlain(left) || !isPlain(right))
    throw new TemplateError(`${kindOf(left)} and ${kindOf(right)} cannot be compared`);
  if (!isNothing(left) && !isNothing(right) && typeof left !== typeof right)
    throw new TemplateError(`${kindOf(left)} and ${kindOf(right)} cannot be compared`);
  return (left ?? null) === (right ?? null);
}

function isNothing(value: GoValue): boolean {
  return value === null || value === undefined;
}

function order(left: GoValue, right: GoValue): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  throw new TemplateError(`${kindOf(left)} and ${kindOf(right)} have no order`);
}

function lengthOf(value: GoValue): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (isMap(value)) return value.size;
  return listOf('len', value).length;
}

function elementOf(value: GoValue, key: GoValue): GoValue {
  // Behind a key that is not there, Go has the empty value of the map's type: here, a text.
  if (isMap(value)) return value.has(textOf('index', key)) ? value.get(textOf('index', key)) : '';
  if (value === null || value === undefined) throw new TemplateError('index of nothing');
  const list = typeof value === 'string' ? [...Buffer.from(value)] : listOf('index', value);
  const at = numberOf('index', key);
  if (at >= list.length) throw new TemplateError(`index ${at} is out of range: there are ${list.length}`);
  return list[at];
}

function sliceOf(value: GoValue, from: GoValue = 0, to?: GoValue): GoValue {
  const sliced = typeof value === 'string' ? Buffer.from(value) : listOf('slice', value);
  const start = numberOf('slice', from);
  const end = to === undefined ? sliced.length : numberOf('slice', to);
  if (start > end || end > sliced.length) throw new TemplateError(`slice ${start}:${end} is out of range`);
  return Buffer.isBuffer(sliced) ? sliced.subarray(start, end).toString() : sliced.slice(start, end);
}

/** Go puts spaces only between values that are no texts. */
function printed(values: readonly GoValue[]): string {
  return values
    .map((value, at) => {
      const before = values[at - 1];
      const spaced = at > 0 && typeof value !== 'string' && typeof before !== 'string';
      return (spaced ? ' ' : '') + (value === null ? '<nil>' : goText(value));
    })
    .join('');
}

function pad(text: string, before: number, after: number): string {
  if (before + after > MOST_PADDING) throw new TemplateError(`pad adds at most ${MOST_PADDING} spaces`);
  return text === '' ? text : ' '.repeat(before) + text + ' '.repeat(after);
}
