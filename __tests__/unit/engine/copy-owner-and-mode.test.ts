import { describe, expect, it } from 'vitest';

import { layerOf, octal, type CopyCase } from '../../support/copy-case.js';
import { BIN, context, F, image } from '../../support/copy-trees.js';
import { directory, MemoryTree, symlink } from '../../support/memory-tree.js';

interface Row extends Omit<CopyCase, 'context'> {
  readonly name: string;
  readonly layer: readonly string[];
}

// What was also seen with dockerd 20.10's BuildKit: setgid directories, names that nobody knows, an empty group.
const rows: readonly Row[] = [
  // kernel: mkdir(2) below a setgid directory; buildkitd runs with umask 0 and does not chmod what it made
  {
    name: 'new directories below a setgid one',
    sources: ['f'],
    to: '/srv/mail/new/',
    image,
    layer: ['srv dir 755 0:0', 'srv/mail dir 2775 0:8', 'srv/mail/new dir 2755 0:8', `srv/mail/new/f ${F}`],
  },
  {
    name: 'the same with --chown',
    sources: ['f'],
    to: '/srv/mail/new/',
    image,
    chown: '3:4',
    layer: ['srv dir 755 0:0', 'srv/mail dir 2775 0:8', 'srv/mail/new dir 2755 3:4', 'srv/mail/new/f file 640 3:4 "F"'],
  },

  // dockerfile_copy_test.go testCopyChownExistingDir
  {
    name: '--chown: what is new, and nothing else',
    sources: ['d'],
    to: '/usr/bin',
    image,
    chown: '300:400',
    layer: [
      ...BIN,
      'usr/bin/ln symlink 777 300:400 -> x',
      'usr/bin/sub dir 750 300:400',
      'usr/bin/sub/y file 644 300:400 "Y"',
      'usr/bin/x file 644 300:400 "X"',
    ],
  },
  {
    name: '--chown: parents too',
    sources: ['f'],
    to: '/a/b/c',
    chown: '1:2',
    layer: ['a dir 755 1:2', 'a/b dir 755 1:2', 'a/b/c file 640 1:2 "F"'],
  },
  {
    name: '--chown: the new directory of a directory',
    sources: ['empty'],
    to: '/a',
    chown: '1:2',
    layer: ['a dir 755 1:2'],
  },
  // client/llb/fileop.go WithUser, user_linux.go readUser
  {
    name: '--chown with one number is user and group',
    sources: ['f'],
    to: '/x',
    chown: '33',
    layer: ['x file 640 33:33 "F"'],
  },
  {
    name: '--chown with a name has the group of passwd',
    sources: ['f'],
    to: '/x',
    image,
    chown: 'app',
    layer: ['x file 640 1000:1001 "F"'],
  },
  {
    name: '--chown with two names',
    sources: ['f'],
    to: '/x',
    image,
    chown: 'app:staff',
    layer: ['x file 640 1000:50 "F"'],
  },
  {
    name: '--chown with name and number',
    sources: ['f'],
    to: '/x',
    image,
    chown: 'app:7',
    layer: ['x file 640 1000:7 "F"'],
  },
  {
    name: '--chown with number and name',
    sources: ['f'],
    to: '/x',
    image,
    chown: '7:staff',
    layer: ['x file 640 7:50 "F"'],
  },
  { name: '--chown=root needs no passwd', sources: ['f'], to: '/x', chown: 'root:root', layer: [`x ${F}`] },
  // moby/buildkit#7002
  {
    name: '--chown with an empty group is the group root',
    sources: ['f'],
    to: '/x',
    image,
    chown: 'app:',
    layer: ['x file 640 1000:0 "F"'],
  },
  { name: '--chown with an empty user', sources: ['f'], to: '/x', chown: ':7', layer: ['x file 640 0:7 "F"'] },
  // readUser leaves 0:0 where nothing is found; the reference says that the build fails
  {
    name: '--chown with a name that nobody knows is root',
    sources: ['f'],
    to: '/x',
    image,
    chown: 'nobody:nogroup',
    layer: [`x ${F}`],
  },
  {
    name: '--chown with a name in an image without passwd is root',
    sources: ['f'],
    to: '/x',
    image: new MemoryTree({ a: 'a' }),
    chown: 'app',
    layer: [`x ${F}`],
  },
  {
    name: '--chown looks through links of the image',
    sources: ['f'],
    to: '/x',
    image: new MemoryTree({
      etc: symlink('/private/etc'),
      'private/etc/passwd': symlink('users'),
      'private/etc/users': 'u:x:9:8',
    }),
    chown: 'u',
    layer: ['x file 640 9:8 "F"'],
  },

  // dockerfile_copy_test.go testCopyChmod
  { name: '--chmod of a file', sources: ['f'], to: '/x', chmod: octal(0o777), layer: ['x file 777 0:0 "F"'] },
  { name: '--chmod=0', sources: ['f'], to: '/x', chmod: octal(0), layer: ['x file 0 0:0 "F"'] },
  { name: '--chmod with special bits', sources: ['f'], to: '/x', chmod: octal(0o7751), layer: ['x file 7751 0:0 "F"'] },
  {
    name: '--chmod: octal is also the mode of new parents, but for special bits',
    sources: ['f'],
    to: '/a/x',
    chmod: octal(0o4770),
    layer: ['a dir 770 0:0', 'a/x file 4770 0:0 "F"'],
  },
  {
    name: '--chmod: of directories below, not of links',
    sources: ['d'],
    to: '/a',
    chmod: octal(0o604),
    layer: [
      'a dir 604 0:0',
      'a/ln symlink 777 0:0 -> x',
      'a/sub dir 604 0:0',
      'a/sub/y file 604 0:0 "Y"',
      'a/x file 604 0:0 "X"',
    ],
  },
  {
    name: '--chmod: a directory of the image keeps its mode',
    sources: ['f'],
    to: '/usr/bin/',
    image,
    chmod: octal(0o600),
    layer: [...BIN, 'usr/bin/f file 600 0:0 "F"'],
  },
  // Copy() takes the default mode for parents unless the mode is a number
  {
    name: '--chmod: symbolic leaves new parents at 0755',
    sources: ['d'],
    to: '/a/b',
    chmod: { apply: (mode, isDirectory) => (isDirectory ? mode & ~0o050 : mode | 0o111) },
    layer: [
      'a dir 755 0:0',
      'a/b dir 755 0:0',
      'a/b/ln symlink 777 0:0 -> x',
      'a/b/sub dir 700 0:0',
      'a/b/sub/y file 755 0:0 "Y"',
      'a/b/x file 755 0:0 "X"',
    ],
  },

  {
    name: '--parents: directories keep their modes',
    sources: ['d/sub/y'],
    to: '/out/',
    parents: true,
    layer: ['out dir 755 0:0', 'out/d dir 700 0:0', 'out/d/sub dir 750 0:0', 'out/d/sub/y file 644 0:0 "Y"'],
  },
  {
    name: '--parents: the pivot',
    sources: ['d/./sub/y'],
    to: '/out',
    parents: true,
    layer: ['out dir 755 0:0', 'out/sub dir 750 0:0', 'out/sub/y file 644 0:0 "Y"'],
  },
  {
    name: '--parents --chown',
    sources: ['d/sub/y'],
    to: '/out',
    parents: true,
    chown: '1:2',
    layer: ['out dir 755 1:2', 'out/d dir 700 1:2', 'out/d/sub dir 750 1:2', 'out/d/sub/y file 644 1:2 "Y"'],
  },
  // createParentDirs: an existing directory is only given the source's mode
  {
    name: '--parents: a directory of the image keeps its owner, not its mode',
    sources: ['d/sub/y'],
    to: '/',
    parents: true,
    image: new MemoryTree({ d: directory({ mode: 0o777, uid: 3, gid: 3 }) }),
    layer: ['d dir 700 3:3', 'd/sub dir 750 0:0', 'd/sub/y file 644 0:0 "Y"'],
  },
  // dockerfile_parents_test.go wildcard-nonexistent
  {
    name: '--parents without a match makes the destination',
    sources: ['d/none*'],
    to: '/out/',
    parents: true,
    layer: ['out dir 755 0:0'],
  },

  // Reference, "COPY --link": laid out on an empty root
  {
    name: '--link does not follow links',
    sources: ['f'],
    to: '/lib/',
    image,
    link: true,
    layer: ['lib dir 755 0:0', `lib/f ${F}`],
  },
  {
    name: '--link overrides directories',
    sources: ['f'],
    to: '/usr/bin/f',
    image,
    link: true,
    layer: ['usr dir 755 0:0', 'usr/bin dir 755 0:0', `usr/bin/f ${F}`],
  },
  {
    name: '--link with numbers',
    sources: ['f'],
    to: '/usr/bin/',
    image,
    link: true,
    chown: '1:2',
    layer: ['usr dir 755 1:2', 'usr/bin dir 755 1:2', 'usr/bin/f file 640 1:2 "F"'],
  },
  {
    name: '--link to a file of the image',
    sources: ['f'],
    to: '/a-file/',
    image,
    link: true,
    layer: ['a-file dir 755 0:0', `a-file/f ${F}`],
  },
];

describe('owners and modes of what COPY makes', () => {
  it.each(rows)('$name: $sources → $to', async ({ layer, ...row }) => {
    expect(await layerOf({ context, ...row })).toEqual([...layer].sort((a, b) => (a < b ? -1 : 1)));
  });
});
