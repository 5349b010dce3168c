import { describe, expect, it } from 'vitest';

import { UserError } from '../../../src/errors.js';
import { LayerStack } from '../../../src/layer/layer-stack.js';
import { resolvePath, resolvePathSync } from '../../../src/text/resolve-path.js';
import { directory, file, indexOf, symlink } from '../../support/layer-samples.js';

const tree = LayerStack.of([
  indexOf([
    directory('usr'),
    directory('usr/lib'),
    file('usr/lib/libc.so'),
    symlink('lib', 'usr/lib'),
    symlink('abs', '/usr/lib'),
    symlink('usr/up', '../../../../usr/./lib/..'),
    symlink('dangling', '/opt/new'),
    symlink('file', 'lib/libc.so'),
    symlink('root', '/'),
    symlink('loop', 'loop'),
    symlink('chain0', 'usr'),
    ...Array.from({ length: 41 }, (_, number) => symlink(`chain${number + 1}`, `chain${number}`)),
  ]),
]);

describe('resolvePath', () => {
  it.each<[string, boolean, object]>([
    ['', true, { path: '' }],
    ['/', false, { path: '' }],
    ['usr/lib/libc.so', true, { path: 'usr/lib/libc.so' }],
    ['//usr/./lib//', true, { path: 'usr/lib' }],
    ['lib/libc.so', false, { path: 'usr/lib/libc.so' }],
    ['lib', false, { path: 'lib' }],
    ['lib', true, { path: 'usr/lib' }],
    ['lib/', false, { path: 'usr/lib' }],
    ['lib/.', false, { path: 'usr/lib' }],
    ['/abs/../lib', true, { path: 'usr/lib' }],
    ['lib/..', false, { path: 'usr' }],
    ['../../usr', true, { path: 'usr' }],
    ['usr/up', true, { path: 'usr' }],
    ['root/root/root/usr', true, { path: 'usr' }],
    ['file', true, { path: 'usr/lib/libc.so' }],
    ['chain39', true, { path: 'usr' }],
  ])('finds %s (following the last: %s)', async (path, followLast, expected) => {
    const found = await resolvePath(tree, path, { followLast });
    expect(found).toMatchObject(expected);
    expect(found.entry).toEqual(tree.lstat(found.path));
    expect(found.missing).toBeUndefined();
  });

  it.each<[string, boolean, object]>([
    ['nope', true, { path: 'nope', missing: 'nope' }],
    ['lib/a/b/c', true, { path: 'usr/lib/a/b/c', missing: 'usr/lib/a' }],
    ['dangling', true, { path: 'opt/new', missing: 'opt' }],
    ['dangling/x/y', false, { path: 'opt/new/x/y', missing: 'opt' }],
    ['nope/../../x/y/../z', true, { path: 'x/z', missing: 'x' }],
    ['file/x/y', true, { path: 'usr/lib/libc.so/x/y', notDirectory: 'usr/lib/libc.so' }],
  ])('says where %s would be made', (path, followLast, expected) => {
    expect(resolvePathSync(tree, path, { followLast })).toEqual(expected);
  });

  it('goes on where a path comes back from what is missing', () => {
    expect(resolvePathSync(tree, 'nope/../lib', { followLast: true })).toMatchObject({ path: 'usr/lib' });
    expect(resolvePathSync(tree, 'nope/..', { followLast: true })).toMatchObject({
      path: '',
      entry: { type: 'directory' },
    });
  });

  it('stops after 40 links, as the kernel does', async () => {
    for (const path of ['loop', 'loop/x', 'chain40']) {
      await expect(resolvePath(tree, path, { followLast: true })).rejects.toThrow(UserError);
      expect(() => resolvePathSync(tree, path, { followLast: true })).toThrow(/too many levels of symbolic links/);
    }
    expect(resolvePathSync(tree, 'loop', { followLast: false })).toMatchObject({ path: 'loop' });
  });

  it('takes trees that answer later', async () => {
    const slow = { lstat: (path: string) => Promise.resolve(tree.lstat(path)) };
    expect(await resolvePath(slow, 'lib/libc.so', { followLast: true })).toMatchObject({ path: 'usr/lib/libc.so' });
  });
});
