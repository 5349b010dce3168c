import { spawnSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { layerOf, layoutOf, octal, written, type CopyCase } from '../../support/copy-case.js';
import { directory, file, MemoryTree, symlink } from '../../support/memory-tree.js';
import { paxMember, tarBytes, type TarMember } from '../../support/tar-bytes.js';

function contextWith(bytes: Uint8Array, name = 'a.tar'): MemoryTree {
  return new MemoryTree({ [name]: file(bytes, { mode: 0o600 }) });
}

function added(members: readonly TarMember[], row: Partial<CopyCase> = {}): Promise<readonly string[]> {
  return layerOf({ context: contextWith(tarBytes(members)), sources: ['a.tar'], to: '/', add: true, ...row });
}

const simple: readonly TarMember[] = [{ name: 'f', content: 'F', uid: 7, gid: 8, mode: 0o640 }];
const image = new MemoryTree({
  opt: directory({ mode: 0o711, uid: 3, gid: 4 }),
  'opt/app': directory({ mode: 0o700, uid: 3, gid: 4, xattrs: { 'user.a': 'AQ==' } }),
  'opt/app/old': 'old',
  'opt/file': file('old', { uid: 9 }),
  'opt/run': symlink('/app'),
  'opt/broken': symlink('/nowhere'),
  run: directory(),
  'var/run': symlink('/run'),
});
const OPT = 'opt dir 711 3:4';

interface Row {
  readonly name: string;
  readonly members: readonly TarMember[];
  readonly row?: Partial<CopyCase>;
  readonly layer: readonly string[];
}

// Facts without a remark: moby/go-archive `Unpack` and `createTarFile` as of BuildKit 0.32, run in a chroot at the destination.
const rows: readonly Row[] = [
  { name: 'owners are those of the archive', members: simple, layer: ['f file 640 7:8 "F"'] },
  {
    name: "the destination is made, and is root's",
    members: simple,
    row: { to: '/out' },
    layer: ['out dir 755 0:0', 'out/f file 640 7:8 "F"'],
  },
  // dockerfile_add_test.go testDockerfileAddChownArchive
  {
    name: '--chown goes for the destination and all members',
    members: [{ name: 'd/', mode: 0o700 }, ...simple],
    row: { to: '/out/', chown: '100:200' },
    layer: ['out dir 755 100:200', 'out/d dir 700 100:200', 'out/f file 640 100:200 "F"'],
  },
  {
    name: '--chmod does not go for members',
    members: simple,
    row: { to: '/out/', chmod: octal(0o777) },
    layer: ['out dir 755 0:0', 'out/f file 640 7:8 "F"'],
  },
  {
    name: '--exclude does not go for members',
    members: simple,
    row: { exclude: ['f'] },
    layer: ['f file 640 7:8 "F"'],
  },
  // ImpliedDirectoryMode
  {
    name: "parents that the archive does not name are root's, also under --chown",
    members: [{ name: 'a/b/f', content: '1' }],
    row: { chown: '5' },
    layer: ['a dir 755 0:0', 'a/b dir 755 0:0', 'a/b/f file 644 5:5 "1"'],
  },
  {
    name: 'a parent that comes later gets its metadata then',
    members: [{ name: 'a/f' }, { name: 'a/', mode: 0o700, uid: 5 }],
    layer: ['a dir 700 5:0', 'a/f file 644 0:0 ""'],
  },
  {
    name: "the archive's own root is left alone",
    members: [{ name: './', mode: 0o700, uid: 5 }, ...simple],
    row: { to: '/opt', image },
    layer: [OPT, 'opt/f file 640 7:8 "F"'],
  },
  {
    name: "a directory over a directory takes the archive's metadata and keeps what is in it",
    members: [{ name: 'app/', mode: 0o1777, uid: 1, gid: 2 }],
    row: { to: '/opt', image },
    layer: [OPT, 'opt/app dir 1777 1:2'],
  },
  {
    name: 'a file over a file',
    members: [{ name: 'file', content: 'new' }],
    row: { to: '/opt', image },
    layer: [OPT, 'opt/file file 644 0:0 "new"'],
  },
  {
    name: 'a file over a directory replaces it',
    members: [{ name: 'app', content: 'new' }],
    row: { to: '/opt', image },
    layer: [OPT, 'opt/app file 644 0:0 "new"'],
  },
  {
    name: 'a directory over a file replaces it',
    members: [{ name: 'file/', mode: 0o755 }, { name: 'file/x' }],
    row: { to: '/opt', image },
    layer: [OPT, 'opt/file dir 755 0:0', 'opt/file/x file 644 0:0 ""'],
  },
  {
    name: 'a directory over a link to a directory replaces the link',
    members: [{ name: 'run/', mode: 0o755 }, { name: 'run/x' }],
    row: { to: '/opt', image },
    layer: [OPT, 'opt/run dir 755 0:0', 'opt/run/x file 644 0:0 ""'],
  },
  {
    name: 'a directory that was replaced twice hides what was in it',
    members: [{ name: 'app' }, { name: 'app/', mode: 0o755 }],
    row: { to: '/opt', image },
    layer: [OPT, 'opt/app opaque dir 755 0:0'],
  },
  {
    name: 'the later of two members of a name counts',
    members: [
      { name: 'f', content: '1' },
      { name: 'f', content: '22' },
    ],
    layer: ['f file 644 0:0 "22"'],
  },
  {
    name: 'a member below a link of the image',
    members: [{ name: 'run/x' }],
    row: { to: '/opt', image },
    layer: [OPT, 'opt/app dir 700 3:4 +user.a', 'opt/app/x file 644 0:0 ""'],
  },
  {
    // testDockerfileAddArchiveThroughAbsoluteSymlink
    name: 'through an absolute link, with a hard link',
    members: [
      { name: 'var/run/act/', mode: 0o755 },
      { name: 'var/run/act/HEAD', content: 'ref' },
      { name: 'var/run/act/HEAD.link', type: '1', link: 'var/run/act/HEAD' },
    ],
    row: { image },
    layer: [
      'run dir 755 0:0',
      'run/act dir 755 0:0',
      'run/act/HEAD file 644 0:0 "ref"',
      'run/act/HEAD.link same as run/act/HEAD',
    ],
  },
  {
    name: 'through a link of the archive',
    members: [
      { name: 'd/', mode: 0o755 },
      { name: 'l', type: '2', link: 'd' },
      { name: 'l/x', content: 'x' },
    ],
    layer: ['d dir 755 0:0', 'd/x file 644 0:0 "x"', 'l symlink 777 0:0 -> d'],
  },
  {
    name: 'a link of the archive that leads out leads to the destination',
    members: [
      { name: 'l', type: '2', link: '/../..' },
      { name: 'l/x', content: 'x' },
    ],
    row: { to: '/opt/app', image },
    layer: [OPT, 'opt/app dir 700 3:4 +user.a', 'opt/app/l symlink 777 0:0 -> /../..', 'opt/app/x file 644 0:0 "x"'],
  },
  {
    name: 'a link is kept as it is',
    members: [{ name: 'l', type: '2', link: '/etc/../x', uid: 1 }],
    layer: ['l symlink 777 1:0 -> /etc/../x'],
  },
  {
    name: 'a hard link that comes before its file in the alphabet',
    members: [
      { name: 'z', content: 'Z' },
      { name: 'a', type: '1', link: 'z' },
    ],
    layer: ['a file 644 0:0 "Z"', 'z same as a'],
  },
  {
    name: 'a hard link gives its file its metadata',
    members: [
      { name: 'a', content: 'A' },
      { name: 'b', type: '1', link: 'a', mode: 0o4755, uid: 9 },
    ],
    layer: ['a file 4755 9:0 "A"', 'b same as a'],
  },
  {
    name: 'a hard link to a file of the image takes the file along',
    members: [{ name: 'b', type: '1', link: 'file', mode: 0o600 }],
    row: { to: '/opt', image },
    layer: [OPT, 'opt/b file 600 0:0 "old"', 'opt/file same as opt/b'],
  },
  {
    name: 'a hard link across directories',
    members: [
      { name: 'a/f', content: 'A' },
      { name: 'b/', mode: 0o755 },
      { name: 'b/g', type: '1', link: './a/f' },
    ],
    layer: ['a dir 755 0:0', 'a/f file 644 0:0 "A"', 'b dir 755 0:0', 'b/g same as a/f'],
  },
  {
    name: 'devices and fifos',
    members: [
      { name: 'null', type: '3', major: 1, minor: 3, mode: 0o666 },
      { name: 'sda', type: '4', major: 8, minor: 0, mode: 0o660 },
      { name: 'pipe', type: '6', mode: 0o600 },
    ],
    layer: ['null char 666 0:0 1:3', 'pipe fifo 600 0:0', 'sda block 660 0:0 8:0'],
  },
  {
    name: 'extended attributes, but those of overlayfs',
    members: [
      paxMember({ 'SCHILY.xattr.security.capability': 'x', 'SCHILY.xattr.trusted.overlay.opaque': 'y' }),
      { name: 'f' },
    ],
    layer: ['f file 644 0:0 "" +security.capability'],
  },
  {
    name: 'a global header is no member',
    members: [paxMember({ comment: '0123456789' }, 'g'), { name: 'f' }],
    layer: ['f file 644 0:0 ""'],
  },
  {
    name: 'setuid and sticky bits',
    members: [
      { name: 'd/', mode: 0o1777 },
      { name: 'd/s', mode: 0o4755 },
    ],
    layer: ['d dir 1777 0:0', 'd/s file 4755 0:0 ""'],
  },
  // setPermissions chowns the new directory and leaves the bit that the kernel handed down
  {
    name: 'implied parents below a setgid directory',
    members: [{ name: 'n/f' }],
    row: { to: '/m', image: new MemoryTree({ m: directory({ mode: 0o2775, gid: 8 }) }) },
    layer: ['m dir 2775 0:8', 'm/n dir 2755 0:0', 'm/n/f file 644 0:0 ""'],
  },
  {
    name: 'the destination through a link of the image',
    members: simple,
    row: { to: '/var/run/', image },
    layer: ['run dir 755 0:0', 'run/f file 640 7:8 "F"'],
  },
];

describe('ADD of a local archive', () => {
  it.each(rows)('$name', async ({ members, row, layer }) => {
    expect(await added(members, row)).toEqual(layer);
  });

  it('takes the archive by its content, not by its name', async () => {
    const context = contextWith(tarBytes(simple), 'picture.png');
    expect(await layerOf({ context, sources: ['picture.png'], to: '/', add: true })).toEqual(['f file 640 7:8 "F"']);
  });

  it.each(['gzip', 'bzip2', 'xz', 'zstd'])('unpacks %s', async (program) => {
    const input = tarBytes(simple);
    const { stdout, error } = spawnSync(program, ['-c'], { input });
    if (error !== undefined) throw new Error(`this test needs ${program}`, { cause: error });
    expect(await layerOf({ context: contextWith(stdout), sources: ['a.tar'], to: '/', add: true })).toEqual([
      'f file 640 7:8 "F"',
    ]);
  });

  // testDockerfileAddArchiveWildcard
  it('unpacks each archive that a pattern picks, beside files', async () => {
    const context = new MemoryTree({
      'a.tar': file(tarBytes([{ name: 'a', content: '1' }])),
      'b.tar': file(tarBytes([{ name: 'b', content: '2' }])),
      'c.tar': 'no archive',
    });
    expect(await layerOf({ context, sources: ['*.tar'], to: '/dest/', add: true })).toEqual([
      'dest dir 755 0:0',
      'dest/a file 644 0:0 "1"',
      'dest/b file 644 0:0 "2"',
      'dest/c.tar file 644 0:0 "no archive"',
    ]);
  });

  it('does not unpack what lies in a directory', async () => {
    const context = new MemoryTree({ 'd/a.tar': file(tarBytes(simple)) });
    const { entries } = await layoutOf({ context, sources: ['d'], to: '/d', add: true });
    expect([...entries].map(({ entry }) => entry.path)).toEqual(['d', 'd/a.tar']);
  });

  it('follows a link to an archive', async () => {
    const context = new MemoryTree({ 'a.tar': file(tarBytes(simple)), latest: symlink('a.tar') });
    expect(await layerOf({ context, sources: ['latest'], to: '/', add: true })).toEqual(['f file 640 7:8 "F"']);
  });

  it.each([
    ['COPY', {}],
    ['ADD --unpack=false', { add: true, unpack: false }],
  ])('%s takes it as it is', async (_name, row) => {
    const { entries } = await layoutOf({
      context: contextWith(tarBytes(simple)),
      sources: ['a.tar'],
      to: '/x/',
      ...row,
    });
    expect([...entries].map(({ entry }) => entry.path)).toEqual(['x', 'x/a.tar']);
  });

  // Reference, "ADD --unpack"
  it('unpacks a download where it is told to', async () => {
    const tree = new MemoryTree({ 'v1.tgz': file(gzipSync(tarBytes(simple)), { mode: 0o600 }) });
    const source = { kind: 'file', tree, path: 'v1.tgz', shownAs: 'https://example.com/v1.tgz' } as const;
    expect(await layerOf({ sources: [{ ...source, unpack: true }], to: '/', add: true })).toEqual([
      'f file 640 7:8 "F"',
    ]);
    const { entries } = await layoutOf({ sources: [{ ...source, unpack: false }], to: '/', add: true });
    expect([...entries].map(({ entry }) => entry.path)).toEqual(['v1.tgz']);
  });

  it('keeps members in memory one at a time', async () => {
    const big = 'b'.repeat(3_000_000);
    const layout = await layoutOf({
      context: contextWith(
        gzipSync(
          tarBytes([
            { name: 'skipped', content: big },
            { name: 'skipped', content: 'small' },
            { name: 'z', content: big },
          ]),
        ),
      ),
      sources: ['a.tar'],
      to: '/',
      add: true,
    });
    expect((await written(layout)).map(({ entry, content }) => [entry.path, content.length])).toEqual([
      ['skipped', 5],
      ['z', 3_000_000],
    ]);
  });
});
