import { describe, expect, it } from 'vitest';

import { SentFiles } from '../../../src/engine/copy/sent-files.js';
import { directory, MemoryTree, symlink } from '../../support/memory-tree.js';

const tree = new MemoryTree({
  'a/f': 'f',
  'a/b/g': 'g',
  'a/link': symlink('../c'),
  'c/h': 'h',
  'b\\s': 'backslash',
  bs: 'plain',
  empty: directory(),
  around: symlink('a/up'),
  'a/up': symlink('../around'),
});

describe('what of a directory a build sees', () => {
  it.each([
    [['a/f'], 'a/f', true],
    [['a/f'], 'a', true],
    [['a/f'], 'a/b', false],
    [['a/n*'], 'a', false],
    [['a/n*', 'a/b'], 'a', true],
    [['a/n*', ''], 'a', true],
    [['/a/../c/'], 'c/h', true],
    [['empty/*'], 'empty', false],
    [['empty'], 'empty', true],
    [['a/n*'], '', true],
    // By links, whatever stands for them.
    [['a/link/h'], 'c/h', true],
    [['a/link/n*'], 'c', false],
    [['a/l*/h'], 'c/h', true],
    [['a/l*/h'], 'a', true],
    [['around/x'], 'c', false],
    // A backslash escapes.
    [['b\\s'], 'b\\s', false],
    [['b?s'], 'b\\s', true],
    [['b[\\\\]s'], 'b\\s', true],
    [['b\\s', '.'], 'b\\s', true],
    [['b\\['], 'bs', false],
    // What is no pattern sends nothing.
    [['b['], 'bs', false],
    [['b\\'], 'bs', false],
  ])('named %j, %j is there: %j', async (named, path, expected) => {
    expect(await (await SentFiles.of(tree, named)).holds(path)).toBe(expected);
  });
});
