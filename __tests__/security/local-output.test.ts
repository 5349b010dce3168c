import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { FolderWriter } from '../../src/files/folder-writer.js';
import { runCliInProcess } from '../support/cli-in-process.js';
import { writeLayoutOf } from '../support/hand-made-layout.js';
import { paxMember, tarBytes, type TarMember } from '../support/tar-bytes.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { Canaries } from './canaries.js';

let folder: string;
let canaries: Canaries;
let work: string;
let out: string;
let bases = 0;
beforeAll(async () => {
  folder = await temporaryFolder('local-output');
  canaries = new Canaries(join(folder, 'machine'));
  work = join(folder, 'work');
  out = join(work, 'out');
});
beforeEach(() => {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(join(work, 'context'), { recursive: true });
});
afterAll(() => removeTree(folder));

const keys = (): string => join(canaries.folder, 'keys');
const climbing = (): string => `../../../../../../../../../..${keys()}`;
const link = (name: string, target: string): TarMember => ({ name, type: '2', link: target });

/** Exports an image with these layers, byte for byte. */
async function exported(layers: readonly (readonly TarMember[])[], output = `type=local,dest=${out}`) {
  const base = join(folder, `base-${++bases}`);
  writeLayoutOf(base, layers.map(tarBytes));
  writeFileSync(join(work, 'context', 'Dockerfile'), 'FROM base\n');
  const named = ['--build-context', `base=oci-layout://${base}`];
  const args = ['build', '--root', join(folder, 'root'), ...named, '-o', output, join(work, 'context')];
  const { code, stdout, stderr } = await runCliInProcess(args);
  expect(canaries.isUntouched).toBe(true);
  return { code, said: stdout + stderr };
}

/** Everything in the folder, with the targets of links. */
function listed(): readonly string[] {
  return readdirSync(out, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const stats = lstatSync(join(out, name));
      return stats.isSymbolicLink() ? `${name} -> ${readlinkSync(join(out, name))}` : name;
    });
}

describe('links of an image', () => {
  it('are made as they are, and nothing is written through them', async () => {
    const ended = await exported([
      [link('abs', keys()), link('climb', climbing()), link('self', 'self'), { name: 'd/' }, link('d/up', '..')],
      // In the tar of a layer above, the links are folders.
      [
        { name: 'abs/id_ed25519', content: 'x' },
        { name: 'climb/new', content: 'x' },
        { name: 'd/up/y', content: 'x' },
      ],
    ]);
    expect(ended.code).toBe(0);
    expect(listed()).toEqual(['abs', 'abs/id_ed25519', 'climb', 'climb/new', 'd', 'd/up', 'd/up/y', 'self -> self']);
  });

  it('in the same layer stay inside of the image', async () => {
    const ended = await exported([
      [link('abs', keys()), { name: 'abs/new', content: 'x' }, link('c', climbing()), { name: 'c/new', content: 'x' }],
    ]);
    expect(existsSync(join(keys(), 'new'))).toBe(false);
    if (ended.code === 0) expect(listed()).toContain(`abs -> ${keys()}`);
  });

  it('that are hard links cannot name a file of the machine', async () => {
    const hard = (target: string): TarMember => ({ name: 'hard', type: '1', link: target });
    for (const target of [join(keys(), 'id_ed25519'), `${climbing()}/id_ed25519`, '/etc/passwd']) {
      const { code } = await exported([[hard(target)]]);
      expect(code).not.toBe(0);
      expect(existsSync(join(out, 'hard'))).toBe(false);
    }
  });

  it('replace what is there, also if they lead nowhere', async () => {
    mkdirSync(join(out, 'empty'), { recursive: true });
    writeFileSync(join(out, 'file'), 'old');
    await exported([[link('empty', 'nowhere'), link('file', '/dev/zero')]]);
    expect(listed()).toEqual(['empty -> nowhere', 'file -> /dev/zero']);
  });
});

