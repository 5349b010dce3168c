import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  ftruncateSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  openSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { NewEntry } from '../../src/layer/entry.js';
import { LayerWriter } from '../../src/layer/layer-writer.js';
import { encodeName } from '../../src/text/byte-name.js';
import { TarReader } from '../../src/layer/tar/tar-reader.js';
import { tarHeader } from '../../src/layer/tar-writer.js';
import { tarMembers } from '../support/tar-members.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

/* Needs root (owners, devices, trusted attributes), GNU tar and python3. */
const isRoot = process.getuid?.() === 0;
const present = (program: string) => spawnSync(program, ['--version']).error === undefined;

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('gnu-tar');
});
afterAll(() => removeTree(folder));

const capability = Buffer.from('0100000200040000000000000000000000000000', 'hex');
const long = `${'directory-with-a-long-name/'.repeat(6)}${'n'.repeat(120)}`;
const invalid = Buffer.concat([Buffer.from('not-utf8-'), Buffer.of(0xff, 0xe9)]);

function setXattr(path: string, name: string, value: Buffer): void {
  const program = 'import os,sys; os.setxattr(sys.argv[1], sys.argv[2], bytes.fromhex(sys.argv[3]))';
  execFileSync('python3', ['-c', program, path, name, value.toString('hex')]);
}

function getXattrs(path: string): Record<string, string> {
  const program =
    'import os,sys,json; p=sys.argv[1]; print(json.dumps({n: os.getxattr(p,n,follow_symlinks=False).hex() for n in os.listxattr(p,follow_symlinks=False)}))';
  return JSON.parse(execFileSync('python3', ['-c', program, path]).toString()) as Record<string, string>;
}

/** A tree with something of everything. */
function oddTree(root: string, withXattrs: boolean): void {
  mkdirSync(join(root, 'sub'), { recursive: true });
  writeFileSync(join(root, 'plain'), 'plain content');
  chmodSync(join(root, 'plain'), 0o4751);
  writeFileSync(join(root, 'empty'), '');
  linkSync(join(root, 'plain'), join(root, 'sub/hard'));
  symlinkSync('../plain', join(root, 'sub/soft'));
  symlinkSync('/' + 't'.repeat(150), join(root, 'sub/long-target'));
  mkdirSync(join(root, long, '..'), { recursive: true });
  writeFileSync(join(root, long), 'long name');
  writeFileSync(join(root, 'grüße'), 'utf8');
  writeFileSync(Buffer.concat([Buffer.from(`${root}/`), invalid]), 'bytes');
  chownSync(join(root, 'empty'), 12345, 54321);
  utimesSync(join(root, 'empty'), 1_500_000_000, 1_500_000_000);
  lutimesSync(join(root, 'sub/soft'), 1_400_000_000, 1_400_000_000);
  execFileSync('mkfifo', [join(root, 'fifo')]);
  execFileSync('mknod', [join(root, 'null'), 'c', '1', '3']);
  execFileSync('mknod', [join(root, 'disk'), 'b', '8', '17']);
  const sparse = openSync(join(root, 'sparse'), 'w');
  for (let piece = 0; piece < 30; piece++) writeSync(sparse, `piece ${piece}`, piece * 100_000 + 8192);
  ftruncateSync(sparse, 4_000_000);
  closeSync(sparse);
  if (!withXattrs) return;
  setXattr(join(root, 'empty'), 'user.note', Buffer.of(0, 1, 0xff, 0x0a));
  setXattr(join(root, 'grüße'), 'security.capability', capability);
}

