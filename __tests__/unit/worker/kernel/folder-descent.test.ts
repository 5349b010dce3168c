import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { FolderDescent } from '../../../../src/worker/kernel/folder-descent.js';

let folder: string;
let descent: FolderDescent;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'folder-descent-'));
  mkdirSync(join(folder, 'root/a/b/c'), { recursive: true });
  mkdirSync(join(folder, 'root/x'));
  mkdirSync(join(folder, 'outside/b/c'), { recursive: true });
  writeFileSync(join(folder, 'outside/secret'), 'x');
  descent = new FolderDescent(join(folder, 'root'));
});
afterEach(() => {
  descent.close();
  rmSync(folder, { recursive: true });
});

describe('a walk by descriptors', () => {
  it('goes down, up and across', () => {
    for (const [path, names] of [
      ['a/b', ['c']],
      ['a/b/c', []],
      ['a', ['b']],
      ['x', []],
      ['', ['a', 'x']],
      ['a/b', ['c']],
    ] as const)
      expect(readdirSync(descent.enter(path)).sort()).toEqual(names);
  });

  it.each(['a', 'a/b', 'a/b/c'])('does not follow a link that replaces %s', (path) => {
    const at = join(folder, 'root', path);
    renameSync(at, join(folder, 'moved'));
    symlinkSync(join(folder, 'outside'), at);
    expect(() => descent.enter('a/b/c')).toThrow(/ENOTDIR|ELOOP/);
    expect(readdirSync(descent.enter('x'))).toEqual([]);
  });

  it('stays in a folder that it is in, when a link takes its place, and leaves it for good', () => {
    const inside = descent.enter('a');
    renameSync(join(folder, 'root/a'), join(folder, 'moved'));
    symlinkSync(join(folder, 'outside'), join(folder, 'root/a'));
    expect(readdirSync(inside)).toEqual(['b']);
    expect(readdirSync(descent.enter('a/b'))).toEqual(['c']);
    expect(readdirSync(descent.enter('x'))).toEqual([]);
    expect(() => descent.enter('a/b')).toThrow(/ENOTDIR|ELOOP/);
  });
});