describe('links that are in the folder', () => {
  const IMAGE: readonly TarMember[] = [
    { name: 'etc/' },
    { name: 'etc/id_ed25519', content: 'new' },
    { name: 'etc/deep/' },
    { name: 'etc/deep/known_hosts', content: 'new' },
    { name: 'file', content: 'new' },
    { name: 'name', content: 'new' },
    { name: 'other', type: '1', link: 'name' },
  ];

  it.each([
    ['a folder that leads to keys', () => symlinkSync(keys(), join(out, 'etc'))],
    ['a folder that climbs to keys', () => symlinkSync('../../machine/keys', join(out, 'etc'))],
    ['a folder that leads nowhere', () => symlinkSync('nowhere', join(out, 'etc'))],
    [
      'a folder in a folder',
      () => {
        mkdirSync(join(out, 'etc'));
        symlinkSync(keys(), join(out, 'etc', 'deep'));
      },
    ],
    ['a file that leads to a key', () => symlinkSync(join(keys(), 'id_ed25519'), join(out, 'file'))],
    ['a file that leads to a new key', () => symlinkSync(join(keys(), 'made'), join(out, 'file'))],
    ['a file that leads to a device', () => symlinkSync('/dev/full', join(out, 'file'))],
    ['a file that is a hard link to a key', () => linkSync(join(keys(), 'id_ed25519'), join(out, 'file'))],
    ['a name of a hard link', () => symlinkSync(join(keys(), 'id_ed25519'), join(out, 'other'))],
    ['the first name of a hard link', () => symlinkSync(join(keys(), 'id_ed25519'), join(out, 'name'))],
    ['a fifo', () => execFileSync('mkfifo', [join(out, 'file'), join(out, 'etc')])],
    ['a file for a folder', () => writeFileSync(join(out, 'etc'), 'old')],
  ])('are replaced: %s', async (_name, plant) => {
    mkdirSync(out, { recursive: true });
    plant();
    const { code, said } = await exported([IMAGE]);
    expect({ code, said }).toEqual({ code: 0, said: expect.any(String) as string });
    const plain = ['etc', 'etc/deep', 'etc/deep/known_hosts', 'etc/id_ed25519', 'file', 'name', 'other'];
    expect(listed()).toEqual(plain);
    expect(readFileSync(join(out, 'file'), 'utf8')).toBe('new');
    expect(lstatSync(join(out, 'name')).ino).toBe(lstatSync(join(out, 'other')).ino);
  });

  it('are not the folder itself, unless a slash says so', async () => {
    symlinkSync(keys(), out);
    expect(await exported([IMAGE])).toMatchObject({ code: 1, said: expect.stringContaining('is a link') as string });
    rmSync(out);
    mkdirSync(join(work, 'real'));
    symlinkSync('real', out);
    expect((await exported([IMAGE], `type=local,dest=${out}/`)).code).toBe(0);
    expect(existsSync(join(work, 'real', 'file'))).toBe(true);
  });

  it('cannot be put in the place of a folder meanwhile', async () => {
    const { signal } = new AbortController();
    const writer = FolderWriter.open(out);
    try {
      const metadata = { mode: 0o755, mtime: 0 };
      for (const path of ['a', 'a/b', 'c']) writer.folder(path, metadata);
      renameSync(join(out, 'a'), join(out, 'moved'));
      symlinkSync(keys(), join(out, 'a'));
      await expect(writer.file('a/id_ed25519', metadata, [Buffer.from('x')], signal)).rejects.toThrow('was replaced');
      expect(() => writer.symlink('a/new', { target: 'x', mtime: 0 })).toThrow('was replaced');
      expect(() => writer.finish()).toThrow('was replaced');
    } finally {
      writer.close();
    }
    expect(canaries.isUntouched).toBe(true);
    expect(readdirSync(join(out, 'moved'))).toEqual(['b']);
  });
});

describe('a folder of the caller', () => {
  it('leaves out devices, setuid bits and extended attributes, and says so', async () => {
    const { code, said } = await exported([
      [
        { name: 'disk', type: '4', major: 8, minor: 0 },
        { name: 'null', type: '3', major: 1, minor: 3 },
        { name: 'pipe', type: '6' },
        { name: 'su', content: 'x', mode: 0o6755 },
        paxMember({ 'SCHILY.xattr.security.capability': 'x' }),
        { name: 'ping', content: 'x', mode: 0o755 },
        { name: 'tmp/', mode: 0o1777 },
        { name: 'odd/', mode: 0o7000 },
      ],
    ]);
    expect(code).toBe(0);
    expect(said).toContain(
      'type=local leaves out devices and fifos (3), the setuid and setgid bits of files (1), extended attributes (1)',
    );
    expect(listed()).toEqual(['odd', 'ping', 'su', 'tmp']);
    const modes = listed().map((name) => (lstatSync(join(out, name)).mode & 0o7777).toString(8));
    expect(modes).toEqual(['3000', '755', '755', '1777']);
  });

  it('keeps its other files, and a folder with files in it is not removed for a file', async () => {
    mkdirSync(join(out, 'd'), { recursive: true });
    writeFileSync(join(out, 'd', 'mine'), 'mine');
    expect((await exported([[{ name: 'd/' }, { name: 'd/theirs', content: 'x' }]])).code).toBe(0);
    expect(listed()).toEqual(['d', 'd/mine', 'd/theirs']);
    const { code, said } = await exported([[{ name: 'd', content: 'x' }]]);
    expect({ code, said }).toEqual({
      code: 1,
      said: expect.stringContaining('d is a folder with files in it') as string,
    });
    expect(readFileSync(join(out, 'd', 'mine'), 'utf8')).toBe('mine');
  });

  it('can have any name in it, and nothing is left of drafts', async () => {
    const names = ['a\nb', '-rf', '.tmp.x', 'ü', 'x'.repeat(255), '\\', '"', '$(touch x)'];
    const members = names.map((name): TarMember => ({ name: name.slice(0, 99), content: name }));
    for (let round = 0; round < 2; round++) expect((await exported([members])).code).toBe(0);
    expect(listed()).toEqual(names.map((name) => name.slice(0, 99)).sort());
  });

  it('is not written to if two platforms have a file in common there', async () => {
    writeFileSync(join(work, 'context', 'Dockerfile'), 'FROM scratch\nCOPY Dockerfile /dir/\n');
    const args = ['build', '--root', join(folder, 'root'), '--platform', 'linux/amd64,linux/arm64'];
    const shared = await runCliInProcess([
      ...args,
      '-o',
      `type=local,platform-split=false,dest=${out}`,
      join(work, 'context'),
    ]);
    expect(shared.code).toBe(1);
    expect(shared.stderr + shared.stdout).toContain(
      'cannot overwrite dir/Dockerfile from linux/amd64 with linux/arm64 when split option is disabled',
    );
    expect(existsSync(out)).toBe(false);
    expect((await runCliInProcess([...args, '-o', out, join(work, 'context')])).code).toBe(0);
    expect(listed()).toContain('linux_arm64/dir/Dockerfile');
  });
});
