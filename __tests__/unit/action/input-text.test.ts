import { describe, expect, it } from 'vitest';

import type { ListForm } from '../../../src/app/options/option.js';
import { inputBoolean, inputList, inputText } from '../../../src/action/input-text.js';

const COMMAS: ListForm = { commas: true };
const LINES: ListForm = { commas: false };

/** What docker/build-push-action makes of the same inputs, by actions-toolkit's Util.getList over csv-parse. */
const LISTS: readonly (readonly [what: string, text: string, form: ListForm, expected: readonly string[]])[] = [
  ['nothing', '', COMMAS, []],
  ['lines', 'a\nb\r\nc', COMMAS, ['a', 'b', 'c']],
  ['commas', 'a, b ,c', COMMAS, ['a', 'b', 'c']],
  ['lines and commas', 'a,b\nc', COMMAS, ['a', 'b', 'c']],
  ['empty lines and entries', '\na\n\n,b,\n', COMMAS, ['a', 'b']],
  ['commas where they separate nothing', 'type=oci,dest=x\ntype=registry', LINES, ['type=oci,dest=x', 'type=registry']],
  ['a quoted entry with commas, split all the same', '"a,b"', COMMAS, ['a', 'b']],
  ['a quoted entry in a list of them', '"a,b",c', COMMAS, ['a,b', 'c']],
  ['a quoted entry of two lines', '"KEY=one\ntwo"\nB=2', LINES, ['KEY=one\ntwo', 'B=2']],
  ['doubled quotes', '"JSON={""a"":1}"', LINES, ['JSON={"a":1}']],
  ['quotes inside an entry', 'KEY="a b"', LINES, ['KEY="a b"']],
  ['quotes around a part of an entry', '"a" b', LINES, ['"a" b']],
  ['no comments', '# a\nb # c', LINES, ['# a', 'b # c']],
  ['equals signs', 'A=b=c', LINES, ['A=b=c']],
  ['without quotes', 'type=oci,"dest=a,b"', { commas: false, quotes: false }, ['type=oci,"dest=a,b"']],
  ['whole lines', '\n a,b \r\n# "c\n', { commas: true, wholeLines: true }, ['', ' a,b ', '# "c', '']],
  ['no whole line', ' \n', { commas: true, wholeLines: true }, []],
  ['with blanks kept', 'A= x \nB=y', { commas: false, trim: false }, ['A= x ', 'B=y']],
];

describe('inputList', () => {
  it.each(LISTS)('reads %s', (_what, text, form, expected) => {
    expect(inputList({ INPUT_X: text }, 'x', form)).toEqual(expected);
  });

  it('does not show the text when a quote is not closed', () => {
    expect(() => inputList({ INPUT_SECRETS: '"A=hunter2' }, 'secrets', LINES)).toThrow(
      /^input "secrets": a quote is not closed$/,
    );
  });
});

describe('inputText and inputBoolean', () => {
  it('finds inputs as the runner passes them: upper case, hyphens kept', () => {
    expect(inputText({ 'INPUT_NO-CACHE': ' x ' }, 'no-cache')).toBe('x');
    expect(inputText({ INPUT_A_B: 'x' }, 'a b')).toBe('x');
    expect(inputText({}, 'a')).toBe('');
  });

  it('takes the booleans of YAML 1.2, and no others', () => {
    for (const text of ['true', 'True', 'TRUE']) expect(inputBoolean({ INPUT_A: text }, 'a')).toBe(true);
    for (const text of ['', 'false', 'False', 'FALSE']) expect(inputBoolean({ INPUT_A: text }, 'a')).toBe(false);
    for (const text of ['yes', '1', 'tRUE']) expect(() => inputBoolean({ INPUT_A: text }, 'a')).toThrow(/input "a"/);
  });
});
