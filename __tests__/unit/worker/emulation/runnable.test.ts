import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { parseEntry, type BinfmtEntry } from '../../../../src/worker/client/emulation/binfmt-entries.js';
import { howItRuns } from '../../../../src/worker/client/emulation/runnable.js';
import { binfmtName } from '../../../../src/worker/protocol/binfmt-name.js';
import { ELF_MACHINES, elfHead, elfMask } from '../../../../src/worker/protocol/elf-machines.js';
import { removeTree, temporaryFolder } from '../../../support/temporary-folder.js';

/** 32-bit programs stand for those that an emulator runs. Some machines run them by themselves, so here it is given that they run. */
describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('howItRuns', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await temporaryFolder('runnable');
  });

  afterAll(() => removeTree(folder));

  const runs = (...entries: BinfmtEntry[]): ReturnType<typeof howItRuns> =>
    howItRuns(
      '386',
      folder,
      () => Promise.resolve(entries),
      () => Promise.resolve(true),
    );

  function entry(name: string, flags: string): BinfmtEntry {
    const machine = ELF_MACHINES['386'];
    const bytes = `magic ${elfHead(machine).toString('hex')}\nmask ${elfMask(machine).toString('hex')}\n`;
    const found = parseEntry(name, `enabled\ninterpreter /usr/bin/qemu\nflags: ${flags}\noffset 0\n${bytes}`);
    if (found === undefined) throw new Error('no entry');
    return found;
  }

  it('knows what the processor runs', async () => {
    expect(await howItRuns('amd64', folder, () => Promise.reject(new Error('not asked')))).toEqual({
      kind: 'natively',
    });
    expect(await runs()).toEqual({ kind: 'natively' });
    expect(
      (
        await howItRuns(
          '386',
          folder,
          () => Promise.resolve([]),
          () => Promise.resolve(false),
        )
      ).kind,
    ).toBe('not');
  });

  it('prefers an emulator that is open in every container', async () => {
    const [closed, open] = [entry('a', 'OC'), entry('b', 'OCF')];
    expect(await runs(closed, open)).toEqual({ kind: 'emulated', by: open });
    expect(await runs(closed)).toEqual({ kind: 'emulator-in-image', by: closed });
  });

  it('does not count on what another build of ours has registered', async () => {
    const ours = entry(binfmtName({ network: '1', owner: '0123456789abcdef' }, 'i386'), 'OCF');
    const lasting = entry('qemu-i386', 'OCF');
    expect(await runs(ours, lasting)).toEqual({ kind: 'emulated', by: lasting });
    expect((await runs(ours)).kind).toBe('natively');
  });
});
