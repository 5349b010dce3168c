import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { FollowedPaths } from '../../../src/buildkit/session/followed-paths.js';
import { walkTree } from '../../../src/buildkit/session/walk-tree.js';
import { DirectoryContext } from '../../../src/context/directory-context.js';
import { excludePatterns } from '../../../src/layer/pattern/dockerignore.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

describe('the files that a builder asks for', () => {
  let folder: string;
  let tree: DirectoryContext;
  beforeAll(async () => {
    folder = await temporaryFolder('walk-tree');
    for (const path of ['a', 'a-b', 'a/x', 'empty', 'src/deep', '\u{10000}', '\uFF00']) {
      mkdirSync(join(folder, path), { recursive: true });
    }
    for (const path of ['a/file', 'a/x/1', 'a-b/2', 'src/deep/main.js', 'src/other.js', 'ignored.log', 'top.txt']) {
      writeFileSync(join(folder, path), path);
    }
    symlinkSync('src', join(folder, 'link'));
    symlinkSync('/top.txt', join(folder, 'a/absolute'));
    symlinkSync('loop', join(folder, 'loop'));
    tree = DirectoryContext.open({ root: folder, ignore: excludePatterns(['*.log']) });
  });
  afterAll(() => removeTree(folder));

  async function walked(...asked: readonly string[]): Promise<readonly string[]> {
    const paths: string[] = [];
    for await (const { path } of walkTree(tree, await FollowedPaths.of(tree, asked))) paths.push(path);
    return paths;
  }

  it('are all that is not ignored, folders first, in the order of bytes', async () => {
    expect(await walked()).toEqual([
      ...['a', 'a/absolute', 'a/file', 'a/x', 'a/x/1', 'a-b', 'a-b/2', 'empty', 'link', 'loop'].sort((one, other) =>
        Buffer.compare(Buffer.from(one.replaceAll('/', '\0')), Buffer.from(other.replaceAll('/', '\0'))),
      ),
      ...['src', 'src/deep', 'src/deep/main.js', 'src/other.js', 'top.txt', '\uFF00', '\u{10000}'],
    ]);
  });

  it.each([
    [['/src/deep'], ['src', 'src/deep', 'src/deep/main.js']],
    [['src/*.js'], ['src', 'src/other.js']],
    [['*-b/2'], ['a-b', 'a-b/2']],
    // Where a link leads comes too.
    [['link/other.js'], ['link', 'src', 'src/other.js']],
    [['a/abs*'], ['a', 'a/absolute', 'top.txt']],
    [['loop/x'], ['loop']],
    [['nothing', 'ignored.log'], []],
    [['../top.txt'], ['top.txt']],
  ])('%j', async (asked, paths) => {
    expect(await walked(...asked)).toEqual(paths);
  });

  it.each([[['.']], [['/']], [['src', '']], [['**/x']]])('%j is all of it', async (asked) => {
    expect(await walked(...asked)).toEqual(await walked());
  });
});
