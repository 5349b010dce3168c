import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openInRoot, type FoundInRoot } from '../../../src/files/open-in-root.js';
import { readInRoot } from '../../../src/files/read-in-root.js';
import { decodeName } from '../../../src/text/byte-name.js';
import { TooManyLinks } from '../../../src/text/resolve-path.js';

/** `root` with a tree in it, beside `outside` with the same names and other content. */
let folder: string;
let root: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'in-root-')));
  root = join(folder, 'root');
  for (const name of ['root', 'outside']) {
    mkdirSync(join(folder, name, 'usr/lib'), { recursive: true });
    writeFileSync(join(folder, name, 'usr/lib/file'), name);
  }
  symlinkSync('usr/lib', join(root, 'lib'));
  symlinkSync('/usr/lib/file', join(root, 'absolute'));
  symlinkSync('../../../../usr/lib', join(root, 'usr/up'));
  symlinkSync('../outside', join(root, 'out'));
  symlinkSync(join(folder, 'outside'), join(root, 'abroad'));
  symlinkSync('/', join(root, 'top'));
  symlinkSync('loop', join(root, 'loop'));
  symlinkSync('/opt/new', join(root, 'dangling'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const openFiles = (): number => readdirSync('/proc/self/fd').length;

/** Where it leads, by the kernel's word, and with everything closed again. */
function shown(found: FoundInRoot): object {
  const { held, ...rest } = found;
  const at = decodeName(realpathSync.native(held.path, { encoding: 'buffer' })).slice(root.length);
  held.close();
  return { ...rest, at };
}

describe.skipIf(process.platform !== 'linux')('a path in a root', () => {
  it.each<[string, boolean, object]>([
    ['', true, { kind: 'found', path: '', at: '' }],
    ['/', false, { kind: 'found', path: '', at: '' }],
    ['usr/lib/file', true, { kind: 'found', path: 'usr/lib/file', at: '/usr/lib/file' }],
    ['//lib/./file', true, { kind: 'found', path: 'usr/lib/file', at: '/usr/lib/file' }],
    ['absolute', true, { kind: 'found', path: 'usr/lib/file', at: '/usr/lib/file' }],
    ['usr/up/file', true, { kind: 'found', path: 'usr/lib/file', at: '/usr/lib/file' }],
    ['top/top/lib/..', true, { kind: 'found', path: 'usr', at: '/usr' }],
    ['../../usr', true, { kind: 'found', path: 'usr', at: '/usr' }],
    ['nope/../lib', true, { kind: 'found', path: 'usr/lib', at: '/usr/lib' }],
    ['out', true, { kind: 'missing', path: 'outside', at: '', names: ['outside'] }],
    ['usr/lib/a/b', true, { kind: 'missing', path: 'usr/lib/a/b', at: '/usr/lib', names: ['a', 'b'] }],
    ['dangling/x', false, { kind: 'missing', path: 'opt/new/x', at: '', names: ['opt', 'new', 'x'] }],
    ['absolute/x', true, { kind: 'notDirectory', path: 'usr/lib/file/x', at: '/usr/lib/file' }],
    ['nul\0byte', true, { kind: 'missing', path: 'nul\0byte', at: '', names: ['nul\0byte'] }],
    ['x'.repeat(300), true, { kind: 'missing', path: 'x'.repeat(300), at: '', names: ['x'.repeat(300)] }],
  ])('%j (following the last: %s)', (path, followLast, expected) => {
    const before = openFiles();
    expect(shown(openInRoot(root, path, { followLast }))).toEqual(expected);
    expect(openFiles()).toBe(before);
  });

  it('that leads to a place outside by its text stays inside', () => {
    const found = openInRoot(root, 'abroad/usr/lib/file', { followLast: true });
    expect(found).toMatchObject({ kind: 'missing', path: `${folder.slice(1)}/outside/usr/lib/file` });
    found.held.close();
  });

  it('is a link where the last one is not followed', () => {
    const { held, ...rest } = openInRoot(root, 'usr/up', { followLast: false });
    expect(rest).toEqual({ kind: 'found', path: 'usr/up' });
    expect(held.stats.isSymbolicLink()).toBe(true);
    held.close();
  });

  it('that leads in circles is refused, and nothing stays open', () => {
    const before = openFiles();
    expect(() => openInRoot(root, 'loop/x', { followLast: true })).toThrow(TooManyLinks);
    expect(() => openInRoot(join(root, 'absent'), 'x', { followLast: true })).toThrow('ENOENT');
    expect(() => openInRoot(join(root, 'usr/lib/file'), 'x', { followLast: true })).toThrow('ENOTDIR');
    expect(openFiles()).toBe(before);
  });

  it('keeps names that are not UTF-8', () => {
    execFileSync('sh', ['-c', 'mkdir "$1/$(printf "b\\377d")" && ln -s "$(printf "b\\377d")" "$1/odd"', 'sh', root]);
    expect(shown(openInRoot(root, 'odd/new', { followLast: true }))).toMatchObject({
      kind: 'missing',
      path: 'b\udcffd/new',
      at: '/b\udcffd',
    });
  });

  it('is held: what takes its name later is not it', () => {
    const { held } = openInRoot(root, 'lib', { followLast: true });
    renameSync(join(root, 'usr'), join(root, 'moved'));
    symlinkSync('../outside/usr', join(root, 'usr'));
    expect(readFileSync(`${held.path}/file`, 'utf8')).toBe('root');
    writeFileSync(`${held.path}/made`, '');
    expect([existsSync(join(root, 'moved/lib/made')), existsSync(join(folder, 'outside/usr/lib/made'))]).toEqual([
      true,
      false,
    ]);
    held.close();
  });

  it('can be opened when it is a file, and is not when it is a fifo', () => {
    const file = openInRoot(root, 'absolute', { followLast: true }).held;
    const fd = file.open(constants.O_RDONLY);
    file.close();
    const bytes = Buffer.alloc(8);
    expect(bytes.toString('utf8', 0, readSync(fd, bytes))).toBe('root');
    closeSync(fd);
    execFileSync('mkfifo', [join(root, 'fifo')]);
    const fifo = openInRoot(root, 'fifo', { followLast: true }).held;
    expect(fifo.stats.isFIFO()).toBe(true);
    fifo.close();
  });
});

/** Exchanges a folder and a link that leads out, as fast as it can, until it is told to stop. */
const EXCHANGER = `
const { renameSync } = require('node:fs');
const { workerData: { root, stop } } = require('node:worker_threads');
while (Atomics.load(stop, 0) === 0) {
  renameSync(root + '/usr', root + '/spare');
  renameSync(root + '/link', root + '/usr');
  renameSync(root + '/usr', root + '/link');
  renameSync(root + '/spare', root + '/usr');
}`;

describe.skipIf(process.platform !== 'linux')('a tree that changes while it is walked', () => {
  it('never finds anything outside', async () => {
    symlinkSync(join(folder, 'outside/usr'), join(root, 'link'));
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const thread = new Worker(EXCHANGER, { eval: true, workerData: { root, stop } });
    const ended = new Promise((resolve) => thread.once('exit', resolve));
    await new Promise((resolve) => thread.once('online', resolve));
    const before = openFiles();
    const seen = new Map<string, number>();
    const add = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
    try {
      for (
        let round = 0;
        round < 100_000 && !((seen.get('root') ?? 0) > 500 && (seen.get('absent') ?? 0) > 50);
        round++
      ) {
        const read = readInRoot(root, 'usr/lib/file', 100);
        add(read.kind === 'file' ? read.bytes.toString() : read.kind);
      }
      expect(openFiles()).toBe(before);
    } finally {
      Atomics.store(stop, 0, 1);
      await ended;
    }
    expect([...seen.keys()].sort()).toEqual(['absent', 'root']);
  });
});

describe('a file that is read in a root', () => {
  it.each<[string, number, string | undefined]>([
    ['lib/file', 4, 'root'],
    ['absolute', 100, 'root'],
    ['abroad/usr/lib/file', 100, undefined],
    ['out/usr/lib/file', 100, undefined],
    ['nope', 100, undefined],
    ['lib/file/x', 100, undefined],
    ['loop', 100, undefined],
  ])('%s', (path, limit, text) => {
    const read = readInRoot(root, path, limit);
    expect(read.kind === 'file' ? read.bytes.toString() : read).toEqual(text ?? { kind: 'absent' });
  });

  it('is distinguished from a folder, from a file that is too large, and from what is not a regular file', () => {
    expect(readInRoot(root, 'lib', 100)).toEqual({ kind: 'directory' });
    expect(readInRoot(root, 'lib/file', 3)).toEqual({ kind: 'tooLarge' });
    execFileSync('mkfifo', [join(root, 'fifo')]);
    expect(readInRoot(root, 'fifo', 100)).toEqual({ kind: 'special' });
  });

  it.skipIf(process.platform !== 'linux')('is bounded where its size says nothing', () => {
    expect(readInRoot('/proc/self', 'status', 1_000_000)).toMatchObject({ kind: 'file' });
    expect(readInRoot('/proc/self', 'status', 10)).toEqual({ kind: 'tooLarge' });
  });
});
