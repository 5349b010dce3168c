import { describe, expect, it } from 'vitest';

import { excludePatterns, IgnoreMatcher, readIgnoreFile } from '../../../../src/layer/pattern/dockerignore.js';
import { PathPattern } from '../../../../src/layer/pattern/moby-pattern.js';

const read = (text: string): readonly string[] =>
  readIgnoreFile(Buffer.from(text, 'latin1'), '.dockerignore').map(
    (pattern) => (pattern.exception ? '!' : '') + pattern.path.source,
  );
const matcher = (...lines: string[]): IgnoreMatcher =>
  IgnoreMatcher.of(readIgnoreFile(Buffer.from(lines.join('\n')), '.dockerignore'));
const excluded = (lines: string[], path: string): boolean => matcher(...lines).matches(path).excluded;

describe('readIgnoreFile', () => {
  it('cleans lines as moby does', () => {
    expect(
      read(
        'test1\n/test2\n/a/file/here\n\n  lastfile \t\n# comment\n #no comment\n! /inverted/abs/path \n./rel/../x/\n!./y//z\r\n/\n.\n',
      ),
    ).toEqual([
      'test1',
      'test2',
      'a/file/here',
      'lastfile',
      '#no comment',
      '!inverted/abs/path',
      'x',
      '!y/z',
      '/',
      '.',
    ]);
  });

  it('drops a BOM, also before a comment, and only at the beginning', () => {
    expect(read('\xef\xbb\xbfa\nb')).toEqual(['a', 'b']);
    expect(read('\xef\xbb\xbf# a\nb')).toEqual(['b']);
    expect(read('a\n\xef\xbb\xbfb')).toEqual(['a', '\ufeffb']);
  });

  it('keeps bytes that are not UTF-8', () => {
    expect(read('caf\xe9')).toEqual(['caf\udce9']);
    expect(IgnoreMatcher.of(readIgnoreFile(Buffer.from('caf\xe9', 'latin1'), 'x')).matches('caf\udce9').excluded).toBe(
      true,
    );
  });

  it('trims the blanks that Go trims', () => {
    expect(read('\xc2\xa0a\xe2\x80\xa8')).toEqual(['a']);
    expect(read('\v\f\xc2\x85a')).toEqual(['a']);
  });

  it.each([
    ['a\n!\n', 2, 'illegal exclusion pattern: "!"'],
    ['a\n\n!  \n', 3, 'illegal exclusion pattern: "!"'],
    ['!/\n', 1, 'illegal exclusion pattern: "!"'],
    ['a\n[z', 2, 'syntax error in pattern'],
    ['# x\nb\\', 2, 'syntax error in pattern'],
    ['a\n' + 'x'.repeat(70_000), 2, 'line is too long'],
  ])('refuses %j at line %i', (text, line, message) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({
        name: 'UserError',
        message: expect.stringContaining(message) as string,
        location: { file: '.dockerignore', line },
      }),
    );
  });

  it('refuses a range that only the matching finds wrong when a path is held against it', () => {
    const patterns = matcher('ok', '[z-a]x');
    expect(patterns.matches('ok').excluded).toBe(true);
    expect(() => patterns.matches('zx')).toThrow(
      expect.objectContaining({ name: 'UserError', location: { file: '.dockerignore', line: 2 } }),
    );
  });
});

