import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { ROOT_FOLDERS } from '../../src/files/root-folder.js';
import { runCliInProcess } from '../support/cli-in-process.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { Canaries } from './canaries.js';

let folder: string;
let root: string;
let context: string;
let canaries: Canaries;
beforeAll(async () => {
  folder = await temporaryFolder('hostile-outputs');
  canaries = new Canaries(join(folder, 'machine'));
  root = join(folder, 'root');
  context = join(folder, 'work', 'context');
});
beforeEach(() => {
  rmSync(join(folder, 'work'), { recursive: true, force: true });
  mkdirSync(context, { recursive: true });
  writeFileSync(join(context, 'Dockerfile'), 'FROM scratch\nCOPY file /file\n');
  writeFileSync(join(context, 'file'), 'content\n');
});
afterAll(() => removeTree(folder));

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

async function build(...args: readonly string[]): Promise<Ended> {
  const { code, stdout, stderr } = await runCliInProcess(['build', ...args, '--root', root, context]);
  return { code, said: stdout + stderr };
}

/** Names below the machine's folder, with links resolved. There must be no new file. */
const untouched = (): void => expect(canaries.isUntouched).toBe(true);

/** A layout that somebody committed, with all files that a layout needs. */
function commitLayout(at: string): void {
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  writeFileSync(join(at, 'index.json'), '{"schemaVersion":2,"manifests":[]}');
}

interface Trap {
  readonly trap: string;
  readonly put: (layout: string) => void;
}

const link = (target: () => string, ...names: readonly string[]): Trap['put'] => {
  return (layout) => {
    const path = join(layout, ...names);
    rmSync(path, { recursive: true, force: true });
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target(), path);
  };
};
const keys = (): string => join(canaries.folder, 'keys');

/** Everything that leads out of the layout, or replaces one of its folders or files. */
const FATAL_TRAPS: readonly Trap[] = [
  { trap: 'blobs/sha256 leads to keys', put: link(keys, 'blobs', 'sha256') },
  { trap: 'blobs/sha256 climbs to keys', put: link(() => '../../../../../machine/keys', 'blobs', 'sha256') },
  { trap: 'blobs leads out', put: link(() => canaries.folder, 'blobs') },
  {
    trap: 'blobs leads to a folder with a link in it',
    put: (layout) => {
      const elsewhere = join(folder, 'work', 'elsewhere');
      mkdirSync(elsewhere);
      symlinkSync(keys(), join(elsewhere, 'sha256'));
      link(() => elsewhere, 'blobs')(layout);
    },
  },
  {
    trap: 'blobs/sha256 leads to another folder of the layout',
    put: (layout) => {
      mkdirSync(join(layout, 'other'));
      link(() => '../other', 'blobs', 'sha256')(layout);
    },
  },
  { trap: 'blobs/sha256 leads nowhere', put: link(() => 'nowhere', 'blobs', 'sha256') },
  {
    trap: 'blobs is a file',
    put: (layout) => {
      writeFileSync(join(layout, 'blobs'), '');
    },
  },
  {
    trap: 'blobs/sha256 is a fifo',
    put: (layout) => {
      mkdirSync(join(layout, 'blobs'));
      execFileSync('mkfifo', [join(layout, 'blobs/sha256')]);
    },
  },
  { trap: 'the lock leads to a key', put: link(() => join(keys(), 'id_ed25519'), '.lock') },
  { trap: 'the lock leads to an endless device', put: link(() => '/dev/zero', '.lock') },
  { trap: 'the lock leads nowhere', put: link(() => 'nowhere', '.lock') },
  { trap: 'the lock is a folder', put: (layout) => mkdirSync(join(layout, '.lock')) },
  { trap: 'the lock is a fifo', put: (layout) => execFileSync('mkfifo', [join(layout, '.lock')]) },
  {
    trap: 'the index is a fifo',
    put: (layout) => {
      rmSync(join(layout, 'index.json'));
      execFileSync('mkfifo', [join(layout, 'index.json')]);
    },
  },
];

/** What the layout's own file replaces. */
const HARMLESS_TRAPS: readonly Trap[] = [
  { trap: 'the index leads to a key', put: link(() => join(keys(), 'id_ed25519'), 'index.json') },
  { trap: 'the index leads to the environment', put: link(() => '/proc/self/environ', 'index.json') },
  { trap: 'the index leads to an endless device', put: link(() => '/dev/zero', 'index.json') },
  { trap: 'oci-layout leads to a key', put: link(() => join(keys(), 'id_ed25519'), 'oci-layout') },
  { trap: 'oci-layout leads to a new file', put: link(() => join(keys(), 'made'), 'oci-layout') },
  { trap: 'blobs/sha512 leads to keys', put: link(keys, 'blobs', 'sha512') },
  { trap: 'a lease leads to a key', put: link(() => join(keys(), 'id_ed25519'), '.lease-1-1-1.x') },
  { trap: 'a lease is a folder', put: (layout) => mkdirSync(join(layout, '.lease-1-1-1.x')) },
];

