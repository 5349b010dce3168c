import { describe, expect, it } from 'vitest';

import { array, withDefault } from '../../../src/json/containers.js';
import { anything, type Decoder, integer, oneOf, string } from '../../../src/json/decoder.js';
import { DecodeError } from '../../../src/json/json-error.js';
import { type Decoded, ifValid, looseObject, nullish, object, optional } from '../../../src/json/object.js';
import { union, unionByPresence } from '../../../src/json/union.js';

function messageOf(decoder: Decoder<unknown>, value: unknown): string {
  try {
    decoder(value);
  } catch (error) {
    if (error instanceof DecodeError) return error.message;
    throw error;
  }
  throw new Error('it was taken');
}

interface Blob {
  readonly size: number;
  readonly name?: string;
  readonly parts: readonly Part[];
}
interface Part {
  readonly id: string;
}

const blob = object<Blob>({
  size: integer,
  name: optional(string),
  parts: withDefault(array(object<Part>({ id: string })), []),
});

describe('object', () => {
  it('takes its fields and drops others', () => {
    expect(blob({ size: 1, name: 'n', parts: [{ id: 'a', more: 1 }], later: true })).toEqual({
      size: 1,
      name: 'n',
      parts: [{ id: 'a' }],
    });
    expect(Object.keys(blob({ parts: null, size: 1 }))).toEqual(['size', 'parts']);
  });

  it.each<[unknown, string]>([
    [null, 'the document should be an object, but is null'],
    [[], 'the document should be an object, but is an array'],
    ['x', 'the document should be an object, but is "x"'],
    [{}, 'size is missing'],
    [{ size: null }, 'size should be an integer, but is null'],
    [{ size: 1, name: null }, 'name should be a string, but is null'],
    [{ size: 1, name: 5 }, 'name should be a string, but is 5'],
    [{ size: 1, parts: [{ id: 'a' }, {}] }, 'parts[1].id is missing'],
    [{ size: 1, parts: [{ id: 'a' }, 'b'] }, 'parts[1] should be an object, but is "b"'],
  ])('says what is wrong with %j, and where', (value, message) => {
    expect(messageOf(blob, value)).toBe(message);
  });

  it('knows fields that Object has from those that the document has', () => {
    const odd = object({ constructor: optional(string), toString: optional(string) });
    expect(Object.keys(odd({}))).toEqual([]);
    expect(messageOf(object({ valueOf: string }), {})).toBe('valueOf is missing');
    const polluting = JSON.parse('{"__proto__":{"size":1}}') as unknown;
    expect(messageOf(blob, polluting)).toBe('size is missing');
  });

  it('reads null as missing where Go may have written it, and only there', () => {
    const go = object({ list: nullish(array(string)), name: optional(string) });
    expect(go({ list: null })).toEqual({});
    expect('list' in go({ list: null })).toBe(false);
    expect(messageOf(go, { name: null })).toContain('name should be a string');
  });

  it('reads as missing what is wrong, where that is asked for', () => {
    const lenient = object({ code: ifValid(string), other: ifValid(array(string)) });
    expect(lenient({ code: 5, other: ['a'] })).toEqual({ other: ['a'] });
  });

  it('makes the type of its fields, or asks for each field of a type', () => {
    const inferred = object({ a: string, b: nullish(integer), c: object({ d: oneOf('x', 'y') }) });
    const value: { readonly a: string; readonly b?: number | undefined; readonly c: { readonly d: 'x' | 'y' } } =
      inferred({ a: 'a', c: { d: 'x' } });
    const back: Decoded<typeof inferred> = value;
    expect(back.c.d).toBe('x');
    const types = [
      // @ts-expect-error a field is forgotten
      () => object<Part & { readonly other: string }>({ id: string }),
      // @ts-expect-error a field that may be missing is forgotten
      () => object<Blob>({ size: integer, parts: withDefault(array(object<Part>({ id: string })), []) }),
      // @ts-expect-error a field that may be missing is not marked as such
      () => object<{ readonly name?: string }>({ name: string }),
      // @ts-expect-error a field that must be there is marked as one that may be missing
      () => object<Part>({ id: optional(string) }),
      // @ts-expect-error a field is of another type
      () => object<Part>({ id: integer }),
    ];
    expect(types).toHaveLength(5);
  });
});

