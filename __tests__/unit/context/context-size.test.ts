import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { contextWarning, measureContext } from '../../../src/context/context-size.js';
import { readIgnoreFile } from '../../../src/layer/pattern/dockerignore.js';

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(join(tmpdir(), 'size-'));
  for (const [path, size] of [
    ['big/a', 3000],
    ['big/sub/b', 500],
    ['small/c', 10],
    ['top', 7],
    ['hidden/d', 99_999],
  ] as const) {
    fs.mkdirSync(join(root, path, '..'), { recursive: true });
    fs.writeFileSync(join(root, path), Buffer.alloc(size));
  }
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

describe('measureContext', () => {
  it('adds up what .dockerignore leaves, largest folder first', async () => {
    const ignore = readIgnoreFile(Buffer.from('hidden'), '.dockerignore');
    expect(await measureContext(root, ignore)).toEqual({
      bytes: 3517,
      entries: 7,
      complete: true,
      folders: [
        { path: 'big', bytes: 3500, entries: 4 },
        { path: 'small', bytes: 10, entries: 2 },
      ],
    });
  });

  it('gives up at its limits, having seen something of every folder', async () => {
    for (let index = 0; index < 500; index++) fs.writeFileSync(join(root, `big/f${index}`), '');
    const size = await measureContext(root, [], { maxEntries: 20 });
    expect(size).toMatchObject({ complete: false, entries: 20 });
    expect(size.folders.map((folder) => folder.path).sort()).toEqual(['big', 'hidden', 'small']);
    expect(await measureContext(root, [], { maxMilliseconds: 0 })).toMatchObject({ complete: false });
  });
});

describe('contextWarning', () => {
  const folders = [
    { path: 'node_modules', bytes: 2e9, entries: 5 },
    { path: 'bad\u001b[31m', bytes: 1e6, entries: 5 },
  ];

  it('says nothing of an ordinary context', () => {
    expect(contextWarning('/home/me/app', { bytes: 5e8, entries: 99_999, complete: true, folders })).toBeUndefined();
  });

  it('names the largest folders of a large one', () => {
    const warning = contextWarning('/home/me/app', { bytes: 2.5e9, entries: 10, complete: false, folders });
    expect(warning?.message).toBe(
      'the build context is very large: at least 2500.0 MB in 10 entries; largest: node_modules/ 2000.0 MB, bad\\x1b[31m/ 1.0 MB',
    );
  });

  it('warns of the root directory whatever it holds', () => {
    const warning = contextWarning('/', { bytes: 1, entries: 1, complete: true, folders: [] });
    expect(warning?.message).toContain('the root directory /');
  });
});