describe.runIf(isRoot && present('tar') && present('python3'))('TarReader on what GNU tar writes', () => {
  it.each([
    ['v7', false],
    ['ustar', false],
    ['gnu', true],
    ['oldgnu', true],
    ['posix', true],
  ])('reads %s', (format, everything) => {
    const root = join(folder, `read-${format}`);
    oddTree(root, format === 'posix');
    const names = ['plain', 'empty', 'sub/hard', 'sub/soft', 'grüße', invalid.toString('latin1')];
    if (everything) names.push('sub/long-target', long, 'fifo', 'null', 'disk');
    else if (format === 'ustar') names.push('fifo', 'null', 'disk');
    writeFileSync(
      join(folder, 'names'),
      Buffer.concat(
        names.map((name) => {
          return Buffer.concat([name === invalid.toString('latin1') ? invalid : Buffer.from(name), Buffer.of(0)]);
        }),
      ),
    );
    const archive = execFileSync(
      'tar',
      [
        '-C',
        root,
        `--format=${format}`,
        ...(format === 'posix' ? ['--xattrs', '--xattrs-include=*'] : []),
        '--null',
        '-T',
        join(folder, 'names'),
        '-cf',
        '-',
      ],
      { maxBuffer: 50_000_000 },
    );
    const members = tarMembers(archive, 1000);
    expect(members.map(({ path }) => path)).toEqual(
      names.map((name) => (name === invalid.toString('latin1') ? 'not-utf8-\uDCFF\uDCE9' : name)),
    );
    for (const member of members) {
      const stat = lstatSync(Buffer.concat([Buffer.from(`${root}/`), encodeName(member.path)]));
      expect(member).toMatchObject({ uid: stat.uid, gid: stat.gid, mtime: Math.floor(stat.mtimeMs / 1000) });
      if (member.typeflag !== '2') expect(member.mode).toBe(stat.mode & 0o7777);
      if (member.typeflag === '0') {
        expect(
          member.content.equals(readFileSync(Buffer.concat([Buffer.from(`${root}/`), encodeName(member.path)]))),
        ).toBe(true);
      }
    }
    const by = (path: string) => members.find((member) => member.path === path);
    expect(by('sub/hard')).toMatchObject({ typeflag: '1', linkname: 'plain' });
    expect(by('sub/soft')).toMatchObject({ typeflag: '2', linkname: '../plain' });
    if (everything) {
      expect(by('sub/long-target')?.linkname).toBe('/' + 't'.repeat(150));
      expect(by('disk')).toMatchObject({ typeflag: '4', major: 8, minor: 17 });
    }
    if (format === 'posix') {
      expect(by('empty')?.xattrs).toEqual({ 'user.note': Buffer.of(0, 1, 0xff, 0x0a).toString('base64') });
      expect(by('grüße')?.xattrs).toEqual({ 'security.capability': capability.toString('base64') });
    }
  });

  it.each([
    ['gnu', '0.0'],
    ['oldgnu', '0.0'],
    ['posix', '0.0'],
    ['posix', '0.1'],
    ['posix', '1.0'],
  ])('expands sparse files of %s (%s)', (format, version) => {
    const root = join(folder, `sparse-${format}-${version}`);
    oddTree(root, false);
    const archive = execFileSync(
      'tar',
      ['-C', root, `--format=${format}`, '-S', `--sparse-version=${version}`, '-cf', '-', 'sparse', 'plain'],
      { maxBuffer: 50_000_000 },
    );
    expect(archive.length).toBeLessThan(1_000_000);
    const [sparse, plain] = tarMembers(archive, 777);
    expect(sparse).toMatchObject({ path: 'sparse', typeflag: '0', size: 4_000_000 });
    expect(sparse?.content.equals(readFileSync(join(root, 'sparse')))).toBe(true);
    expect(plain?.content.toString()).toBe('plain content');
  });

  it('reads a file of over 8 GiB without holding it', () => {
    const root = join(folder, 'huge');
    mkdirSync(root);
    const file = openSync(join(root, 'big'), 'w');
    ftruncateSync(file, 9 * 1024 ** 3);
    closeSync(file);
    for (const format of ['gnu', 'posix']) {
      const archive = execFileSync('tar', ['-C', root, `--format=${format}`, '-S', '-cf', '-', 'big']);
      let size = 0;
      let announced = 0;
      const reader = new TarReader({
        entry: (header) => (announced = header.size),
        data: (chunk) => (size += chunk.length),
        end() {},
      });
      reader.write(archive);
      reader.finish();
      expect([announced, size]).toEqual([9 * 1024 ** 3, 9 * 1024 ** 3]);
    }
  });
});

