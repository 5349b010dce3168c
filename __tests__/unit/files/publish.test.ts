import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { publishFile, publishFolder, publishNewFile } from '../../../src/files/publish.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

vi.mock('node:fs/promises', { spy: true });

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('publish');
});
afterEach(async () => {
  vi.mocked(fs.rename).mockReset();
  await removeTree(folder);
});

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

describe('a finished file', () => {
  it('takes its name from what had it', async () => {
    await publishFile(write('draft', 'new'), write('file', 'old'));
    expect([readdirSync(folder), readFileSync(join(folder, 'file'), 'utf8')]).toEqual([['file'], 'new']);
  });

  it('is copied beside its name where that is on another file system', async () => {
    const crossing = Object.assign(new Error('EXDEV'), { code: 'EXDEV' });
    vi.mocked(fs.rename).mockRejectedValueOnce(crossing);
    const draft = join(folder, 'near');
    await publishFile(write('far', 'new'), write('file', 'old'), { draft });
    expect([readdirSync(folder), readFileSync(join(folder, 'file'), 'utf8')]).toEqual([['file'], 'new']);
    expect(vi.mocked(fs.rename)).toHaveBeenLastCalledWith(draft, join(folder, 'file'));
  });

  it('can keep what has the name already', () => {
    const draft = write('draft', 'new');
    expect([publishNewFile(draft, write('file', 'old')), publishNewFile(draft, join(folder, 'other'))]).toEqual([
      false,
      true,
    ]);
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('old');
    expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('new');
  });
});

describe('a finished folder', () => {
  beforeEach(() => {
    mkdirSync(join(folder, 'draft'));
    write('draft/content', 'new');
  });

  it('has its name', () => {
    publishFolder(join(folder, 'draft'), join(folder, 'final'));
    expect(readdirSync(folder)).toEqual(['final']);
  });

  it('goes where another was faster', () => {
    mkdirSync(join(folder, 'final'));
    write('final/content', 'old');
    publishFolder(join(folder, 'draft'), join(folder, 'final'));
    expect([readdirSync(folder), readFileSync(join(folder, 'final/content'), 'utf8')]).toEqual([['final'], 'old']);
  });

  it('goes with an error where it cannot have the name', () => {
    expect(() => publishFolder(join(folder, 'draft'), join(folder, 'missing/final'))).toThrow('ENOENT');
    expect(existsSync(join(folder, 'draft'))).toBe(false);
  });
});
