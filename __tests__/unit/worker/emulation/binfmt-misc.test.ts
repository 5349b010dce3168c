import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { BinfmtMisc } from '../../../../src/worker/emulation/binfmt-misc.js';
import type { KernelCalls } from '../../../../src/worker/kernel/syscalls.js';
import { removeTree, temporaryFolder } from '../../../support/temporary-folder.js';

const QEMU = Buffer.from('an emulator');
const SHA256 = createHash('sha256').update(QEMU).digest('hex');

describe('BinfmtMisc', () => {
  let folder: string;
  let table: BinfmtMisc;
  let file: string;
  /** What the kernel was asked for after the table was open, and `!` where two requests met. */
  let asked: string[];

  beforeEach(async () => {
    folder = await temporaryFolder('binfmt-misc');
    file = join(folder, 'qemu');
    writeFileSync(file, QEMU);
    asked = [];
    table = await BinfmtMisc.open({
      kernel: kernel(),
      folder: join(folder, 'table'),
      owner: randomBytes(8).toString('hex'),
    });
    asked = [];
  });

  afterEach(async () => {
    await table.close();
    await removeTree(folder);
  });

  function kernel(): KernelCalls {
    let busy = false;
    const mount: KernelCalls['mount'] = async ({ type, target, options }) => {
      if (busy) asked.push('!');
      busy = true;
      await turn();
      if (type === 'binfmt_misc') {
        writeFileSync(join(target, 'status'), 'enabled\n');
        writeFileSync(join(target, 'register'), '');
      }
      asked.push(options.includes('ro') ? 'ro' : 'rw');
      busy = false;
    };
    return { mount, unmount: () => Promise.resolve() } as Partial<KernelCalls> as KernelCalls;
  }

  const arm64 = (sha256 = SHA256) => ({ architecture: 'arm64' as const, file, sha256, keepsArgv0: true });

  it('closes the folder to writing after each of several calls that are made at once', async () => {
    await Promise.all([
      table.register([arm64()]),
      table.register([{ ...arm64(), architecture: 's390x' }]),
      table.register([arm64()]),
    ]);
    expect(asked).toEqual(['rw', 'ro', 'rw', 'ro', 'rw', 'ro']);
    expect(readFileSync(join(folder, 'table/formats/register'), 'latin1')).toContain('/qemu-s390x:FCP');
  });

  it('goes on after a call that fails, with the folder closed', async () => {
    const calls = [table.register([arm64('0'.repeat(64))]), table.register([arm64()])];
    expect((await Promise.allSettled(calls)).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(asked).toEqual(['rw', 'ro', 'rw', 'ro']);
  });
});
