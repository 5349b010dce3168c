import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { matches, parseEntry, readEntries } from '../../../../src/worker/client/emulation/binfmt-entries.js';
import { tinyProgram } from '../../../../src/worker/client/emulation/tiny-program.js';
import { registration } from '../../../../src/worker/emulation/binfmt-registration.js';
import { binfmtName, ownerOf } from '../../../../src/worker/protocol/binfmt-name.js';
import {
  ARCHITECTURES,
  ELF_MACHINES,
  elfMask,
  type Architecture,
} from '../../../../src/worker/protocol/elf-machines.js';
import { removeTree, temporaryFolder } from '../../../support/temporary-folder.js';

/** As Linux 6.18 shows it. */
const ENTRY = `enabled
interpreter /usr/bin/qemu-aarch64-static
flags: POCF
offset 0
magic 7f454c460201010000000000000000000200b700
mask ffffffffffffff00fffffffffffffffffeffffff
`;

describe('an entry of binfmt_misc', () => {
  it('is understood', () => {
    expect(parseEntry('qemu-aarch64', ENTRY)).toMatchObject({
      name: 'qemu-aarch64',
      interpreter: '/usr/bin/qemu-aarch64-static',
      open: true,
      offset: 0,
    });
  });

  it.each<[string, string]>([
    ['is turned off', ENTRY.replace('enabled', 'disabled')],
    ['goes by the names of files', 'enabled\ninterpreter /usr/bin/jar\nflags: \nextension .jar\n'],
    ['has a mask of another length', ENTRY.replace('ffffff00ff', 'ff')],
    ['has an odd magic', ENTRY.replace('magic 7f', 'magic 7')],
    ['has no interpreter', ENTRY.replace(/interpreter .*\n/, '')],
    ['has a strange offset', ENTRY.replace('offset 0', 'offset -1')],
    ['is empty', ''],
  ])('does not count if it %s', (_, text) => {
    expect(parseEntry('x', text)).toBeUndefined();
  });

  it('is not open without the flag F', () => {
    expect(parseEntry('x', ENTRY.replace('POCF', 'OC'))?.open).toBe(false);
  });

  it('needs all bits of its magic that the mask has', () => {
    const entry = parseEntry('x', ENTRY) ?? fail();
    expect(ARCHITECTURES.filter((each) => matches(entry, tinyProgram(each)))).toEqual(['arm64']);
    const shared = tinyProgram('arm64');
    shared[16] = 3;
    shared[7] = 3;
    expect(matches(entry, shared)).toBe(true);
    shared[16] = 4;
    expect(matches(entry, shared)).toBe(false);
  });

  it('looks at its offset, and not beyond the end', () => {
    const entry = parseEntry('x', ENTRY.replace('offset 0', 'offset 4')) ?? fail();
    expect(matches(entry, Buffer.concat([Buffer.alloc(4), tinyProgram('arm64')]))).toBe(true);
    expect(matches(entry, Buffer.concat([Buffer.alloc(4), tinyProgram('arm64')]).subarray(0, 20))).toBe(false);
  });

  describe('in a folder', () => {
    let folder: string;

    beforeAll(async () => {
      folder = await temporaryFolder('binfmt');
      await mkdir(join(folder, 'table'));
      for (const [name, text] of Object.entries({ status: 'enabled\n', register: '', 'qemu-aarch64': ENTRY, off: '' }))
        await writeFile(join(folder, 'table', name), text);
    });

    afterAll(() => removeTree(folder));

    it('is read where the table is mounted', async () => {
      const mounts = join(folder, 'mounts');
      await writeFile(mounts, `binfmt_misc ${join(folder, 'table')} binfmt_misc rw 0 0\n`);
      expect(readEntries(join(folder, 'table'), mounts)?.map(({ name }) => name)).toEqual(['qemu-aarch64']);
    });

    it('is left alone where only systemd watches the place', async () => {
      const mounts = join(folder, 'automount');
      await writeFile(mounts, `systemd-1 ${join(folder, 'table')} autofs rw 0 0\n`);
      expect(readEntries(join(folder, 'table'), mounts)).toBeUndefined();
    });
  });
});

/** Debian's own registrations, in the form of binfmt.d(5). */
const DEBIAN = '/usr/lib/binfmt.d';
const OWN: readonly Architecture[] = ['amd64', '386'];

describe('what is registered', () => {
  it.each(ARCHITECTURES.filter((each) => !OWN.includes(each)))('for %s has the magic of Debian', (architecture) => {
    const machine = ELF_MACHINES[architecture];
    const file = readdirSync(DEBIAN).find((name) => name === `qemu-${machine.qemu}.conf`) ?? '';
    const [, , , , magic = '', mask = ''] = readFileSync(join(DEBIAN, file), 'latin1').trim().split(':');
    const debian = { magic: unescaped(magic), mask: unescaped(mask) };
    const ours = registration('name', machine, '/proc/self/fd/3/qemu', true);
    const [, name, type, offset, ownMagic = '', ownMask = '', interpreter, flags] = ours.split(':');
    expect([name, type, offset, interpreter, flags]).toEqual(['name', 'M', '0', '/proc/self/fd/3/qemu', 'FCP']);
    const common = (bytes: Buffer): number[] =>
      [...bytes].map((byte, at) => byte & (debian.mask[at] ?? 0) & (unescaped(ownMask)[at] ?? 0));
    expect(common(unescaped(ownMagic))).toEqual(common(debian.magic));
    expect(unescaped(ownMask)).toEqual(elfMask(machine));
    // Besides, they differ only in bytes that say which ABI a program is for.
    const differing = [...debian.mask.keys()].filter((at) => debian.mask[at] !== unescaped(ownMask)[at]);
    expect(differing.filter((at) => ![5, 6, 7, 8, 19].includes(at))).toEqual([]);
  });

  it('has a name that tells whose it is', () => {
    const owner = { network: '4026531840', owner: '0123456789abcdef' };
    expect(ownerOf(binfmtName(owner, 'x86_64'))).toEqual(owner);
    for (const name of ['qemu-aarch64', 'layer-build-1-2-arm', `layer-build-1-${owner.owner}-../x`, 'layer-build-'])
      expect(ownerOf(name)).toBeUndefined();
  });
});

function unescaped(text: string): Buffer {
  const bytes = text.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

function fail(): never {
  throw new Error('the entry was not understood');
}
