import { describe, expect, it } from 'vitest';

import { parseAnnotations } from '../../../../../src/app/options/values/annotation-spec.js';
import { UserError } from '../../../../../src/errors.js';
import { annotationsField } from '../../../../../src/oci/annotation.js';

const ARM64 = { os: 'linux', architecture: 'arm64' };
const AMD64 = { os: 'linux', architecture: 'amd64' };
const parse = (...texts: readonly string[]) => parseAnnotations('--annotation', texts);

describe('an annotation', () => {
  it.each([
    ['a=b', [{ level: 'manifest', key: 'a', value: 'b' }]],
    ['a=', [{ level: 'manifest', key: 'a', value: '' }]],
    ['a=b=c:d, e', [{ level: 'manifest', key: 'a', value: 'b=c:d, e' }]],
    ['index:a=b', [{ level: 'index', key: 'a', value: 'b' }]],
    [
      'manifest,index-descriptor:a=b',
      [
        { level: 'manifest', key: 'a', value: 'b' },
        { level: 'index-descriptor', key: 'a', value: 'b' },
      ],
    ],
    ['manifest[linux/arm64]:a=b', [{ level: 'manifest', platform: ARM64, key: 'a', value: 'b' }]],
    ['index[linux/arm64]:a=b', [{ level: 'index', key: 'a', value: 'b' }]],
    ['manifest:a:b=c', [{ level: 'manifest', key: 'a:b', value: 'c' }]],
    ['__proto__=x', [{ level: 'manifest', key: '__proto__', value: 'x' }]],
    ['', []],
  ])('%s', (text, expected) => {
    expect(parse(text)).toEqual(expected);
  });

  it.each([
    ['a', /invalid annotation "a", expected key=value/],
    ['=b', /expected key=value/],
    ['a b=c', /expected key=value/],
    ['org.example:a=b', /invalid annotation type "org.example"/],
    ['manifest,:a=b', /invalid annotation type ""/],
    ['manifset:a=b', /unknown annotation type "manifset"/],
    ['manifest[linux/]:a=b', /annotation "a": invalid platform "linux\/"/],
  ])('%s is refused', (text, message) => {
    expect(() => parse(text)).toThrow(UserError);
    expect(() => parse(text)).toThrow(message);
  });
});

describe('the annotations of a document', () => {
  const all = parse('z=1', 'a=2', 'index:a=3', 'manifest[linux/arm64]:a=4', 'a=5', 'manifest-descriptor:a=6');

  it('are sorted, and the later of two counts, and before it the one for the platform', () => {
    expect(JSON.stringify(annotationsField(all, 'manifest', AMD64))).toBe('{"annotations":{"a":"5","z":"1"}}');
    expect(JSON.stringify(annotationsField(all, 'manifest', ARM64))).toBe('{"annotations":{"a":"4","z":"1"}}');
    expect(annotationsField(all, 'index')).toEqual({ annotations: { a: '3' } });
    expect(annotationsField(all, 'manifest-descriptor', ARM64)).toEqual({ annotations: { a: '6' } });
    expect(annotationsField(all, 'index-descriptor')).toEqual({});
  });

  it('can have any name', () => {
    expect(JSON.stringify(annotationsField(parse('__proto__=x', '2=b', '10=a'), 'manifest', AMD64))).toContain(
      '"__proto__":"x"',
    );
  });
});
