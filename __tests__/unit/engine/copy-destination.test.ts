import { describe, expect, it } from 'vitest';

import { layerOf, type CopyCase } from '../../support/copy-case.js';
import { below, BIN, context, D, F, image, LIB, LN } from '../../support/copy-trees.js';
import { directory, MemoryTree, symlink } from '../../support/memory-tree.js';

interface Row extends Omit<CopyCase, 'context'> {
  readonly name: string;
  readonly layer: readonly string[];
}

// Facts without a remark: fsutil copy/copy.go as of BuildKit 0.32, `Copy` and `prepareTargetDir`. Those about links, modes and
// owners of directories were also seen in the layers that dockerd 20.10's BuildKit makes of the same trees.
const rows: readonly Row[] = [
  { name: 'a file to a name', sources: ['f'], to: '/app', layer: [`app ${F}`] },
  {
    name: 'a file to a directory that does not exist',
    sources: ['f'],
    to: '/app/',
    layer: ['app dir 755 0:0', `app/f ${F}`],
  },
  { name: 'a file to /x/. is a file to /x/', sources: ['f'], to: '/app/.', layer: ['app dir 755 0:0', `app/f ${F}`] },
  { name: 'a file to the root', sources: ['f'], to: '/', layer: [`f ${F}`] },
  {
    name: "missing parents are 0755 and root's",
    sources: ['f'],
    to: '/a/b/c',
    layer: ['a dir 755 0:0', 'a/b dir 755 0:0', `a/b/c ${F}`],
  },
  {
    name: 'a file to a directory of the image, which keeps its metadata',
    sources: ['g'],
    to: '/usr/bin',
    image,
    layer: [...BIN, 'usr/bin/g file 644 0:0 "G"'],
  },
  {
    name: 'a file over a file of the image',
    sources: ['f'],
    to: '/usr/bin/f',
    image,
    layer: [...BIN, `usr/bin/f ${F}`],
  },
  { name: 'two files to a name: the last stays', sources: ['f', 'g'], to: '/app', layer: ['app file 644 0:0 "G"'] },
  {
    name: 'two files to a directory',
    sources: ['f', 'g'],
    to: '/app/',
    layer: ['app dir 755 0:0', `app/f ${F}`, 'app/g file 644 0:0 "G"'],
  },
  {
    name: 'a link as source has its own name',
    sources: ['link'],
    to: '/app/',
    layer: ['app dir 755 0:0', `app/link ${F}`],
  },
  {
    name: 'the contents of a directory; the new one is 0755, not 0700',
    sources: ['d'],
    to: '/app',
    layer: ['app dir 755 0:0', ...below('app', [LN, ...D])],
  },
  {
    name: 'the contents of a directory with a slash',
    sources: ['d/'],
    to: '/app/',
    layer: ['app dir 755 0:0', ...below('app', [LN, ...D])],
  },
  { name: 'an empty directory makes one', sources: ['empty'], to: '/a/b', layer: ['a dir 755 0:0', 'a/b dir 755 0:0'] },
  {
    name: 'an empty directory onto one of the image makes nothing',
    sources: ['empty'],
    to: '/usr/bin',
    image,
    layer: [],
  },
  { name: 'a pattern without a match makes nothing', sources: ['none*'], to: '/app/', layer: [] },
  {
    name: 'a file and a directory',
    sources: ['f', 'd'],
    to: '/app/',
    layer: ['app dir 755 0:0', `app/f ${F}`, ...below('app', [LN, ...D])],
  },
  {
    name: 'contents into a directory of the image',
    sources: ['d'],
    to: '/usr/lib',
    image,
    layer: [...LIB, ...below('usr/lib', [LN, ...D])],
  },
  {
    name: "a directory below the destination takes the source's metadata",
    sources: ['tree'],
    to: '/',
    image: new MemoryTree({ 'usr/local': directory({ mode: 0o700, uid: 4, gid: 4, xattrs: { 'user.a': 'AQ==' } }) }),
    layer: ['lib dir 755 0:0', 'lib/z file 644 0:0 "Z"', 'usr dir 755 0:0', 'usr/local dir 711 0:0 +user.a'],
  },
  {
    name: 'a directory that is there as it should be is not repeated',
    sources: ['tree'],
    to: '/',
    image: new MemoryTree({ 'usr/local': directory({ mode: 0o711 }), 'lib/z': 'old' }),
    layer: ['lib dir 755 0:0', 'lib/z file 644 0:0 "Z"'],
  },
  {
    name: 'a link of the source is copied as it is',
    sources: ['d/l*'],
    to: '/app/',
    layer: ['app dir 755 0:0', 'app/ln file 644 0:0 "X"'],
  },

  // continuity fs.RootPath
  { name: 'through a relative link', sources: ['f'], to: '/lib/f', image, layer: [...LIB, `usr/lib/f ${F}`] },
  {
    name: 'through an absolute link, which stays in the image',
    sources: ['f'],
    to: '/opt/',
    image,
    layer: [...LIB, `usr/lib/f ${F}`],
  },
  { name: 'to a link to a directory', sources: ['f'], to: '/lib', image, layer: [...LIB, `usr/lib/f ${F}`] },
  {
    name: 'a directory to a link to a directory',
    sources: ['empty', 'd'],
    to: '/chain',
    image,
    layer: [...LIB, ...below('usr/lib', [LN, ...D])],
  },
  {
    name: 'through a link that leads out',
    sources: ['g'],
    to: '/up/',
    image,
    layer: [...BIN, 'usr/bin/g file 644 0:0 "G"'],
  },
  {
    name: 'a file to a dangling link: the target is made',
    sources: ['f'],
    to: '/dangling',
    image,
    layer: ['var dir 755 0:0', 'var/new dir 755 0:0', `var/new/place ${F}`],
  },
  {
    name: 'into a dangling link',
    sources: ['f'],
    to: '/dangling/',
    image,
    layer: ['var dir 755 0:0', 'var/new dir 755 0:0', 'var/new/place dir 755 0:0', `var/new/place/f ${F}`],
  },
  { name: 'onto a link to a file', sources: ['f'], to: '/link-to-file', image, layer: [`a-file ${F}`] },
  {
    name: 'a file replaces a link that has its name',
    sources: ['f'],
    to: '/',
    image: new MemoryTree({ f: symlink('elsewhere') }),
    layer: [`f ${F}`],
  },
];

describe('where COPY puts it', () => {
  it.each(rows)('$name: $sources → $to', async ({ layer, ...row }) => {
    expect(await layerOf({ context, ...row })).toEqual([...layer].sort((a, b) => (a < b ? -1 : 1)));
  });
});
