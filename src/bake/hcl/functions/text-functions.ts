import path from 'node:path/posix';

import { CallError } from '../evaluate/scope.js';
import { convert, textOf } from '../values/convert.js';
import { type Type, STRING } from '../values/type.js';
import { listValue, numberValue, stringValue } from '../values/value.js';
import { type FunctionTable, number, takes, text } from './declare.js';
import { formatted, formattedList } from './format.js';

const STRINGS: Type = { kind: 'list', of: STRING };

/** What a reader takes for one character. */
function graphemes(value: string): string[] {
  return [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(value)].map(({ segment }) => segment);
}

function changes(change: (value: string) => string): ReturnType<typeof takes> {
  return takes([text('str')], (args) => stringValue(change(args.text(0))));
}

export const TEXT_FUNCTIONS: FunctionTable = new Map([
  ['lower', changes((value) => eachLetter(value, (letter) => letter.toLowerCase()))],
  ['upper', changes((value) => eachLetter(value, (letter) => letter.toUpperCase()))],
  ['title', changes((value) => value.replace(/(?<![\p{L}\p{N}_'])\p{L}/gu, (letter) => letter.toUpperCase()))],
  ['trimspace', changes((value) => value.trim())],
  ['chomp', changes((value) => value.replace(/[\r\n]+$/, ''))],
  ['reverse', changes((value) => graphemes(value).reverse().join(''))],
  ['sanitize', changes((value) => [...value].map((each) => (/[a-zA-Z0-9_-]/.test(each) ? each : '_')).join(''))],
  ['basename', changes(baseName)],
  ['dirname', changes((value) => path.normalize(path.dirname(value)))],
  ['trim', takes([text('str'), text('cutset')], (args) => stringValue(trimmed(args.text(0), args.text(1))))],
  [
    'trimprefix',
    takes([text('str'), text('prefix')], (args) =>
      stringValue(args.text(0).startsWith(args.text(1)) ? args.text(0).slice(args.text(1).length) : args.text(0)),
    ),
  ],
  [
    'trimsuffix',
    takes([text('str'), text('suffix')], (args) => {
      const [value, suffix] = [args.text(0), args.text(1)];
      return stringValue(value.endsWith(suffix) ? value.slice(0, value.length - suffix.length) : value);
    }),
  ],
  [
    'replace',
    takes([text('str'), text('substr'), text('replace')], (args, budget) => {
      const replaced = args.text(0).replaceAll(args.text(1), () => args.text(2));
      budget.characters(replaced.length);
      return stringValue(replaced);
    }),
  ],
  [
    'indent',
    takes([number('spaces'), text('str')], (args, budget) => {
      const spaces = Math.max(0, args.integer(0));
      budget.characters(spaces * args.text(1).split('\n').length);
      return stringValue(args.text(1).replaceAll('\n', `\n${' '.repeat(spaces)}`));
    }),
  ],
  ['strlen', takes([text('str')], (args) => numberValue(graphemes(args.text(0)).length))],
  [
    'substr',
    takes([text('str'), number('offset'), number('length')], (args) =>
      stringValue(part(graphemes(args.text(0)), args.integer(1), args.integer(2))),
    ),
  ],
  [
    'split',
    takes([text('separator'), text('str')], (args) => {
      const pieces = args.text(0) === '' ? [...args.text(1)] : args.text(1).split(args.text(0));
      return listValue(pieces.map(stringValue), STRING);
    }),
  ],
  [
    'join',
    takes(
      [text('separator'), { name: 'lists', type: STRINGS }],
      (args, budget) => {
        const items = args.all.slice(1).flatMap((list) => (list.kind === 'list' ? list.items : []));
        const joined = items.map(textOf).join(args.text(0));
        budget.characters(joined.length);
        return stringValue(joined);
      },
      { name: 'lists', type: STRINGS },
    ),
  ],
  [
    'sort',
    takes([{ name: 'list', type: STRINGS }], (args) =>
      listValue(args.items(0).map(textOf).sort().map(stringValue), STRING),
    ),
  ],
  [
    'format',
    takes([text('format')], (args, budget) => stringValue(formatted(args.text(0), args.all.slice(1), budget)), {
      name: 'args',
      type: { kind: 'any' },
      nullable: true,
    }),
  ],
  [
    'formatlist',
    takes(
      [text('format')],
      (args, budget) => convert(formattedList(args.text(0), args.all.slice(1), budget), STRINGS),
      { name: 'args', type: { kind: 'any' }, nullable: true },
    ),
  ],
]);

/** Go maps each character to one other. */
function eachLetter(value: string, change: (letter: string) => string): string {
  return [...value].map((letter) => ([...change(letter)].length === 1 ? change(letter) : letter)).join('');
}

/** As Go's path.Base. */
function baseName(value: string): string {
  if (value === '') return '.';
  const trimmedEnd = value.replace(/\/+$/, '');
  return trimmedEnd === '' ? '/' : trimmedEnd.slice(trimmedEnd.lastIndexOf('/') + 1);
}

function trimmed(value: string, cutset: string): string {
  const cut = new Set(cutset);
  const characters = [...value];
  const first = characters.findIndex((each) => !cut.has(each));
  const last = characters.findLastIndex((each) => !cut.has(each));
  return first < 0 ? '' : characters.slice(first, last + 1).join('');
}

function part(characters: readonly string[], offset: number, length: number): string {
  const start = offset < 0 ? characters.length + offset : offset;
  if (start < 0) throw new CallError('the offset lies before the text');
  return characters.slice(start, length < 0 ? undefined : start + length).join('');
}
