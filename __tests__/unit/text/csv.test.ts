import { describe, expect, it } from 'vitest';

import { csvFields, csvRecords, type CsvQuotes } from '../../../src/text/csv.js';

describe("a flag's fields", () => {
  it.each([
    ['type=oci,dest=a', ['type=oci', 'dest=a']],
    ['type=oci,"dest=a,b"', ['type=oci', 'dest=a,b']],
    ['"a ""b"" c",d', ['a "b" c', 'd']],
    ['a,,b', ['a', '', 'b']],
    [',', ['', '']],
    ['a,', ['a', '']],
    ['"",a', ['', 'a']],
    ['""', ['']],
    ['""""', ['"']],
    ['', []],
  ])('%s', (text, fields) => {
    expect(csvFields(text)).toEqual(fields);
  });

  it.each([
    ['a"b', /^stray quote/],
    ['"a"b', /^stray quote/],
    ['"a" ,b', /^stray quote/],
    ['"a', /^a quote is not closed/],
    ['"a""', /^a quote is not closed/],
    ['x,"y', /^a quote is not closed/],
  ])('%s is refused', (text, message) => {
    expect(() => csvFields(text)).toThrow(message);
  });
});

describe('records', () => {
  it.each<[string, CsvQuotes, string[][]]>([
    ['a,b\nc', 'relaxed', [['a', 'b'], ['c']]],
    ['a\r\nb\rc\n\n', 'relaxed', [['a'], ['b'], ['c']]],
    ['""\n\na', 'relaxed', [[''], ['a']]],
    [
      ',\n,',
      'relaxed',
      [
        ['', ''],
        ['', ''],
      ],
    ],
    ['"a\nb",c', 'relaxed', [['a\nb', 'c']]],
    ['"a"b,c', 'relaxed', [['"a"b', 'c']]],
    ['"a""b"c"d', 'relaxed', [['"a"b"c"d']]],
    ['a"b"', 'relaxed', [['a"b"']]],
    ['"a,b"\n"c', 'none', [['"a', 'b"'], ['"c']]],
  ])('%j with %s quotes', (text, quotes, expected) => {
    expect(csvRecords(text, quotes)).toEqual(expected);
  });

  it('does not take a quote for closed that is doubled', () => {
    expect(() => csvRecords('"a""\nb', 'relaxed')).toThrow('a quote is not closed');
  });
});
