import { describe, expect, it } from 'vitest';

import type { LayerEntry } from '../../../src/layer/entry.js';
import { LayerStack } from '../../../src/layer/layer-stack.js';
import { directory, file, hardlink, indexOf, symlink, whiteout } from '../../support/layer-samples.js';

/** @param layers lowest first */
function stack(...layers: LayerEntry[][]): LayerStack {
  return LayerStack.of(layers.map(indexOf));
}

const paths = (of: LayerStack) => [...of.entries()].map(({ path }) => path);

describe('LayerStack', () => {
  it('shows the topmost entry', () => {
    const two = stack([directory('d'), file('d/f', 'old'), file('d/g', 'g')], [file('d/f', 'new')]);
    expect(two.lstat('d/f')).toEqual(file('d/f', 'new'));
    expect(two.lstat('d/g')).toEqual(file('d/g', 'g'));
    expect(two.lstat('d/h')).toBeUndefined();
    expect(two.contentOf('d/f')).toEqual({ layer: 1, path: 'd/f' });
    expect(two.contentOf('d/g')).toEqual({ layer: 0, path: 'd/g' });
    expect(two.contentOf('d')).toBeUndefined();
    expect(two.readdir('d')).toEqual(['f', 'g']);
    expect(two.readdir('d/f')).toEqual([]);
  });

  it('always has a root', () => {
    expect(stack().lstat('')).toMatchObject({ type: 'directory', path: '', mode: 0o755 });
    expect(stack([directory('', 0o700)], [file('a')]).lstat('')).toMatchObject({ mode: 0o700 });
    expect(paths(stack())).toEqual([]);
  });

  it('makes the parents that no layer describes, and takes them from a layer that does', () => {
    expect(stack([file('a/b/c')]).lstat('a/b')).toEqual({
      type: 'directory',
      path: 'a/b',
      mode: 0o755,
      uid: 0,
      gid: 0,
      mtime: 0,
    });
    expect(stack([directory('a', 0o700)], [file('a/b')]).lstat('a')).toMatchObject({ mode: 0o700 });
    expect(stack([directory('a', 0o700), directory('a/x')], [whiteout('a')], [file('a/b')]).lstat('a')).toMatchObject({
      mode: 0o755,
    });
  });

  it('applies whiteouts to lower layers only', () => {
    const removed = stack([directory('d'), file('d/f'), file('e')], [whiteout('d'), whiteout('e')]);
    expect(paths(removed)).toEqual([]);
    expect(removed.lstat('d/f')).toBeUndefined();
    const beside = stack([file('d/old')], [file('d/new'), whiteout('d')]);
    expect(paths(beside)).toEqual(['d', 'd/new']);
    const remade = stack([file('a')], [whiteout('a')], [file('a', 'again')]);
    expect(remade.lstat('a')).toEqual(file('a', 'again'));
    expect(paths(stack([file('a')], [whiteout('b/c')]))).toEqual(['a', 'b']);
  });

  it('applies opaque directories to lower layers only', () => {
    const opaque = stack(
      [directory('d', 0o700), file('d/old'), directory('d/sub')],
      [file('d/new'), directory('d', 0o711, true)],
    );
    expect(paths(opaque)).toEqual(['d', 'd/new']);
    expect(opaque.lstat('d')).toEqual(directory('d', 0o711));
    expect(opaque.lstat('d/old')).toBeUndefined();
    expect(paths(stack([file('a'), file('b/c')], [directory('', 0o755, true), file('z')]))).toEqual(['z']);
  });

  it('lets files and directories take the place of each other', () => {
    expect(paths(stack([file('d/f')], [file('d')]))).toEqual(['d']);
    const directoryOver = stack([file('d', 'x')], [directory('d'), file('d/f')]);
    expect(paths(directoryOver)).toEqual(['d', 'd/f']);
    expect(paths(stack([file('d/f')], [symlink('d', 'x')], [file('d/g')]))).toEqual(['d', 'd/g']);
    expect(stack([symlink('lib', 'usr/lib')], [file('lib/x')]).lstat('lib')).toMatchObject({ type: 'directory' });
  });

  it('shows hard links as the file that they name', () => {
    const links = stack(
      [file('a', 'one'), hardlink('b', 'a'), hardlink('c', 'b'), symlink('s', 't'), hardlink('s2', 's')],
      [hardlink('up', 'c'), whiteout('a')],
    );
    expect(links.lstat('c')).toEqual(file('c', 'one'));
    expect(links.lstat('s2')).toEqual(symlink('s2', 't'));
    expect(links.lstat('up')).toEqual(file('up', 'one'));
    expect(links.lstat('a')).toBeUndefined();
    expect(links.contentOf('up')).toEqual({ layer: 0, path: 'a' });
    expect(links.isHardLinked({ layer: 0, path: 'a' })).toBe(true);
    expect(links.isHardLinked({ layer: 0, path: 'b' })).toBe(false);
  });

  it("keeps a lower layer's link although a layer above changes the file", () => {
    const changed = stack([file('a', 'old'), hardlink('b', 'a')], [file('a', 'new')]);
    expect(changed.lstat('b')).toEqual(file('b', 'old'));
    expect(changed.contentOf('b')).toEqual({ layer: 0, path: 'a' });
  });

  it('refuses links that lead nowhere', () => {
    expect(() => stack([hardlink('a', 'b')]).lstat('a')).toThrow(/names "b", which is no file/);
    expect(() => stack([directory('b')], [hardlink('a', 'b')]).lstat('a')).toThrow(/no file/);
    expect(() => stack([hardlink('a', 'b'), hardlink('b', 'a')]).lstat('a')).toThrow(/circle/);
  });

  it('refuses an index with something below a file, in either order', () => {
    expect(() => stack([file('a'), file('a/b/c')]).lstat('x')).toThrow(/damaged/);
    expect(() => stack([file('a/b/c'), file('a')]).lstat('x')).toThrow(/damaged/);
  });

  it('sorts by code unit, parents first', () => {
    expect(paths(stack([file('b'), file('a/z')], [file('B'), file('a/é'), file('a-b')]))).toEqual([
      'B',
      'a',
      'a/z',
      'a/é',
      'a-b',
      'b',
    ]);
    expect([...stack([file('x/1/2'), file('y')]).entries('x')].map(({ path }) => path)).toEqual(['x/1', 'x/1/2']);
  });

  it('is cheap over a large base', () => {
    const base = indexOf(
      Array.from({ length: 50_000 }, (_, number) => file(`usr/lib/dir-${number % 700}/file-${number}`)),
    );
    const layers = Array.from({ length: 10 }, (_, number) =>
      indexOf([file(`app/${number}`), whiteout(`usr/lib/dir-${number}`)]),
    );
    const large = LayerStack.of([base, ...layers]);
    expect(large.lstat('usr/lib/dir-50/file-50')).toBeDefined();
    expect(large.lstat('usr/lib/dir-5/file-5')).toBeUndefined();
    // Were each stack to read all entries, a thousand of them would take longer than a test may.
    const found = Array.from({ length: 1000 }, (_, number) =>
      LayerStack.of([base, ...layers]).lstat(`usr/lib/dir-50/file-${number}`),
    );
    expect(found.filter((entry) => entry !== undefined)).toHaveLength(2);
  });
});
