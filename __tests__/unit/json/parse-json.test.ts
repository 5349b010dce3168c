import { describe, expect, it } from 'vitest';

import { JsonError } from '../../../src/json/json-error.js';
import { parseJson, parseUncheckedJson } from '../../../src/json/parse-json.js';

/** Levels that a document may have. */
const MAX_DEPTH = 1000;

const MIB = 1024 * 1024;
const parse = (source: string | Uint8Array): unknown => parseJson(source, 4 * MIB);

function errorOf(source: string | Uint8Array, maxBytes = 4 * MIB): JsonError {
  try {
    parseJson(source, maxBytes);
  } catch (error) {
    if (error instanceof JsonError) return error;
    throw error;
  }
  throw new Error('it was taken');
}

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const nestedObjects = (depth: number): string => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);

describe('parseJson', () => {
  it.each<[string, unknown]>([
    ['{"a":[1,-2.5e3,"x",true,false,null,{}]}', { a: [1, -2500, 'x', true, false, null, {}] }],
    [' \n[]\t', []],
    ['"\\u00e4\\"\\\\"', 'ä"\\'],
    ['0', 0],
    // A key may stand in several objects, and its text in strings.
    ['{"a":{"a":1},"b":[{"a":2},{"a":"a\\":,{"}]}', { a: { a: 1 }, b: [{ a: 2 }, { a: 'a":,{' }] }],
    ['{"":1," ":2}', { '': 1, ' ': 2 }],
    // Near the largest double, and nearer to zero than it can tell.
    ['[1.7e308,1e-999]', [1.7e308, 0]],
  ])('reads %j', (text, value) => {
    expect(parse(text)).toEqual(value);
    expect(parse(Buffer.from(text))).toEqual(value);
    expect(parseUncheckedJson(text)).toEqual(value);
  });

  it.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'it is empty'],
    ['no bytes', Buffer.alloc(0), 'it is empty'],
    ['half a document', '{"a":', 'it is not JSON: '],
    ['half a string', '["a', 'it is not JSON: '],
    ['a string that ends in a backslash', '["a\\', 'it is not JSON: '],
    ['a page of HTML', '<html>', 'it is not JSON: '],
    ['two documents', '{}{}', 'it is not JSON: '],
    ['more closed than opened', '{}]]', 'it is not JSON: '],
    ['an escape that there is not', '{"\\x":1}', 'it is not JSON: '],
    ['Latin 1', Buffer.from([0x22, 0xe4, 0x22]), 'it is not JSON: its bytes are not UTF-8'],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), 'it is not JSON: its bytes are not UTF-8'],
    ['half a character', Buffer.from([0x22, 0xc3]), 'it is not JSON: its bytes are not UTF-8'],
    ['half of a surrogate pair, encoded', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 'its bytes are not UTF-8'],
    ['a byte order mark', Buffer.from('\ufeff{}'), 'it is not JSON: it begins with a byte order mark'],
    ['a byte order mark in a string', '\ufeff{}', 'it is not JSON: it begins with a byte order mark'],
    ['a number beyond a double', '{"a":[1,1e309]}', 'it has a number that is too large: 1e309'],
    ['a negative one', '-1E+999', 'it has a number that is too large: 1E+999'],
    ['one with all its digits', '9'.repeat(400), 'it has a number that is too large: 999'],
    ['a key twice', '{"a":1,"b":{},"a":2}', 'it has a key twice in one object: "a"'],
    ['a key twice, once escaped', '{"ä":1,"\\u00e4":2}', 'it has a key twice in one object: "ä"'],
    ['a key twice, deep within', '[0,{"x":[{"y":1,"z":[],"y":1}]}]', 'it has a key twice in one object: "y"'],
    ['__proto__ twice', '{"__proto__":1,"__proto__":2}', 'it has a key twice in one object: "__proto__"'],
  ])('refuses %s', (_, source, message) => {
    expect(errorOf(source).message).toContain(message);
  });

  it('refuses four mebibytes of nesting before the parser sees them', () => {
    const deep = 'it is nested more than 1000 levels deep';
    expect(errorOf('['.repeat(4 * MIB)).message).toBe(deep);
    expect(errorOf(nested(2 * MIB)).message).toBe(deep);
    expect(errorOf(Buffer.from('{"a":'.repeat(800_000))).message).toBe(deep);
    expect(errorOf(nested(MAX_DEPTH + 1)).message).toBe(deep);
    expect(errorOf(nestedObjects(MAX_DEPTH + 1)).message).toBe(deep);
  });

  it('takes what is as deep as is allowed, which can be written again', () => {
    for (const text of [nested(MAX_DEPTH), nestedObjects(MAX_DEPTH)]) expect(JSON.stringify(parse(text))).toBe(text);
    const wide = `[${Array(100_000).fill('[{}]').join(',')}]`;
    expect(parse(wide)).toHaveLength(100_000);
  });

  it('looks at no byte of what is too large', () => {
    expect(parseJson('"1234"', 6)).toBe('1234');
    expect(errorOf('"12345"', 6).message).toBe('it has 7 bytes; at most 6 are read');
    expect(errorOf(Buffer.from([0xff, 0xff, 0xff]), 2).message).toBe('it has 3 bytes; at most 2 are read');
    // Bytes count, not characters.
    expect(errorOf('"äää"', 6).message).toBe('it has 8 bytes; at most 6 are read');
  });

  it('takes __proto__ for a key like any other', () => {
    const value = parse('{"__proto__":{"polluted":true},"constructor":1}') as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('takes the last of two keys where that is asked for', () => {
    expect(parseJson('{"a":1,"a":2}', MIB, 'last-wins')).toEqual({ a: 2 });
  });

  it('keeps the text out of the reason, and out of the way in the message', () => {
    const secret = errorOf('{"auth": s3cret}');
    expect(secret.reason).toBe('it is not JSON');
    expect(secret.message).toMatch(/^it is not JSON: .*s3cret/);
    expect(errorOf('{"s3cret":1,"s3cret":2}').reason).toBe('it has a key twice in one object');
    expect(errorOf('\u001b[31m\u202e').message).not.toMatch(/\p{Cc}|\u202e/u);
    expect(errorOf(`{"${'k'.repeat(5000)}":1,"${'k'.repeat(5000)}":2}`).message.length).toBeLessThan(300);
  });
});
