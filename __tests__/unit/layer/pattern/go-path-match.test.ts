import { describe, expect, it } from 'vitest';

import { UserError } from '../../../../src/errors.js';
import { hasWildcard, Wildcard } from '../../../../src/layer/pattern/go-path-match.js';

const matches = (pattern: string, path: string): boolean => Wildcard.compile(pattern).matches(path);

describe('Wildcard', () => {
  it.each<[pattern: string, path: string, expected: boolean]>([
    ['abc', 'abc', true],
    ['*', 'abc', true],
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['*c', 'abc', true],
    ['a*', 'a', true],
    ['a*', 'abc', true],
    ['a*', 'ab/c', false],
    ['a*/b', 'abc/b', true],
    ['a*/b', 'a/c/b', false],
    ['a*b*c*d*e*/f', 'axbxcxdxe/f', true],
    ['a*b*c*d*e*/f', 'axbxcxdxexxx/f', true],
    ['a*b*c*d*e*/f', 'axbxcxdxe/xxx/f', false],
    ['a*b?c*x', 'abxbbxdbxebxczzx', true],
    ['a*b?c*x', 'abxbbxdbxebxczzy', false],
    ['ab[c]', 'abc', true],
    ['ab[b-d]', 'abc', true],
    ['ab[e-g]', 'abc', false],
    ['ab[^c]', 'abc', false],
    ['ab[^e-g]', 'abc', true],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'ab', false],
    ['a?b', 'a☺b', true],
    ['a[^a]b', 'a☺b', true],
    ['a???b', 'a☺b', false],
    ['[a-ζ]*', 'α', true],
    ['*[a-ζ]', 'A', false],
    ['a?b', 'a/b', false],
    ['a*b', 'a/b', false],
    ['[\\]a]', ']', true],
    ['[\\-]', '-', true],
    ['[x\\-]', 'x', true],
    ['[x\\-]', 'z', false],
    ['[\\-x]', 'a', false],
    ['[^a-b]', '/', true],
    ['**', 'a/b', false],
    ['a/**/b', 'a/x/b', true],
    ['a/**/b', 'a/x/y/b', false],
    ['[!a]', '!', true],
    ['[!a]', 'b', false],
    ['[[]', '[', true],
    ['😀?', '😀x', true],
    // A star never takes a slash and is not reconsidered, even where the class after it took one.
    ['*[^x]*b', 'a/cb', false],
  ])('%j on %j is %j', (pattern, path, expected) => {
    expect(matches(pattern, path)).toBe(expected);
  });

  it.each([
    '[]a]',
    '[-]',
    '[x-]',
    '[-x]',
    '[a-b-c]',
    '[',
    '[^',
    '[^bc',
    'a[',
    'a[b',
    '\\',
    'ab\\',
    '[\\',
    '[]',
    'x/[a-',
  ])('%j is refused', (pattern) => {
    const location = { file: 'Dockerfile', line: 3 };
    const compile = (): Wildcard => Wildcard.compile(pattern, location);
    expect(compile).toThrow(UserError);
    expect(compile).toThrow(
      expect.objectContaining({ message: expect.stringContaining('syntax error in pattern') as string, location }),
    );
  });

  it('is refused even where the path differs before the error', () => {
    expect(() => Wildcard.compile('zzz/[')).toThrow('syntax error in pattern');
  });

  it('takes linear time on hostile patterns', () => {
    expect(matches('a*'.repeat(2000) + 'b', 'a'.repeat(4000))).toBe(false);
    expect(matches('*?'.repeat(1000) + 'b', 'a'.repeat(4000))).toBe(false);
  });
});

describe('mayMatchBelow', () => {
  it.each<[pattern: string, directory: string, expected: boolean]>([
    ['*.ts', '', true],
    ['*.ts', 'src', false],
    ['src/*.ts', 'src', true],
    ['src/*.ts', 'node_modules', false],
    ['s*/*/x', 'src', true],
    ['s*/*/x', 'src/a', true],
    ['s*/*/x', 'src/a/b', false],
    ['s*/*/x', 'bin/a', false],
    ['s*c/x', 'src', true],
    ['s*c/x', 'srx', false],
    ['*/x/y', 'a/z', false],
    ['*/x/y', 'a/x', true],
    ['a\\/b/c', 'a/b', true],
    // A class that can match a slash can match at any depth.
    ['a[^b]c/*', 'anything/at/all', true],
  ])('%j below %j: %j', (pattern, directory, expected) => {
    expect(Wildcard.compile(pattern).mayMatchBelow(directory)).toBe(expected);
  });
});

describe('hasWildcard', () => {
  it.each<[string, boolean]>([
    ['abc', false],
    ['a*', true],
    ['a?', true],
    ['a[b]', true],
    ['a]b', false],
    ['a\\*b', false],
    ['a\\\\*b', true],
    ['a\\', false],
  ])('%j: %j', (pattern, expected) => {
    expect(hasWildcard(pattern)).toBe(expected);
  });
});
