import { describe, expect, it } from 'vitest';

import { selectSources } from '../../../src/engine/copy/select-sources.js';
import { requestOf, type CopyCase } from '../../support/copy-case.js';
import { directory, file, MemoryTree, symlink, type MemoryNode } from '../../support/memory-tree.js';

describe('what a COPY depends on', () => {
  const base = {
    'd/f': file('text', { mode: 0o644, mtime: 5 }),
    'd/l': symlink('f'),
    'd/e': directory({ mode: 0o755 }),
  };
  const digests = async (nodes: Record<string, MemoryNode | string>, row: Partial<CopyCase> = {}): Promise<string> => {
    const tree = new MemoryTree(nodes);
    const { files } = await selectSources(requestOf({ from: tree, sources: ['d'], to: '/x', ...row }));
    return JSON.stringify(files);
  };

  const differs: readonly (readonly [string, Record<string, MemoryNode>])[] = [
    ['content', { 'd/f': file('Text') }],
    ['mode', { 'd/f': file('text', { mode: 0o600 }) }],
    ['setuid', { 'd/f': file('text', { mode: 0o4644 }) }],
    ['owner', { 'd/f': file('text', { uid: 1 }) }],
    ['group', { 'd/f': file('text', { gid: 1 }) }],
    ['xattr', { 'd/f': file('text', { xattrs: { 'security.capability': 'AQ==' } }) }],
    ['type', { 'd/f': symlink('text') }],
    ['link target', { 'd/l': symlink('g') }],
    ['a new file', { 'd/g': file('') }],
    ['a new empty directory', { 'd/g': directory() }],
    ['mode of a directory', { 'd/e': directory({ mode: 0o700 }) }],
    ['two names of one file', { 'd/g': file('text', { inode: '1' }), 'd/f': file('text', { inode: '1' }) }],
  ];
  it.each(differs)('%s counts', async (_name, change) => {
    expect(await digests({ ...base, ...change })).not.toBe(await digests(base));
  });

  const same: readonly (readonly [string, Record<string, MemoryNode>, Partial<CopyCase>])[] = [
    ['mtime', { 'd/f': file('text', { mtime: 6 }) }, {}],
    ['mode and owner of the directory whose contents are copied', { d: directory({ mode: 0o700, uid: 9 }) }, {}],
    ['owner under --chown', { 'd/f': file('text', { uid: 1, gid: 2 }) }, { chown: '7' }],
    [
      'mode under an octal --chmod',
      { 'd/f': file('text', { mode: 0o600 }) },
      { chmod: { octal: 0o755, apply: () => 0o755 } },
    ],
    [
      'a bit that a symbolic --chmod sets',
      { 'd/f': file('text', { mode: 0o755 }) },
      { chmod: { apply: (mode) => mode | 0o111 } },
    ],
    ['an excluded file', { 'd/e/x': file('secret') }, { exclude: ['e/x'] }],
    ['the mode of a link', { 'd/l': symlink('f', { mode: 0o755 }) }, {}],
    ['a name that a hard link alone has', { 'd/f': file('text', { inode: '1' }) }, {}],
  ];
  it.each(same)('%s does not count', async (_name, change, row) => {
    expect(await digests({ ...base, ...change }, row)).toBe(await digests(base, row));
  });
});