const DESTINATIONS = [
  { name: 'a cache', flag: (at: string) => ['--cache-to', `type=local,dest=${at}`] },
  { name: 'a layout', flag: (at: string) => ['-o', `type=oci,tar=false,dest=${at}`] },
  { name: 'a layout by its slash', flag: (at: string) => ['-o', `type=oci,dest=${at}/`] },
] as const;

const on = (traps: readonly Trap[]) =>
  DESTINATIONS.flatMap(({ name, flag }) => traps.map((trap) => ({ ...trap, name, flag, isCache: name === 'a cache' })));

describe('a layout that somebody committed', () => {
  it.each(on(FATAL_TRAPS))('is not written through: $name, where $trap', async ({ put, flag, isCache }) => {
    const at = join(context, '.cache');
    commitLayout(at);
    put(at);
    const { code, said } = await build(...flag(at));
    // A cache that cannot be saved does not fail the build. There is a warning.
    expect({ code, said }).toEqual({ code: isCache ? 0 : 1, said: expect.stringContaining('.cache') as string });
    expect(said).toMatch(isCache ? /could not|not saved|cannot/i : /^ERROR: /m);
    untouched();
  });

  it.each(on(HARMLESS_TRAPS))('gets files only inside its folder: $name, where $trap', async ({ put, flag }) => {
    const at = join(context, '.cache');
    commitLayout(at);
    put(at);
    const { code } = await build(...flag(at));
    expect(code).toBe(0);
    for (const name of ['index.json', 'oci-layout']) expect(lstatSync(join(at, name)).isFile()).toBe(true);
    untouched();
  });

  it.each(DESTINATIONS)('replaces blobs that are links: $name', async ({ flag }) => {
    const at = join(context, '.cache');
    expect((await build(...flag(at))).code).toBe(0);
    const blobs = join(at, 'blobs/sha256');
    const names = readdirSync(blobs);
    for (const name of names) {
      rmSync(join(blobs, name));
      symlinkSync(join(keys(), 'id_ed25519'), join(blobs, name));
    }
    rmSync(join(at, 'index.json'));
    expect((await build(...flag(at))).code).toBe(0);
    const left = readdirSync(blobs);
    expect(left.filter((name) => lstatSync(join(blobs, name)).isFile()).length).toBeGreaterThan(0);
    untouched();
  });

  it('loses only blobs that no document names, when it is swept', async () => {
    const at = join(context, '.cache');
    commitLayout(at);
    const blobs = join(at, 'blobs/sha256');
    mkdirSync(join(blobs, 'b'.repeat(64)), { recursive: true });
    const kept = ['id_ed25519', 'README', 'a'.repeat(63), 'A'.repeat(64), '.hidden', `${'a'.repeat(64)}.pub`];
    for (const name of kept) writeFileSync(join(blobs, name), name);
    symlinkSync(join(keys(), 'id_ed25519'), join(blobs, 'c'.repeat(64)));
    writeFileSync(join(blobs, 'd'.repeat(64)), 'a blob that nothing names');
    expect((await build('--cache-to', `type=local,dest=${at}`)).code).toBe(0);
    const left = readdirSync(blobs);
    expect(left).toEqual(expect.arrayContaining([...kept, 'b'.repeat(64), 'c'.repeat(64)]));
    expect(left).not.toContain('d'.repeat(64));
    untouched();
  });

  it.each([
    ['blobs/sha256 leads to keys', FATAL_TRAPS[0]!.put],
    ['blobs leads out', FATAL_TRAPS[2]!.put],
    ['the index is a fifo', FATAL_TRAPS.at(-1)!.put],
    ['the index leads to the environment', HARMLESS_TRAPS[1]!.put],
  ] as const)('is not read through: %s', async (_trap, put) => {
    const at = join(context, '.cache');
    commitLayout(at);
    put(at);
    const cache = await build('--cache-from', `type=local,src=${at}`);
    expect(cache.code).toBe(0);
    expect(cache.said).not.toContain('PATH=');
    const base = join(context, '.base');
    commitLayout(base);
    put(base);
    writeFileSync(join(context, 'Dockerfile'), 'FROM base\nCOPY file /file\n');
    for (const choice of ['', `@sha256:${'a'.repeat(64)}`]) {
      const ended = await build('--build-context', `base=oci-layout://${base}${choice}`);
      expect(ended).toEqual({ code: 1, said: expect.stringContaining('the OCI layout') as string });
      expect(ended.said).not.toContain('PATH=');
    }
    untouched();
  });
});

