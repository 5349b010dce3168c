import { describe, expect, it } from 'vitest';

import {
  array,
  arrayOfValid,
  asArray,
  asObject,
  mapOf,
  nonEmptyArray,
  nullable,
  tuple,
  withDefault,
} from '../../../src/json/containers.js';
import { decodeOrUndefined, orThrow, parseOrUndefined } from '../../../src/json/decode-or.js';
import {
  anything,
  boolean,
  type Decoder,
  integer,
  nonNegative,
  nonNegativeInteger,
  number,
  oneOf,
  positiveInteger,
  refine,
  string,
  stringMatching,
  stringUpTo,
  utcTime,
} from '../../../src/json/decoder.js';
import { DecodeError } from '../../../src/json/json-error.js';

function messageOf(decoder: Decoder<unknown>, value: unknown): string {
  try {
    decoder(value);
  } catch (error) {
    if (error instanceof DecodeError) return error.message;
    throw error;
  }
  throw new Error('it was taken');
}

const commit = stringMatching(/^[a-f0-9]{4}$/, 'a commit');
const even = refine(integer, (value) => value % 2 === 0, 'an even integer');

describe('decoders of one value', () => {
  it.each<[string, Decoder<unknown>, readonly unknown[]]>([
    ['string', string, ['', 'a', 'x'.repeat(1_000_000)]],
    ['stringUpTo', stringUpTo(3), ['', 'abc']],
    ['stringMatching', commit, ['0af1']],
    ['utcTime', utcTime, ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.678901234Z']],
    ['boolean', boolean, [true, false]],
    ['number', number, [0, -1.5, 1e300]],
    ['integer', integer, [0, -5, Number.MAX_SAFE_INTEGER]],
    ['nonNegative', nonNegative, [0, 0.5]],
    ['nonNegativeInteger', nonNegativeInteger, [0, Number.MAX_SAFE_INTEGER]],
    ['positiveInteger', positiveInteger, [1, 2]],
    ['oneOf', oneOf('a', 1, true), ['a', 1, true]],
    ['refine', even, [0, -2]],
    ['anything', anything, [undefined, null, {}, 'x']],
    ['nullable', nullable(string), [null, 'x']],
  ])('%s takes what it names', (_, decoder, values) => {
    for (const value of values) expect(decoder(value)).toBe(value);
  });

  it.each<[Decoder<unknown>, unknown, string]>([
    [string, 1, 'the document should be a string, but is 1'],
    [string, null, 'the document should be a string, but is null'],
    [string, undefined, 'the document is missing'],
    [stringUpTo(3), 'abcd', 'the document should be a string of at most 3 characters, but is "abcd"'],
    [commit, 'no', 'the document should be a commit, but is "no"'],
    [utcTime, '2026-01-02T03:04:05', 'a time in UTC'],
    [utcTime, '2026-01-02T03:04:05+01:00', 'a time in UTC'],
    [utcTime, '2026-13-02T03:04:05Z', 'a time in UTC'],
    [boolean, 'true', 'the document should be true or false, but is "true"'],
    [boolean, 0, 'true or false'],
    [number, NaN, 'the document should be a number, but is NaN'],
    [number, Infinity, 'a number'],
    [number, '1', 'a number'],
    [integer, 1.5, 'the document should be an integer, but is 1.5'],
    [integer, 2 ** 53, 'an integer'],
    [nonNegative, -0.1, 'the document should be a number that is not negative, but is -0.1'],
    [nonNegativeInteger, -1, 'the document should be an integer that is not negative, but is -1'],
    [nonNegativeInteger, 0.5, 'an integer'],
    [positiveInteger, 0, 'the document should be an integer from 1, but is 0'],
    [oneOf('a', 1, true), 'b', 'the document should be "a" or 1 or true, but is "b"'],
    [oneOf('1'), 1, 'the document should be "1", but is 1'],
    [even, 3, 'the document should be an even integer, but is 3'],
    [nullable(string), 5, 'a string'],
    [nullable(string), undefined, 'the document is missing'],
    [string, [], 'the document should be a string, but is an array'],
    [string, { a: 1 }, 'the document should be a string, but is an object'],
  ])('says what is wrong (%#)', (decoder, value, message) => {
    expect(messageOf(decoder, value)).toContain(message);
  });

  it('shows the beginning of a long string, on one line', () => {
    const message = messageOf(commit, `a\nb\u202e\u001b[2J${'x'.repeat(10_000)}`);
    expect(message.length).toBeLessThan(200);
    expect(message).not.toMatch(/\p{Cc}|\u202e/u);
  });
});

describe('decoders of arrays and maps', () => {
  it('give copies of what they take', () => {
    const given = ['a', 'b'];
    expect(array(string)(given)).toEqual(given);
    expect(array(string)(given)).not.toBe(given);
    expect(array(string, 2)(given)).toEqual(given);
    expect(array(string)([])).toEqual([]);
    expect(nonEmptyArray(string)(['a'])).toEqual(['a']);
    expect(tuple(string, integer)(['a', 1])).toEqual(['a', 1]);
    expect(mapOf(integer)({ a: 1, 'b.c': 2 })).toEqual({ a: 1, 'b.c': 2 });
    expect(asArray(given)).toBe(given);
    expect(asObject({})).toEqual({});
  });

  it('leave out entries that are wrong where that is asked for', () => {
    expect(arrayOfValid(integer)([1, 'x', null, 2, {}, [3]])).toEqual([1, 2]);
    expect(messageOf(arrayOfValid(integer), {})).toContain('an array');
  });

  it('take null and nothing for the default', () => {
    const list = withDefault(array(string), []);
    expect(list(undefined)).toEqual([]);
    expect(list(null)).toEqual([]);
    expect(list(['a'])).toEqual(['a']);
    expect(messageOf(list, false)).toContain('an array');
  });

  it.each<[Decoder<unknown>, unknown, string]>([
    [array(string), {}, 'the document should be an array, but is an object'],
    [array(string), ['a', 1], '[1] should be a string, but is 1'],
    [array(array(integer)), [[1], [2, 'x']], '[1][1] should be an integer, but is "x"'],
    [array(string, 1), ['a', 'b'], 'an array of at most 1 entries'],
    [nonEmptyArray(string), [], 'an array of at least one entry'],
    [nonEmptyArray(string, 1), ['a', 'b'], 'an array of at most 1 entries'],
    [tuple(string, integer), ['a'], 'an array of 2 entries'],
    [tuple(string, integer), ['a', 'b'], '[1] should be an integer, but is "b"'],
    [mapOf(integer), [], 'the document should be an object, but is an array'],
    [mapOf(integer), null, 'the document should be an object, but is null'],
    [mapOf(integer), { a: 1, b: 'x' }, 'b should be an integer, but is "x"'],
    [mapOf(mapOf(integer)), { a: { b: null } }, 'a.b should be an integer, but is null'],
    [mapOf(integer), { 'org.example.a': 'x' }, '["org.example.a"] should be an integer, but is "x"'],
    [mapOf(array(integer)), { 'a b': [1, 'x'] }, '["a b"][1] should be an integer, but is "x"'],
  ])('say where it is wrong (%#)', (decoder, value, message) => {
    expect(messageOf(decoder, value)).toContain(message);
  });

  it('keep __proto__ as a key', () => {
    const map = mapOf(string)(JSON.parse('{"__proto__":"x","a":"b"}'));
    expect(Object.entries(map)).toEqual([
      ['__proto__', 'x'],
      ['a', 'b'],
    ]);
    expect(Object.getPrototypeOf(map)).toBe(Object.prototype);
  });

  it('show a key of any length and kind on one line', () => {
    const message = messageOf(mapOf(integer), { [`\n\u202e${'k'.repeat(10_000)}`]: 'x' });
    expect(message.length).toBeLessThan(250);
    expect(message).not.toMatch(/\p{Cc}|\u202e/u);
  });

  it('keep values out of the reason', () => {
    try {
      mapOf(integer)({ password: 's3cret' });
      expect.unreachable();
    } catch (error) {
      expect((error as DecodeError).reason).toBe('password should be an integer');
      expect((error as DecodeError).message).toBe('password should be an integer, but is "s3cret"');
    }
  });

  it('let errors of other kinds pass', () => {
    const bug: Decoder<never> = () => {
      throw new TypeError('bug');
    };
    for (const decoder of [array(bug), mapOf(bug), tuple(bug), arrayOfValid(bug)]) {
      expect(() => decoder(decoder(['x']))).toThrow();
    }
    expect(() => array(bug)(['x'])).toThrow(TypeError);
    expect(() => arrayOfValid(bug)(['x'])).toThrow(TypeError);
    expect(() => decodeOrUndefined(bug, 1)).toThrow(TypeError);
  });
});

describe('a failure', () => {
  it('becomes undefined where content may as well not be there', () => {
    expect(decodeOrUndefined(string, 'x')).toBe('x');
    expect(decodeOrUndefined(string, 1)).toBeUndefined();
    expect(parseOrUndefined(string, '"x"', 10)).toBe('x');
    expect(parseOrUndefined(string, '1', 10)).toBeUndefined();
    expect(parseOrUndefined(string, '"x', 10)).toBeUndefined();
    expect(parseOrUndefined(string, Buffer.from('"x"'), 2)).toBeUndefined();
  });

  it("becomes the caller's error", () => {
    const read = (value: unknown) => () => string(value);
    const toError = (error: Error): Error => new RangeError(`r.json: ${error.message}`, { cause: error });
    expect(orThrow(read('x'), toError)).toBe('x');
    expect(() => orThrow(read(1), toError)).toThrow(
      new RangeError('r.json: the document should be a string, but is 1'),
    );
    const bug = (): never => {
      throw new TypeError('bug');
    };
    expect(() => orThrow(bug, toError)).toThrow(TypeError);
  });
});