describe('looseObject', () => {
  const config = looseObject<{ readonly os: string; readonly Env?: readonly string[]; readonly Cmd?: string | null }>({
    os: string,
    Env: nullish(array(string)),
    Cmd: optional((value) => (value === null ? null : string(value))),
  });

  it('keeps what it does not know, in its place', () => {
    const text = '{"z":[1,{"y":null}],"os":"linux","__proto__":{"p":1},"Env":["A=b"],"a":null,"Cmd":null}';
    expect(JSON.stringify(config(JSON.parse(text)))).toBe(text);
    expect(JSON.stringify(config({ Env: null, os: 'linux' }))).toBe('{"os":"linux"}');
  });

  it('says what is wrong with what it knows', () => {
    expect(messageOf(config, { a: 1 })).toBe('os is missing');
    expect(messageOf(config, { os: 'linux', Env: ['a', 1] })).toBe('Env[1] should be a string, but is 1');
    expect(messageOf(config, [])).toBe('the document should be an object, but is an array');
  });
});

describe('union', () => {
  type Event =
    | { readonly type: 'started' }
    | { readonly type: 'ended'; readonly code: number }
    | { readonly type: 'out' | 'err'; readonly text: string };
  const text = object({ text: string });
  const event = union<Event, 'type'>('type', {
    started: object({}),
    ended: object({ code: integer }),
    out: text,
    err: text,
  });

  it('decodes by the tag', () => {
    expect(event({ type: 'ended', code: 1, more: 2 })).toEqual({ type: 'ended', code: 1 });
    expect(event({ type: 'err', text: 'x' })).toEqual({ type: 'err', text: 'x' });
    expect(event({ type: 'started' })).toEqual({ type: 'started' });
  });

  it.each<[unknown, string]>([
    [{}, 'type is missing'],
    [{ type: 1 }, 'type should be one of started, ended, out, err, but is 1'],
    [{ type: 'constructor' }, 'type should be one of started, ended, out, err, but is "constructor"'],
    [{ type: '__proto__' }, 'type should be one of started, ended, out, err, but is "__proto__"'],
    [{ type: 'ended' }, 'code is missing'],
    [null, 'the document should be an object, but is null'],
  ])('says what is wrong with %j', (value, message) => {
    expect(messageOf(event, value)).toBe(message);
    expect(messageOf(array(event), [value])).toContain(message.replace('the document', '[0]'));
  });

  it('makes the type of its members, or asks for each member of a type', () => {
    const inferred = union('kind', { a: object({ x: integer }), b: object({}) });
    const value: { readonly kind: 'a'; readonly x: number } | { readonly kind: 'b' } = inferred({ kind: 'a', x: 1 });
    expect(value).toEqual({ kind: 'a', x: 1 });
    const types = [
      // @ts-expect-error a member is forgotten
      () => union<Event, 'type'>('type', { started: object({}), ended: object({ code: integer }), out: text }),
      // @ts-expect-error a member lacks a field
      () => union<Event, 'type'>('type', { started: object({}), ended: object({}), out: text, err: text }),
    ];
    expect(types).toHaveLength(2);
  });

  it('may tell two apart by a field that one of them has', () => {
    const either = unionByPresence('mount', object({ mount: string }), object({ digest: string, why: anything }));
    expect(either({ mount: 'm', digest: 'd' })).toEqual({ mount: 'm' });
    expect(either({ digest: 'd' })).toEqual({ digest: 'd' });
    expect(messageOf(either, { mount: 5 })).toBe('mount should be a string, but is 5');
    expect(messageOf(either, {})).toBe('digest is missing');
  });
});
