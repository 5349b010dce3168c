import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { removeTree } from '../../../../src/worker/kernel/remove-tree.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'remove-tree-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('removing a tree', () => {
  it('removes folders, files, links and fifos, whatever their modes and names, and nothing else', async () => {
    const tree = join(folder, 'tree');
    mkdirSync(join(tree, 'a/b'), { recursive: true });
    mkdirSync(join(folder, 'kept'));
    writeFileSync(join(folder, 'kept/f'), 'x');
    writeFileSync(join(tree, 'a/b/f'), 'x');
    symlinkSync(join(folder, 'kept'), join(tree, 'a/link'));
    execFileSync('sh', ['-c', `mkfifo ${tree}/p; printf x > "$(printf '${tree}/\\377')"`]);
    chmodSync(join(tree, 'a'), 0o700);
    await removeTree(tree);
    expect(readdirSync(folder)).toEqual(['kept']);
    expect(readdirSync(join(folder, 'kept'))).toEqual(['f']);
  });

  it('removes a file, removes a link but not its target, and ignores a missing path', async () => {
    writeFileSync(join(folder, 'f'), 'x');
    mkdirSync(join(folder, 'kept'));
    symlinkSync('kept', join(folder, 'link'));
    for (const name of ['f', 'link', 'absent']) await removeTree(join(folder, name));
    expect(readdirSync(folder)).toEqual(['kept']);
  });

  it('removes folders that are nested deeper than the longest path', async () => {
    const deep = `my $d = "${folder}/deep"; mkdir $d; chdir $d; for (1 .. 3000) { mkdir "folder"; chdir "folder"; open F, ">f" }`;
    execFileSync('perl', ['-e', deep]);
    await removeTree(join(folder, 'deep'));
    expect(existsSync(join(folder, 'deep'))).toBe(false);
  });
});
