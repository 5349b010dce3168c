import { describe, expect, it } from 'vitest';

import { layerOf, layoutOf, written, type CopyCase } from '../../support/copy-case.js';
import { context, image } from '../../support/copy-trees.js';
import { file, MemoryTree, symlink } from '../../support/memory-tree.js';

describe('times', () => {
  const mtimes = async (row: CopyCase): Promise<Record<string, number>> => {
    const entries = [...(await layoutOf(row)).entries].map(({ entry }) => entry);
    return Object.fromEntries(entries.flatMap((entry) => ('mtime' in entry ? [[entry.path, entry.mtime]] : [])));
  };

  it('files keep theirs, new directories have that of the step', async () => {
    expect(await mtimes({ context, sources: ['f'], to: '/a/f' })).toEqual({ a: 99, 'a/f': 7 });
  });

  // fsutil `restoreFileTimestamp`
  it('a directory whose contents are copied hands its mtime to the destination', async () => {
    expect(await mtimes({ context, sources: ['d'], to: '/a', exclude: ['sub', 'ln'] })).toEqual({ a: 8, 'a/x': 1 });
    const row = { context, sources: ['d'], to: '/usr/bin', image, exclude: ['sub', 'ln'] };
    expect(await mtimes(row)).toEqual({ usr: 3, 'usr/bin': 8, 'usr/bin/x': 1 });
  });

  it('directories of the image keep theirs', async () => {
    expect(await mtimes({ context, sources: ['f'], to: '/usr/bin/', image })).toEqual({
      usr: 3,
      'usr/bin': 4,
      'usr/bin/f': 7,
    });
  });

  it('a here-document has that of the step', async () => {
    const sources = [{ kind: 'inline', name: 'EOF', content: '' } as const];
    expect(await mtimes({ sources, to: '/x' })).toEqual({ x: 99 });
  });
});

describe('the order in which a layer is written', () => {
  it('is directories and links, files as their source gives them, further names of files', async () => {
    const tree = new MemoryTree({
      'b/one': file('1', { inode: 'x' }),
      'a/two': file('1', { inode: 'x' }),
      'a/three': '3',
      l: symlink('a'),
    });
    const layout = await layoutOf({ from: tree, sources: ['.'], to: '/' });
    const order = (await written(layout)).map(({ entry }) => entry.path);
    // The memory tree gives the last path first.
    expect(order).toEqual(['a', 'b', 'l', 'a/two', 'a/three', 'b/one']);
    expect(tree.read).toEqual(['a/two', 'a/three']);
  });

  it('reads a file once for each place that it goes to', async () => {
    const tree = new MemoryTree({ 'a/f': 'F' });
    const row = { context: tree, sources: ['a/f', 'a/./f'], to: '/x/', parents: true };
    expect(await layerOf(row)).toEqual([
      'x dir 755 0:0',
      'x/a dir 755 0:0',
      'x/a/f file 644 0:0 "F"',
      'x/f file 644 0:0 "F"',
    ]);
    expect(tree.read).toEqual(['a/f', 'a/f']);
  });

  it('reads nothing that was replaced by a later source', async () => {
    const tree = new MemoryTree({ 'a/f': '1', 'b/f': '2' });
    expect(await layerOf({ context: tree, sources: ['a', 'b'], to: '/x/' })).toEqual([
      'x dir 755 0:0',
      'x/f file 644 0:0 "2"',
    ]);
    expect(tree.read).toEqual(['b/f']);
  });

  it('is an error of the machine when a source loses a file meanwhile', async () => {
    class Forgetful extends MemoryTree {
      // eslint-disable-next-line require-yield -- it gives nothing
      override async *contents(): AsyncGenerator<never> {
        await Promise.resolve();
      }
    }
    await expect(layerOf({ context: new Forgetful({ f: 'F' }), sources: ['f'], to: '/' })).rejects.toThrow(
      'f vanished from the build context',
    );
  });
});
