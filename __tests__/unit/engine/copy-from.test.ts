import { describe, expect, it } from 'vitest';

import { layerOf, octal, type CopyCase } from '../../support/copy-case.js';
import { BIN, image } from '../../support/copy-trees.js';
import { directory, file, MemoryTree } from '../../support/memory-tree.js';

describe('COPY --from', () => {
  const stage = new MemoryTree(
    {
      'out/app': file('app', { mode: 0o4755, uid: 10, gid: 20, xattrs: { 'security.capability': 'AQ==' } }),
      'out/dir': directory({ mode: 0o1777, uid: 11, gid: 21 }),
      'out/dir/dev': { type: 'char', major: 1, minor: 3, mode: 0o666 },
      'out/pipe': { type: 'fifo', uid: 12, gid: 22 },
      'out/one': file('same', { inode: 'i1', uid: 1, gid: 1 }),
      'out/two': file('same', { inode: 'i1', uid: 1, gid: 1 }),
      'sub/three': file('same', { inode: 'i1', uid: 1, gid: 1 }),
    },
    'stage build',
  );

  it('keeps owners, setuid, capabilities, devices and fifos', async () => {
    expect(await layerOf({ from: stage, sources: ['/out/app', '/out/dir', '/out/pip*'], to: '/x/' })).toEqual([
      'x dir 755 0:0',
      'x/app file 4755 10:20 "app" +security.capability',
      'x/dev char 666 0:0 1:3',
      'x/pipe fifo 644 12:22',
    ]);
  });

  it('keeps them for directories below the source', async () => {
    expect(await layerOf({ from: stage, sources: ['/out'], to: '/x' })).toContain('x/dir dir 1777 11:21');
  });

  // fsutil chmods and sets xattrs after the chown, so nothing is cleared
  it('keeps setuid and capabilities under --chown', async () => {
    expect(await layerOf({ from: stage, sources: ['/out/app'], to: '/app', chown: '1:1' })).toEqual([
      'app file 4755 1:1 "app" +security.capability',
    ]);
  });

  // fsutil copier.inodes, which lives as long as one source
  it('keeps hard links within one source', async () => {
    expect(await layerOf({ from: stage, sources: ['out'], to: '/x', exclude: ['app', 'dir', 'pipe'] })).toEqual([
      'x dir 755 0:0',
      'x/one file 644 1:1 "same"',
      'x/two same as x/one',
    ]);
  });

  it('does not link what two sources share', async () => {
    expect(await layerOf({ from: stage, sources: ['out/o*', 'sub'], to: '/x/' })).toEqual([
      'x dir 755 0:0',
      'x/one file 644 1:1 "same"',
      'x/three file 644 1:1 "same"',
    ]);
  });

  it('takes ownership from root where the source is a directory of this machine', async () => {
    expect(await layerOf({ context: stage, sources: ['out/pipe'], to: '/p' })).toEqual(['p fifo 644 0:0']);
  });
});

describe('sources that the caller made', () => {
  const inline = { kind: 'inline', name: 'EOF', content: 'hello\n' } as const;
  const download = new MemoryTree({ 'v1.tgz': file('bytes', { mode: 0o600 }) }, 'https://example.com/v1.tgz');
  const url = {
    kind: 'file',
    tree: download,
    path: 'v1.tgz',
    shownAs: 'https://example.com/v1.tgz',
    unpack: false,
  } as const;
  const repository = new MemoryTree({ 'bin/run': file('#!', { mode: 0o755 }), README: 'hello' }, 'a repository');
  const git = { kind: 'tree', tree: repository, shownAs: 'https://example.com/r.git' } as const;

  it.each<readonly [string, Omit<CopyCase, 'context'>, readonly string[]]>([
    // convert_copy.go: Mkfile with 0644
    ['a here-document to a name', { sources: [inline], to: '/x' }, ['x file 644 0:0 "hello\\n"']],
    [
      'a here-document into a directory',
      { sources: [inline], to: '/x/' },
      ['x dir 755 0:0', 'x/EOF file 644 0:0 "hello\\n"'],
    ],
    [
      'a here-document with --chmod',
      { sources: [inline], to: '/x', chmod: octal(0o755) },
      ['x file 755 0:0 "hello\\n"'],
    ],
    [
      'two here-documents',
      { sources: [inline, { ...inline, name: 'B' }], to: '/' },
      ['B file 644 0:0 "hello\\n"', 'EOF file 644 0:0 "hello\\n"'],
    ],
    ['a download to a name', { sources: [url], to: '/x' }, ['x file 600 0:0 "bytes"']],
    ['a download into a directory', { sources: [url], to: '/x/' }, ['x dir 755 0:0', 'x/v1.tgz file 600 0:0 "bytes"']],
    [
      'a repository',
      { sources: [git], to: '/r' },
      ['r dir 755 0:0', 'r/README file 644 0:0 "hello"', 'r/bin dir 755 0:0', 'r/bin/run file 755 0:0 "#!"'],
    ],
    [
      'a repository into a directory of the image',
      { sources: [git], to: '/usr/bin', image },
      [...BIN, 'usr/bin/README file 644 0:0 "hello"', 'usr/bin/bin dir 755 0:0', 'usr/bin/bin/run file 755 0:0 "#!"'],
    ],
  ])('%s', async (_name, row, layer) => {
    expect(await layerOf(row)).toEqual(layer);
  });
});
