import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { RootedPath, type MadeEntry } from '../../../../src/worker/kernel/rooted-path.js';

let folder: string;
let root: string;
let outside: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'rooted-path-')));
  root = join(folder, 'root');
  outside = join(folder, 'outside');
  mkdirSync(join(root, 'real'), { recursive: true });
  mkdirSync(outside);
  writeFileSync(join(root, 'file'), 'x');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What is found, as a path of the machine; `undefined` where something is missing. */
function found(path: string): string | undefined {
  const rooted = new RootedPath(root, path);
  try {
    return rooted.exists ? readlinkSync(rooted.file) : undefined;
  } finally {
    rooted.close();
  }
}

function make(path: string, kind: 'directory' | 'file'): readonly MadeEntry[] {
  const made: MadeEntry[] = [];
  const rooted = new RootedPath(root, path);
  try {
    rooted.make(kind, (each) => made.push(each));
    return made;
  } finally {
    rooted.close();
  }
}

describe('a path in a root', () => {
  it.each([
    ['/real', 'real'],
    ['real/../file', 'file'],
    ['../../../real', 'real'],
    ['/', ''],
    ['/absent', undefined],
  ])('%s leads to %s', (path, expected) => {
    expect(found(path)).toBe(expected === undefined ? undefined : join(root, expected));
  });

  it.each([
    ['an absolute link', '/real'],
    ['a relative one', 'real'],
    ['one that climbs', '../../../../../../../real'],
  ])('follows %s inside', (_, target) => {
    symlinkSync(target, join(root, 'link'));
    expect(found('/link')).toBe(join(root, 'real'));
  });

  it('takes a link to the machine for one to a place inside, which is missing', () => {
    symlinkSync(outside, join(root, 'link'));
    expect(found('/link')).toBeUndefined();
    expect(
      make('/link/made', 'file')
        .map(({ path }) => path)
        .at(-1),
    ).toBe(`${outside}/made`);
    expect([readdirSync(outside), existsSync(join(root, outside, 'made'))]).toEqual([[], true]);
  });

  it('does not go through a file, and does not follow links for ever', () => {
    symlinkSync('loop', join(root, 'loop'));
    expect(() => new RootedPath(root, '/file/x')).toThrow('/file/x leads through something that is not a folder');
    expect(() => new RootedPath(root, '/loop')).toThrow('too many levels of symbolic links');
  });

  it('stays what was found, whatever takes its name', () => {
    const rooted = new RootedPath(root, '/real');
    try {
      rmSync(join(root, 'real'), { recursive: true });
      symlinkSync(outside, join(root, 'real'));
      expect(statSync(rooted.file).ino).not.toBe(statSync(outside).ino);
      expect(() => mkdirSync(`${rooted.file}/made`)).toThrow('ENOENT');
      expect(readdirSync(outside)).toEqual([]);
    } finally {
      rooted.close();
    }
  });
});

describe('what is made on the way to a path', () => {
  it.each(['directory', 'file'] as const)('is folders, and at the end a %s', (kind) => {
    const made = make('/real/a/b/c', kind);
    expect(made.map(({ path }) => path)).toEqual(['/real/a', '/real/a/b', '/real/a/b/c']);
    const last = lstatSync(join(root, 'real/a/b/c'));
    expect([last.isDirectory(), last.isFile()]).toEqual([kind === 'directory', kind === 'file']);
    expect(make('/real/a/b/c', kind)).toEqual([]);
  });

  it('leaves the times of folders that were there', () => {
    utimesSync(join(root, 'real'), 5, 7);
    make('/real/a/b', 'directory');
    expect([statSync(join(root, 'real')).mtimeMs, statSync(join(root, 'real')).atimeMs]).toEqual([7000, 5000]);
  });

  it('is made in the folder that was found, though a link has its name now', () => {
    const rooted = new RootedPath(root, '/real/made');
    try {
      rmSync(join(root, 'real'), { recursive: true });
      symlinkSync(outside, join(root, 'real'));
      expect(() => rooted.make('directory')).toThrow('ENOENT');
    } finally {
      rooted.close();
    }
    expect(readdirSync(outside)).toEqual([]);
  });

  it('may be made by somebody else meanwhile, but not as a link', () => {
    const [folderPath, linkPath] = [new RootedPath(root, '/new'), new RootedPath(root, '/link')];
    try {
      mkdirSync(join(root, 'new'));
      symlinkSync(outside, join(root, 'link'));
      folderPath.make('directory');
      expect(readlinkSync(folderPath.file)).toBe(join(root, 'new'));
      expect(() => linkPath.make('directory')).toThrow('/link became a symbolic link meanwhile');
    } finally {
      folderPath.close();
      linkPath.close();
    }
  });
});
