import { describe, expect, it } from 'vitest';

import { workdirOf } from '../../support/copy-case.js';
import { image, LIB } from '../../support/copy-trees.js';

describe('WORKDIR', () => {
  const rowsOfWorkdir: readonly (readonly [string, string, string, typeof image | undefined, readonly string[]])[] = [
    ['makes what is missing, 0755', '/srv/app', '', image, ['srv dir 755 0:0', 'srv/app dir 755 0:0']],
    ['on scratch', '/a/b', '', undefined, ['a dir 755 0:0', 'a/b dir 755 0:0']],
    // dispatchWorkdir: llb.WithUser(image.Config.User)
    ['belongs to USER', '/srv/app', 'app', image, ['srv dir 755 0:0', 'srv/app dir 755 1000:1001']],
    ['belongs to USER with a group', '/srv/app', 'app:staff', image, ['srv dir 755 0:0', 'srv/app dir 755 1000:50']],
    ['a USER number is also the group', '/a/b', '1234', undefined, ['a dir 755 1234:1234', 'a/b dir 755 1234:1234']],
    ['leaves alone what exists', '/usr/bin', 'app', image, []],
    ['leaves alone what exists behind a link', '/lib', 'app', image, []],
    ['through a link', '/opt/x', '', image, [...LIB, 'usr/lib/x dir 755 0:0']],
    [
      'to a dangling link',
      '/dangling',
      '',
      image,
      ['var dir 755 0:0', 'var/new dir 755 0:0', 'var/new/place dir 755 0:0'],
    ],
    [
      'below a setgid directory',
      '/work/dir/x',
      '',
      image,
      ['work dir 755 0:0', 'work/dir dir 2755 0:0', 'work/dir/x dir 2755 0:0'],
    ],
    // dispatchWorkdir makes no layer then
    ['the root', '/', 'app', undefined, []],
    ['a trailing slash', '/a/', '', undefined, ['a dir 755 0:0']],
  ];
  it.each(rowsOfWorkdir)('%s: %s', async (_name, path, user, tree, layer) => {
    expect(await workdirOf(path, user, tree)).toEqual(layer);
  });

  it.each([
    ['/a-file', '', image, 'is not a directory'],
    ['/a-file/x', '', image, 'is not a directory'],
    ['/x', 'app', undefined, 'USER app: cannot look up app'],
  ])('is refused: %s', async (path, user, tree, message) => {
    await expect(workdirOf(path, user, tree)).rejects.toThrow(message);
  });
});
