import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseJson, parseUncheckedJson } from '../../src/json/parse-json.js';
import { rounds } from '../support/thorough.js';

const MAX = 1024 * 1024;
/** Keys that an object may have twice without a look at how they are written. */
const key = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a', 'ä', '"', '\\', '__proto__', '0', 'a"b\\'));

/** A key, with any of its characters escaped. */
function written(name: string, escaped: readonly boolean[]): string {
  const units = name.split('').map((unit, index) => {
    const code = unit.charCodeAt(0);
    const must = code < 0x20 || unit === '"' || unit === '\\' || (code >= 0xd800 && code <= 0xdfff);
    return must || escaped[index] === true ? `\\u${code.toString(16).padStart(4, '0')}` : unit;
  });
  return `"${units.join('')}"`;
}

describe('parseJson', () => {
  it('reads every document that JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.nat(4), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseJson(text, MAX)).toEqual(parseUncheckedJson(text));
        expect(parseJson(Buffer.from(text), MAX)).toEqual(parseUncheckedJson(Buffer.from(text).toString()));
      }),
    );
  });

  it('takes of any text what the parser takes, or refuses it with a reason', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '"a"',
      '1',
      'e9',
      '-',
      'true',
      ' ',
      '\\u0061',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        let wanted: unknown;
        try {
          wanted = parseUncheckedJson(text);
        } catch {
          expect(() => parseJson(text, MAX)).toThrow(/^it /);
          return;
        }
        try {
          expect(parseJson(text, MAX)).toEqual(wanted);
        } catch (error) {
          expect((error as Error).message).toMatch(/^it has a (?:key twice|number that is too large)/);
        }
      }),
      rounds(2000),
    );
  });

  it('finds a key that an object has twice, however it is written', () => {
    const keys = fc.uniqueArray(key, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(keys, fc.nat(), fc.nat(), fc.array(fc.boolean()), fc.boolean(), (names, from, to, escaped, again) => {
        const all = names.map((name) => `${written(name, [])}:{"a":[1,{"a":2}]}`);
        const name = names[from % names.length] ?? '';
        if (again) all.splice(to % (all.length + 1), 0, `${written(name, escaped)}:0`);
        const read = (): unknown => parseJson(`[{${all.join(',')}}]`, MAX);
        if (again) expect(read).toThrow('it has a key twice in one object');
        else expect(Object.keys((read() as readonly object[])[0] ?? {})).toHaveLength(names.length);
      }),
    );
  });
});