const FILES = [
  { name: '--metadata-file', flag: (at: string) => ['--metadata-file', at] },
  { name: '--iidfile', flag: (at: string) => ['--iidfile', at] },
  { name: '--report', flag: (at: string) => ['--report', at] },
  { name: 'an OCI archive', flag: (at: string) => ['-o', `type=oci,dest=${at}`] },
  { name: 'a docker archive', flag: (at: string) => ['-o', `type=docker,dest=${at}`] },
] as const;

describe('a file that a build writes', () => {
  it.each(FILES)('replaces a link that somebody committed: $name', async ({ flag }) => {
    for (const target of [
      join(keys(), 'id_ed25519'),
      join(keys(), 'made'),
      '../../machine/environ',
      'nowhere/at/all',
    ]) {
      const at = join(context, 'out');
      rmSync(at, { force: true });
      symlinkSync(target, at);
      expect((await build(...flag(at))).code).toBe(0);
      expect(lstatSync(at).isFile()).toBe(true);
      untouched();
    }
  });

  it.each(FILES)('is not written to a device or folder that a link leads to: $name', async ({ flag }) => {
    for (const target of ['/dev/null', '/dev/zero', '/dev/full', keys()]) {
      const at = join(context, 'out');
      rmSync(at, { force: true });
      symlinkSync(target, at);
      expect((await build(...flag(at))).code).toBe(1);
      expect(lstatSync(at).isSymbolicLink()).toBe(true);
      untouched();
    }
  });

  it.each(FILES)('keeps a device that is named directly: $name', async ({ flag }) => {
    const before = statSync('/dev/null');
    expect((await build(...flag('/dev/null'))).code).toBe(0);
    const after = statSync('/dev/null');
    expect([after.isCharacterDevice(), after.rdev, after.ino]).toEqual([true, before.rdev, before.ino]);
    expect(readdirSync('/dev').filter((name) => name.startsWith('.null'))).toEqual([]);
  });

  it.each(FILES)('that does not fit gives an error that says how to make room: $name', async ({ flag }) => {
    const { code, said } = await build(...flag('/dev/full'));
    expect({ code, said }).toEqual({ code: 69, said: expect.stringContaining('the disk is full') as string });
    expect(said).toContain('/dev/full');
    expect(said).toContain('cache prune');
  });

  it.each(
    FILES.flatMap((file) =>
      ['/dev/null/i.tar', '/proc/nope/i.tar', `/tmp/${'x'.repeat(300)}`, '/dev/null/a/b/c'].map((at) => ({
        ...file,
        at,
      })),
    ),
  )('in an impossible place is the user’s error: $name in $at', async ({ flag, at }) => {
    const { code, said } = await build(...flag(at));
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining(at) as string });
    expect(said).not.toMatch(/this is a bug|^\s+at /im);
  });

  it.each(['/dev/null/layout/', '/proc/nope/layout/'])('so is a layout in %s', async (at) => {
    const { code, said } = await build('-o', `type=oci,dest=${at}`);
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('cannot write') as string });
  });

  it('can be a fifo, as with a shell', async () => {
    const at = join(context, 'pipe');
    execFileSync('mkfifo', [at]);
    const reader = spawn('sh', ['-c', `cat ${at} > ${at}.read`], { stdio: 'ignore' });
    const read = once(reader, 'exit');
    expect((await build('--iidfile', at)).code).toBe(0);
    await read;
    expect(readFileSync(`${at}.read`, 'utf8')).toMatch(/^sha256:/);
    expect(lstatSync(at).isFIFO()).toBe(true);
  });
});

it('an archive for docker load has one platform only, which is an error before the build', async () => {
  const at = join(context, 'out.tar');
  const { code, said } = await build('-o', `type=docker,dest=${at}`, '--platform', 'linux/amd64,linux/arm64');
  expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('manifest lists') as string });
  expect(said).not.toContain('COPY');
  expect(existsSync(at)).toBe(false);
});

describe('a root folder that somebody committed', () => {
  const FOLDERS = [...Object.values(ROOT_FOLDERS).map(({ path }) => path), 'blobs/sha256', 'cache'];
  it.each(FOLDERS)('is refused if %s is a link to keys', async (name) => {
    const at = join(context, '.layer-build');
    link(keys, name)(at);
    for (const verb of [['build', context], ['prune', '--all'], ['cache', 'prune', '--all'], ['images']]) {
      const { code, stdout, stderr } = await runCliInProcess([...verb, '--root', at]);
      expect({ verb, code, said: stdout + stderr }).toEqual({
        verb,
        code: 1,
        said: expect.stringContaining('is a symbolic link') as string,
      });
      untouched();
    }
  });
});
