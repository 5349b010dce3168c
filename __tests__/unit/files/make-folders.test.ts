import { chmodSync, existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeFolders } from '../../../src/files/make-folders.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

describe('making the folders of a path', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await temporaryFolder('make-folders');
  });

  afterAll(() => removeTree(folder));

  it('makes all that are missing, with the mode that is asked for', () => {
    makeFolders(join(folder, 'a/b/c'), 0o700);
    for (const name of ['a', 'a/b', 'a/b/c']) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o700);
  });

  it('leaves what is there as it is, and follows a link to it', () => {
    mkdirSync(join(folder, 'there'));
    chmodSync(join(folder, 'there'), 0o711);
    symlinkSync('there', join(folder, 'link'));
    makeFolders(join(folder, 'there'));
    makeFolders(join(folder, 'link'));
    makeFolders(join(folder, 'link/more'));
    expect(statSync(join(folder, 'there')).mode & 0o777).toBe(0o711);
    expect(existsSync(join(folder, 'there/more'))).toBe(true);
    makeFolders('/');
  });

  it('fails where a file is in the way', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => makeFolders(join(folder, 'file'))).toThrow(/EEXIST/);
    expect(() => makeFolders(join(folder, 'file/below'))).toThrow(/ENOTDIR/);
    symlinkSync('nowhere', join(folder, 'dangling'));
    expect(() => makeFolders(join(folder, 'dangling'))).toThrow(/EEXIST/);
    expect(() => makeFolders(join(folder, 'dangling/below'))).toThrow(/EEXIST/);
  });

  // Node's own way never ends here. In the synchronous form it would take this test with it.
  it.skipIf(process.platform !== 'linux')('ends where nothing can be made though the folder above is there', () => {
    for (const path of ['/proc/nope', '/proc/nope/a/b', '/proc/self/fd/none', '/sys/kernel/nope/x']) {
      expect(() => makeFolders(path)).toThrow(/ENOENT|EPERM|EACCES|EROFS/);
    }
  });
});
