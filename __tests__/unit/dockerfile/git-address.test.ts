import { describe, expect, it } from 'vitest';

import { parseGitAddress, parseGitContext, type GitAddress } from '../../../src/dockerfile/values/git-address.js';

const PLAIN = { ref: '', subdir: '', submodules: true, mtime: 'checkout', fetchByCommit: false };

const ADDRESSES: readonly (readonly [text: string, expected: Partial<GitAddress>])[] = [
  ['https://host/o/r.git', { remote: 'https://host/o/r.git' }],
  ['http://host/r.git#main', { remote: 'http://host/r.git', ref: 'main' }],
  ['https://user:pw@host/r.git#v1:a/b', { remote: 'https://user:pw@host/r.git', ref: 'v1', subdir: 'a/b' }],
  ['https://host/r.git#:a', { remote: 'https://host/r.git', subdir: 'a' }],
  ['https://host/r.git#v1:../../a/./b/', { remote: 'https://host/r.git', ref: 'v1', subdir: 'a/b' }],
  ['https://host/r.git#a%2Fb', { remote: 'https://host/r.git', ref: 'a/b' }],
  ['https://host/r.git?ref=v1&subdir=a', { remote: 'https://host/r.git', ref: 'v1', subdir: 'a' }],
  ['https://host/r.git?tag=v1', { remote: 'https://host/r.git', ref: 'refs/tags/v1' }],
  ['https://host/r.git?branch=b', { remote: 'https://host/r.git', ref: 'refs/heads/b' }],
  ['https://host/r.git?checksum=abc', { remote: 'https://host/r.git', checksum: 'abc' }],
  ['https://host/r.git?commit=abc', { remote: 'https://host/r.git', checksum: 'abc' }],
  ['https://host/r.git?keep-git-dir', { remote: 'https://host/r.git', keepGitDir: true }],
  ['https://host/r.git?keep-git-dir=0', { remote: 'https://host/r.git', keepGitDir: false }],
  ['https://host/r.git?submodules=false', { remote: 'https://host/r.git', submodules: false }],
  ['https://host/r.git?mtime=commit', { remote: 'https://host/r.git', mtime: 'commit' }],
  ['https://host/r.git?fetch-by-commit=1', { remote: 'https://host/r.git', fetchByCommit: true }],
  ['https://host/r.git?ref=v1#v1', { remote: 'https://host/r.git', ref: 'v1' }],
  ['git@host:o/r.git#v1:dir', { remote: 'git@host:o/r.git', ref: 'v1', subdir: 'dir' }],
  ['git@host:o/r?ref=v1', { remote: 'git@host:o/r', ref: 'v1' }],
  ['ssh://git@host:22/o/r', { remote: 'ssh://git@host:22/o/r' }],
  ['git://host/r#b', { remote: 'git://host/r', ref: 'b' }],
];

describe('parseGitAddress', () => {
  it.each(ADDRESSES)('%s', (text, expected) => {
    expect(parseGitAddress(text)).toEqual({ ...PLAIN, ...expected });
  });

  it.each([
    'https://host/file.tar.gz',
    'https://host/r.git/file',
    'https://host/file?x=r.git',
    './a@b:c',
    '../r.git',
    'dir/file',
    'file:///r.git',
    'ftp://host/r.git',
    'github.com/o/r.git',
  ])('%s is no repository', (text) => {
    expect(parseGitAddress(text)).toBeUndefined();
  });

  it.each([
    ['https://host/r.git?ref=a&ref=b', 'query "ref" has multiple values'],
    ['https://host/r.git?ref=', 'query "ref" has no value'],
    ['https://host/r.git?ref=a#b', 'ref conflicts: "b" vs "a"'],
    ['https://host/r.git?subdir=a#:b', 'subdir conflicts: "b" vs "a"'],
    ['https://host/r.git?tag=a&branch=b', 'branch conflicts with tag'],
    ['https://host/r.git?tag=a#b', 'ref conflicts: "b" vs "refs/tags/a"'],
    ['https://host/r.git?keep-git-dir=maybe', 'invalid keep-git-dir value: "maybe"'],
    ['https://host/r.git?mtime=now', 'invalid mtime value: "now" (must be "checkout" or "commit")'],
    ['https://host/r.git?depth=1', 'unexpected query "depth"'],
  ])('refuses %s', (text, message) => {
    expect(() => parseGitAddress(text)).toThrow(message);
  });
});

describe('parseGitContext', () => {
  it('also takes an address of GitHub without a scheme', () => {
    expect(parseGitContext('github.com/o/r#v1:d')).toEqual({
      ...PLAIN,
      remote: 'https://github.com/o/r',
      ref: 'v1',
      subdir: 'd',
    });
    expect(parseGitContext('https://host/r')).toBeUndefined();
  });
});
