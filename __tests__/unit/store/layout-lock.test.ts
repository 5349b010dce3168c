import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readlinkSync } from 'node:fs';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { UserError } from '../../../src/errors.js';
import { ownIdentity } from '../../../src/files/process-identity.js';
import { LayoutLock } from '../../../src/store/layout-lock.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';
import { WriteFaults } from '../../support/write-faults.js';

/** What a process that has ended wrote into its lock. */
function identityOfEnded(): string {
  const pid = spawnSync(process.execPath, ['-e', 'console.log(process.pid)']).stdout.toString().trim();
  return `${pid}-1-${/\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? ''}`;
}

describe('the lock of a layout that cannot be removed', () => {
  let layout: string;
  let faults: WriteFaults;
  beforeEach(async () => {
    layout = await temporaryFolder('layout-lock');
    faults = await WriteFaults.in(layout);
  });
  afterEach(async () => {
    faults.restore();
    await removeTree(layout);
  });

  const lock = (): LayoutLock => new LayoutLock(layout);
  const refuse = (...calls: readonly string[]): void => {
    faults.fault = ({ call }) => (calls.includes(call) ? 'EACCES' : undefined);
  };

  it('does not take back what was done, and is nobody’s: the same process takes it without waiting', async () => {
    refuse('rm');
    expect(await lock().exclusively(() => Promise.resolve('done'))).toBe('done');
    expect(await readdir(layout)).toEqual(['.lock']);
    faults.fault = undefined;
    expect(await lock().exclusively(() => Promise.resolve('again'))).toBe('again');
    expect(await readdir(layout)).toEqual([]);
  });

  it.each([
    ['this one', () => lock().exclusively(() => Promise.resolve())],
    ['one that has ended', () => writeFile(join(layout, '.lock'), identityOfEnded())],
  ])('and not moved either, is an error at once, with what to do, if it is of %s', async (_, leave) => {
    refuse('rm');
    await leave();
    refuse('rm', 'rename');
    const error: unknown = await lock()
      .exclusively(() => Promise.resolve())
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({
      message: `the lock ${join(layout, '.lock')} of a process that has ended cannot be removed`,
      hint: 'Remove it, or make its folder writable for this user.',
    });
  });

  it('is not taken from a part of this process that still has it', async () => {
    refuse('rm');
    await lock().exclusively(() => Promise.resolve());
    faults.fault = undefined;
    const order: string[] = [];
    await Promise.all(
      ['first', 'second', 'third'].map((name) =>
        lock().exclusively(async () => {
          order.push(`${name} begins`);
          await new Promise((resolve) => setTimeout(resolve, 30));
          order.push(`${name} ends`);
        }),
      ),
    );
    for (let at = 0; at < order.length; at += 2) expect(order[at + 1]).toBe(order[at]?.replace('begins', 'ends'));
  });
});

describe('the lock of a layout', () => {
  let layout: string;
  beforeEach(async () => {
    layout = await temporaryFolder('layout-lock');
  });
  afterEach(() => removeTree(layout));

  it('that others take and release as quickly as they can is taken in the end, and is never no lock', async () => {
    await writeFile(join(layout, 'held'), ownIdentity());
    const busy = 'while (1) { link("held", ".lock") and unlink(".lock"); }';
    const other = spawn('perl', ['-e', busy], { cwd: layout });
    try {
      for (let taken = 0; taken < 100; taken++) {
        await Promise.all(Array.from({ length: 4 }, () => new LayoutLock(layout).exclusively(() => Promise.resolve())));
      }
    } finally {
      other.kill('SIGKILL');
      await once(other, 'exit');
    }
  });

  it.each([
    ['a link to nothing', () => symlink('/nonexistent', join(layout, '.lock'))],
    ['a folder', () => mkdir(join(layout, '.lock'))],
  ])('is not waited for if it is %s', async (_, make) => {
    await make();
    await expect(new LayoutLock(layout).exclusively(() => Promise.resolve())).rejects.toThrow(
      'is not a lock that layer-build made',
    );
  });
});
