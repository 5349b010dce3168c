import { link, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { replaceFile, writeWhole } from '../../../src/files/atomic-file.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('atomic-file');
});
afterEach(() => removeTree(folder));

describe('a file that is written whole', () => {
  it('takes the place of the one before, in a folder that is made for it', async () => {
    const file = join(folder, 'new', 'deep', 'note');
    await writeWhole(file, 'one');
    await writeWhole(file, Buffer.from('two'));
    expect(await readFile(file, 'utf8')).toBe('two');
    expect(await readdir(join(folder, 'new', 'deep'))).toEqual(['note']);
  });

  it('is never seen in part, however many write it', async () => {
    const file = join(folder, 'note');
    const texts = Array.from({ length: 20 }, (_, number) => String(number).padStart(2, '0').repeat(50_000));
    await writeWhole(file, texts[0] ?? '');
    const writing = Promise.all(texts.map((text) => writeWhole(file, text)));
    const seen = await Promise.all(texts.map(() => readFile(file, 'utf8')));
    await writing;
    for (const text of [...seen, await readFile(file, 'utf8')]) expect(texts.includes(text)).toBe(true);
    expect(await readdir(folder)).toEqual(['note']);
  });

  it('is for its user alone, whatever the umask, unless it is shared', async () => {
    const before = process.umask(0);
    try {
      await writeWhole(join(folder, 'new', 'secret'), 'x');
      await writeWhole(join(folder, 'shown', 'note'), 'x', { shared: true });
    } finally {
      process.umask(before);
    }
    const modes = ['new', 'new/secret', 'shown', 'shown/note'].map(
      async (name) => (await stat(join(folder, name))).mode,
    );
    expect((await Promise.all(modes)).map((mode) => (mode & 0o777).toString(8))).toEqual(['700', '600', '777', '666']);
  });

  it('leaves nothing where it cannot have its name', async () => {
    const file = join(folder, 'taken');
    await mkdir(join(file, 'by a folder'), { recursive: true });
    await expect(writeWhole(file, 'x')).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['taken']);
  });
});

describe('a file that is replaced', () => {
  it('is what it was, and nothing is left, when making it fails', async () => {
    const file = join(folder, 'note');
    await writeFile(file, 'before');
    const failing = replaceFile(file, async (draft) => {
      await writeFile(draft, 'half');
      throw new Error('the disk is full');
    });
    await expect(failing).rejects.toThrow('the disk is full');
    expect([await readFile(file, 'utf8'), await readdir(folder)]).toEqual(['before', ['note']]);
  });

  it('is made where it was asked for', async () => {
    const draft = join(folder, 'draft');
    const file = join(folder, 'note');
    const made: string[] = [];
    const make = async (name: string): Promise<void> => {
      made.push(name);
      await writeFile(name, 'x');
    };
    await replaceFile(file, make, { draft });
    expect([made, await readdir(folder)]).toEqual([[draft], ['note']]);
  });

  it('may be a link to the same file', async () => {
    const file = join(folder, 'note');
    await writeFile(file, 'x');
    await replaceFile(file, (draft) => link(file, draft));
    expect(await readdir(folder)).toEqual(['note']);
  });
});
