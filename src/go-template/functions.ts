import { printf } from './printf.js';
import { TemplateError } from './template-error.js';
import { goJson, goText, type GoValue, isList, isMap, isTrue, kindOf } from './value.js';

export type GoFunction = (...values: readonly GoValue[]) => GoValue;

/** Characters that a function may make: a short template could ask for any number of them. */
const MOST_PADDING = 10_000;

/** The functions of Go's templates ("Functions"), and those that docker adds. `and` and `or` are not here: they may not look at all. */
export const FUNCTIONS: ReadonlyMap<string, GoFunction> = new Map<string, GoFunction>([
  ['not', (value) => !isTrue(value)],
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
  ['lower', (text) => textOf('lower', text).toLowerCase()],
  ['upper', (text) => textOf('upper', text).toUpperCase()],
  ['title', (text) => textOf('title', text).replace(/(?<![\p{L}\p{N}_'])\p{L}/gu, (letter) => letter.toUpperCase())],
  ['pad', (text, before, after) => pad(textOf('pad', text), numberOf('pad', before), numberOf('pad', after))],
  ['truncate', (text, length) => [...textOf('truncate', text)].slice(0, numberOf('truncate', length)).join('')],
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

function isEqual(left: GoValue, right: GoValue): boolean {
  const isPlain = (value: GoValue): boolean => typeof value !== 'object' || value === null;
  if (!isPlain(left) || !isPlain(right))
    throw new TemplateError(`${kindOf(left)} and ${kindOf(right)} cannot be compared`);
  return (left ?? null) === (right ?? null);
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
      return (spaced ? ' ' : '') + goText(value);
    })
    .join('');
}

function pad(text: string, before: number, after: number): string {
  if (before + after > MOST_PADDING) throw new TemplateError(`pad adds at most ${MOST_PADDING} spaces`);
  return text === '' ? text : ' '.repeat(before) + text + ' '.repeat(after);
}