describe.runIf(isRoot && present('tar') && present('python3'))('what LayerWriter writes', () => {
  const metadata = { mode: 0o640, uid: 12, gid: 34, mtime: 1_500_000_000 };
  const paths = ['plain', 'grüße', 'not-utf8-\uDCFF\uDCE9', `not-utf8-\uDCFF/${'n'.repeat(120)}`, long];
  const directories = [
    'not-utf8-\uDCFF',
    ...long
      .split('/')
      .slice(0, -1)
      .map((_, at, all) => all.slice(0, at + 1).join('/')),
  ];
  const entries: NewEntry[] = [
    { type: 'directory', path: '', ...metadata, mode: 0o711 },
    ...directories.map((path): NewEntry => ({ type: 'directory', path, ...metadata, mode: 0o755 })),
    ...paths.map((path): NewEntry => ({ type: 'file', path, ...metadata, size: 5 })),
    {
      type: 'file',
      path: 'suid',
      ...metadata,
      mode: 0o6755,
      size: 5,
      xattrs: { 'security.capability': capability.toString('base64') },
    },
    {
      type: 'file',
      path: 'noted',
      ...metadata,
      uid: 3_000_000,
      mtime: -5,
      size: 5,
      xattrs: { 'user.a=b%': 'AAD/Cg==', 'user.z': 'eg==' },
    },
    { type: 'hardlink', path: 'suid2', target: 'suid' },
    { type: 'symlink', path: 'soft', ...metadata, mode: 0o777, target: '\uDCFF'.repeat(110) },
    { type: 'char', path: 'null', ...metadata, major: 1, minor: 3 },
    { type: 'fifo', path: 'fifo', ...metadata },
  ];
  // Depth first, as every tar is: GNU tar sets a directory's time when it leaves the directory.
  entries.sort((left, right) => (left.path < right.path ? -1 : 1));

  async function made(): Promise<string> {
    const writer = await LayerWriter.create({ blobFile: join(folder, 'blob'), indexFile: join(folder, 'index') });
    for (const entry of entries) await writer.add(entry, entry.type === 'file' ? [Buffer.from('12345')] : undefined);
    await writer.finish();
    return join(folder, 'blob');
  }

  it('comes out of GNU tar as it was meant', async () => {
    const blob = await made();
    const root = join(folder, 'extracted');
    mkdirSync(root);
    const { status, stderr } = spawnSync('tar', [
      '--numeric-owner',
      '--xattrs',
      '--xattrs-include=*',
      '-xpzf',
      blob,
      '-C',
      root,
    ]);
    // A name of bytes that does not fit ustar needs the standard's `hdrcharset`, which GNU tar skips with a warning.
    const complaints = stderr
      .toString()
      .split('\n')
      .filter((line) => line !== '' && !line.includes("keyword 'hdrcharset'") && !line.includes('implausibly old'));
    expect(complaints).toEqual([]);
    expect(status).toBe(0);
    for (const entry of entries) {
      const path = Buffer.concat([Buffer.from(`${root}/`), encodeName(entry.path)]);
      const stat = lstatSync(path);
      if (entry.type === 'hardlink') {
        expect(stat.ino).toBe(lstatSync(join(root, entry.target)).ino);
        continue;
      }
      if (entry.type === 'whiteout') continue;
      expect({ path: entry.path, uid: stat.uid, gid: stat.gid, mtime: Math.floor(stat.mtimeMs / 1000) }).toEqual({
        path: entry.path,
        uid: entry.uid,
        gid: entry.gid,
        mtime: entry.mtime,
      });
      if (entry.type !== 'symlink') expect(stat.mode & 0o7777).toBe(entry.mode);
      if (entry.type === 'file') expect(readFileSync(path, 'latin1')).toBe('12345');
    }
    expect(getXattrs(join(root, 'suid'))).toEqual({ 'security.capability': capability.toString('hex') });
    expect(getXattrs(join(root, 'noted'))).toEqual({ 'user.a=b%': '0000ff0a', 'user.z': '7a' });
  });

  it('is read alike by Python', async () => {
    const program = `
import tarfile,sys,json
t=tarfile.open(sys.argv[1], 'r:gz', encoding='utf-8', errors='surrogateescape')
print(json.dumps([[m.name, m.type.decode(), m.mode, m.uid, m.gid, int(m.mtime), m.size, m.linkname] for m in t]))`;
    const seen = JSON.parse(execFileSync('python3', ['-c', program, await made()]).toString()) as unknown[][];
    const flags = {
      directory: '5',
      file: '0',
      hardlink: '1',
      symlink: '2',
      char: '3',
      block: '4',
      fifo: '6',
      whiteout: '0',
    };
    expect(seen).toEqual(
      entries.map((entry) => {
        const plain = entry.type === 'hardlink' || entry.type === 'whiteout' ? { ...metadata, mode: 0o6755 } : entry;
        const link = 'target' in entry ? entry.target : '';
        const { mode, uid, gid, mtime } = plain;
        return [
          entry.path === '' ? '.' : entry.path,
          flags[entry.type],
          mode,
          uid,
          gid,
          mtime,
          entry.type === 'file' ? 5 : 0,
          link,
        ];
      }),
    );
  });

  it('announces sizes over 8 GiB as GNU tar reads them', () => {
    const header = tarHeader({ type: 'file', path: 'big', ...metadata, size: 9 * 1024 ** 3 });
    const { stdout } = spawnSync('tar', ['-tvf', '-'], { input: header });
    expect(stdout.toString()).toContain(` ${9 * 1024 ** 3} `);
  });
});
