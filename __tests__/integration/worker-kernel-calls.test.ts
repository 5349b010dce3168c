import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { FILE_TYPE, SyscallError, type KernelCalls } from '../../src/worker/kernel/syscalls.js';
import { makeKernelCalls } from '../../src/worker/runtime/choose-runtime.js';
import { PerlKernelCalls } from '../../src/worker/kernel/perl-syscalls.js';
import { ProgramKernelCalls } from '../../src/worker/kernel/program-syscalls.js';

const PATH = '/usr/sbin:/usr/bin:/sbin:/bin';

describe.each([
  ['perl', () => makeKernelCalls(PATH)],
  ['programs', () => new ProgramKernelCalls(PATH)],
] as const)('system calls by %s', (name, make) => {
  let folder: string;
  let kernel: KernelCalls;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kernel-calls-'));
    kernel = make();
  });
  afterEach(() => {
    kernel.close();
    rmSync(folder, { recursive: true });
  });

  it('is the expected implementation', () => {
    expect(kernel instanceof PerlKernelCalls).toBe(name === 'perl');
    expect(kernel.limits).toBe(name === 'perl' ? '' : 'locks between builds that run side by side');
  });

  it('makes nodes', async () => {
    await kernel.makeNode(Buffer.from(join(folder, 'gone')), FILE_TYPE.char, 0, 0);
    await kernel.makeNode(Buffer.from(join(folder, 'disk')), FILE_TYPE.block | 0o600, 259, 70000);
    await kernel.makeNode(Buffer.from(join(folder, 'pipe')), FILE_TYPE.fifo | 0o640, 0, 0);
    const gone = lstatSync(join(folder, 'gone'));
    expect([gone.isCharacterDevice(), gone.rdev]).toEqual([true, 0]);
    expect(execFileSync('stat', ['-c', '%t:%T', join(folder, 'disk')], { encoding: 'utf8' })).toBe('103:11170\n');
    expect(lstatSync(join(folder, 'pipe')).isFIFO()).toBe(true);
    await expect(kernel.makeNode(Buffer.from(join(folder, 'pipe')), FILE_TYPE.fifo, 0, 0)).rejects.toThrow(
      SyscallError,
    );
  });

  it('sets attributes, and finds those that a layer knows', async () => {
    mkdirSync(join(folder, 'd'));
    for (const file of ['d/plain', 'd/a b', 'd/über']) writeFileSync(join(folder, file), 'x');
    const binary = Buffer.from([1, 0, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    await kernel.setXattr(Buffer.from(join(folder, 'd/a b')), 'security.capability', binary);
    await kernel.setXattr(Buffer.from(join(folder, 'd/über')), 'user.note', Buffer.from('=\n\\'));
    await kernel.setXattr(Buffer.from(join(folder, 'd')), 'trusted.overlay.opaque', Buffer.from('y'));
    await kernel.setXattr(Buffer.from(join(folder, 'd/plain')), 'trusted.other', Buffer.from('n'));
    const found = await kernel.scanXattrs(folder);
    const list = [...found].map(([path, attributes]) => [Buffer.from(path, 'latin1').toString(), [...attributes]]);
    expect(list.sort()).toEqual([
      ['d', [['trusted.overlay.opaque', Buffer.from('y')]]],
      ['d/a b', [['security.capability', binary]]],
      ['d/über', [['user.note', Buffer.from('=\n\\')]]],
    ]);
  });

  it('mounts and unmounts', async () => {
    for (const part of ['low', 'up', 'work', 'at', 'bound']) mkdirSync(join(folder, part));
    writeFileSync(join(folder, 'low/f'), 'lower');
    const options = ['lowerdir=low', 'upperdir=up', 'workdir=work', 'index=off'];
    const [at, bound] = [join(folder, 'at'), join(folder, 'bound')];
    await kernel.mount({ source: 'overlay', target: at, type: 'overlay', options, cwd: folder });
    try {
      await kernel.mount({ source: at, target: bound, type: 'none', options: ['bind'] });
      await kernel.mount({ source: 'none', target: bound, type: 'none', options: ['remount', 'bind', 'ro'] });
      writeFileSync(join(at, 'g'), 'new');
      expect(readFileSync(join(bound, 'f'), 'utf8')).toBe('lower');
      expect(() => writeFileSync(join(bound, 'g'), 'x')).toThrow('EROFS');
      expect(readFileSync(join(folder, 'up/g'), 'utf8')).toBe('new');
    } finally {
      await kernel.unmount(bound);
      await kernel.unmount(at);
    }
    expect(readFileSync('/proc/mounts', 'utf8')).not.toContain(folder);
    const nowhere = { source: 'x', target: join(folder, 'absent'), type: 'tmpfs', options: [] };
    await expect(kernel.mount(nowhere)).rejects.toThrow(SyscallError);
  });

  it('takes exclusive and shared locks', async () => {
    const lock = join(folder, 'lock');
    const alone = await kernel.lock(lock, 'exclusive');
    expect(await kernel.lock(lock, 'exclusive')).toBeUndefined();
    expect(await kernel.lock(lock, 'shared')).toBeUndefined();
    await alone?.release();
    const [one, other] = [await kernel.lock(lock, 'shared'), await kernel.lock(lock, 'shared')];
    await one?.release();
    expect(await kernel.lock(lock, 'exclusive')).toBeUndefined();
    await other?.release();
    expect(await kernel.lock(lock, 'exclusive')).toBeDefined();
  });
});

it('lets one process in at a time, even if each removes the lock file at its end', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kernel-calls-'));
  const lock = join(folder, 'lock');
  let inside = 0;
  let most = 0;
  const takeTurns = async (): Promise<void> => {
    const kernel = makeKernelCalls(PATH);
    for (let turns = 0; turns < 1000;) {
      const held = await kernel.lock(lock, 'exclusive');
      if (held === undefined) continue;
      turns += 1;
      inside += 1;
      most = Math.max(most, inside);
      await new Promise(setImmediate);
      inside -= 1;
      rmSync(lock);
      await held.release();
    }
    kernel.close();
  };
  await Promise.all([takeTurns(), takeTurns(), takeTurns()]);
  expect(most).toBe(1);
  rmSync(folder, { recursive: true });
});

describe('a lock of a process that ends', () => {
  it('is free again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kernel-calls-'));
    const [first, second] = [makeKernelCalls(PATH), makeKernelCalls(PATH)];
    try {
      const lock = join(folder, 'lock');
      expect(await first.lock(lock, 'exclusive')).toBeDefined();
      expect(await second.lock(lock, 'shared')).toBeUndefined();
      first.close();
      await expect.poll(() => second.lock(lock, 'exclusive')).toBeDefined();
    } finally {
      second.close();
      rmSync(folder, { recursive: true });
    }
  });
});