describe('IgnoreMatcher', () => {
  it.each<[lines: string[], path: string, expected: boolean]>([
    [['**'], 'file', true],
    [['**'], 'dir/file', true],
    [['**/'], 'file', true],
    [['**/**'], 'dir/file', true],
    [['dir/**'], 'dir', false],
    [['dir/**'], 'dir/file', true],
    [['dir/**'], 'dir/dir2/file', true],
    [['**/dir'], 'dir/file', true],
    [['**/dir'], 'a/b/dir', true],
    [['**/dir2/*'], 'dir/dir2/file', true],
    [['**/dir2/**'], 'dir/dir2/dir2/file', true],
    [['**file'], 'dir/file', true],
    [['**/file'], 'xfile', false],
    [['**/file*txt'], 'dir/dir/filetxt', true],
    [['**/**/*.txt'], 'dir/file.txt', true],
    [['**/**/*.txt2'], 'dir/file.txt', false],
    [['a**/*.txt'], 'a/dir/file.txt', true],
    [['a/*.txt'], 'a/dir/file.txt', false],
    [['a[b-d]e'], 'ace', true],
    [['a[^b-d]e'], 'ace', false],
    [['a.|)$(}+{bc'], 'a.|)$(}+{bc', true],
    [['a.c*'], 'abcd', false],
    [['*.{js,ts}'], 'x.{js,ts}', true],
    [['*.{js,ts}'], 'x.js', false],
    [['*|x'], 'a|x', true],
    [['(a)?'], '(a)b', true],
    [['$x*'], '$xy', true],
    [['dir/\\*'], 'dir/*', true],
    [['dir/\\*'], 'dir/a', false],
    [['.*'], '.foo', true],
    [['.*'], 'foo', false],
    [['abc/def'], 'abc-def', false],
    [['abc?def'], 'abc/def', false],
    [['a\\\\'], 'a\\', true],
    [['*', '!keep'], 'keep', false],
    [['*', '!keep'], 'other', true],
    [['!keep', '*'], 'keep', true],
    [['docs', '!docs/README.md'], 'docs/README.md', false],
    [['docs', '!docs/README.md'], 'docs/x', true],
    [['docs/*', '!docs/keep'], 'docs/keep/deep/file', false],
    [['*', '!docs', 'docs/x'], 'docs/x/y', true],
    [['*', '!docs', 'docs/x'], 'docs/y', false],
    [['foo*', '!foo/x', 'foo/x/y'], 'foo/x/y', true],
    // moby's walk: the third pattern did not count for `foo`, so it does not hold for what is in it.
    [['foo', '!foo/x', 'foo'], 'foo/x', false],
    [['\\d*'], '7up', true],
    [['a^b*'], 'a^bc', false],
    [['a^b'], 'a^b', true],
    [['[*]x'], '*]x', false],
    [['[[:digit:]]x'], '4x', true],
    [['\\Qab?x'], 'ab[^/]x', true],
    [['.'], 'a', false],
    [['/'], 'a', false],
    [['..'], 'a', false],
  ])('%j on %j: %j', (lines, path, expected) => {
    expect(excluded(lines, path)).toBe(expected);
  });

  it('never excludes the root', () => {
    expect(excluded(['**'], '')).toBe(false);
  });

  it('names the pattern that decided, as it was written', () => {
    const patterns = matcher('  /node_modules/ ', '*.log', '! keep.log');
    expect(patterns.matches('node_modules/a/b').pattern).toBe('/node_modules/');
    expect(patterns.matches('x.log')).toMatchObject({ excluded: true, pattern: '*.log' });
    expect(patterns.matches('keep.log')).toMatchObject({ excluded: false, pattern: '! keep.log' });
    expect(patterns.matches('src')).not.toHaveProperty('pattern');
  });

  it.each<[lines: string[], directory: string, expected: boolean]>([
    [['node_modules'], 'node_modules', false],
    [['*', '!src'], 'node_modules', false],
    [['*', '!src/main'], 'src', true],
    [['*', '!src/main'], 'src/main', false],
    [['*', '!src/main/**'], 'src/main', true],
    [['*', '!src/main/**'], 'src/main/deep', true],
    [['*', '!src/*/x.ts'], 'src/a', true],
    [['*', '!src/*/x.ts'], 'src/a/b', false],
    [['*', '!**/x.ts'], 'any/depth', true],
    [['*', '!**/*.ts'], 'any/depth', true],
    [['*', '!a?c/x'], 'abc', true],
    [['*', '!a?c/x'], 'abd', false],
    [['*', '!s[a-c]/**/x'], 'sb/t/u', true],
    [['*', '!s[a-c]/**/x'], 'sd', false],
  ])('mayContainIncluded: %j below %j: %j', (lines, directory, expected) => {
    expect(matcher(...lines).mayContainIncluded(directory)).toBe(expected);
  });

  it('takes linear time on hostile patterns', () => {
    const patterns = matcher('**/*a'.repeat(200) + '*b', '*a'.repeat(500) + 'b');
    expect(patterns.matches('a/'.repeat(100) + 'a'.repeat(2000)).excluded).toBe(false);
  });
});

describe('excludePatterns', () => {
  it('cleans less than a .dockerignore does', () => {
    const sources = excludePatterns(['/abs', ' a/../b ', '', '!x']).map(({ path, exception }) => [
      path.source,
      exception,
    ]);
    expect(sources).toEqual([
      ['/abs', false],
      ['b', false],
      ['x', true],
    ]);
    expect(() => excludePatterns(['!'], { file: 'Dockerfile', line: 7 })).toThrow(
      expect.objectContaining({ location: { file: 'Dockerfile', line: 7 } }),
    );
  });
});

describe('PathPattern.covers', () => {
  it.each<[pattern: string, path: string, expected: boolean]>([
    ['a/**/c.txt', 'a/b/x/c.txt', true],
    ['a/**/c.txt', 'a/c.txt', true],
    ['**/dir', 'x/dir/deep/file', true],
    ['dir/*', 'dir/x/y', true],
    ['dir/*', 'dir', false],
  ])('%j, %j: %j', (pattern, path, expected) => {
    expect(PathPattern.compile(pattern).covers(path)).toBe(expected);
  });
});
