import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { findForeignRuns } from '../../../src/app/foreign-runs.js';
import { UserError } from '../../../src/errors.js';
import type { Runs } from '../../../src/worker/client/emulation/runnable.js';
import type { LaunchSettings } from '../../../src/worker/client/launch.js';
import { AMD64, MemoryBuild, planOf } from '../../support/memory-build.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

const LAUNCH: LaunchSettings = { node: '', script: '', path: '', uid: 0, userName: 'root', rights: 'root' };
/** The machine of the tests may have emulators. */
const probe = (architecture: string): Promise<Runs> =>
  Promise.resolve({ kind: architecture === '386' ? 'natively' : 'not' });
const LINUX = process.platform === 'linux' && process.arch === 'x64';

describe.skipIf(!LINUX)('findForeignRuns', () => {
  let machine: MemoryBuild;
  let folder: string;

  beforeEach(async () => {
    machine = await MemoryBuild.create('foreign');
    folder = await temporaryFolder('foreign-runs');
  });

  afterEach(async () => {
    await machine.remove();
    await removeTree(folder);
  });

  async function find(text: string, architecture: string, emulation: 'auto' | 'off', os = 'linux', tests = false) {
    const platform = { os, architecture };
    const plan = await planOf(text, machine.bases, { platform, buildPlatform: AMD64, platformGiven: true });
    return findForeignRuns([plan], { emulation, launch: LAUNCH, folder, tests }, probe);
  }

  const RUN = 'FROM scratch\nCOPY a /\nRUN b\nRUN c\n';

  it('finds each RUN of a platform that this machine does not run', async () => {
    const { foreign, impossible } = await find(RUN, 's390x', 'auto');
    expect(foreign.map(({ architecture }) => architecture)).toEqual(['s390x']);
    expect(impossible).toEqual(new Map());
  });

  it('says at their lines that they cannot run, if emulation is off', async () => {
    const { foreign, impossible } = await find(RUN, 's390x', 'off');
    expect(foreign).toEqual([]);
    expect([...impossible.keys()]).toEqual([3, 4]);
    const error = impossible.get(3);
    if (!(error instanceof UserError)) throw new Error('no error');
    expect(error.message).toBe(
      'RUN of linux/s390x needs an emulator on this machine (linux/amd64), and emulation is off',
    );
    expect(error.location).toMatchObject({ file: 'Dockerfile', line: 3 });
    expect(error.hint).toContain('docker/setup-qemu-action');
  });

  it.each([
    ['windows', 'amd64'],
    ['linux', 'sparc64'],
  ])('refuses RUN of %s/%s, for which there is no emulator', async (os, architecture) => {
    const { impossible } = await find(RUN, architecture, 'auto', os);
    expect(impossible.get(3)).toMatchObject({ message: expect.stringContaining(`${os}/${architecture}`) as unknown });
  });

  it.each([
    [
      'a RUN of a stage for this machine',
      'FROM --platform=$BUILDPLATFORM base\nRUN b\nFROM scratch\nCOPY --from=0 /bin /bin\n',
      's390x',
    ],
    ['a base image that is for this machine, whatever was asked for', 'FROM base\nRUN b\n', 's390x'],
    ['32-bit programs, which this processor runs', RUN, '386'],
    ['a Dockerfile without RUN', 'FROM scratch\nCOPY a /\n', 's390x'],
  ])('lets %s be', async (_, text, architecture) => {
    expect(await find(text, architecture, 'off')).toMatchObject({ foreign: [], impossible: new Map() });
  });

  it.each([
    ['386', 'off', true, []],
    ['s390x', 'auto', true, ['s390x']],
    ['s390x', 'off', false, []],
    ['sparc64', 'auto', false, []],
  ] as const)('finds tests of an image for linux/%s (emulation: %s)', async (architecture, emulation, able, needed) => {
    const { foreign, impossible, runs } = await find(
      'FROM scratch\nCOPY a /\n',
      architecture,
      emulation,
      'linux',
      true,
    );
    expect(runs({ os: 'linux', architecture })).toBe(able);
    expect(runs(AMD64)).toBe(true);
    expect(foreign.map((each) => each.architecture)).toEqual(needed);
    expect(impossible).toEqual(new Map());
  });
});
