import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { BtrfsDisk, HAS_BTRFS } from '../support/btrfs-disk.js';
import { HAS_THIN, thinDevices } from '../support/thin-devices.js';
import { runCliInProcess } from '../support/cli-in-process.js';
import type { CommandResult } from '../support/command.js';
import { installFor } from '../support/installed-copy.js';
import { leftovers } from '../support/leftovers.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { makeTestUser } from '../support/test-user.js';

const IMAGE = 'busybox';
const isRoot = process.getuid?.() === 0;
const HAS_MEMORY_GROUPS = isRoot && /(?:^|:|,)memory[:,]|^0::/m.test(readFileSync('/proc/self/cgroup', 'utf8'));

let registry: RunningRegistry;
let folder: string;
beforeAll(async () => {
  registry = await openRegistry([IMAGE]);
  folder = await temporaryFolder('container-storage');
});
afterAll(async () => {
  await registry.stop();
  await removeTree(folder);
});

function cliOf(root: string): (...line: readonly string[]) => Promise<CommandResult> {
  return (verb = '', ...rest) =>
    runCliInProcess([...verb.split(' '), '--root', root, '--registry-mirror', `http://${registry.host}`, ...rest], {
      cwd: folder,
    });
}

describe.skipIf(!isRoot)('the files of containers', () => {
  let disk: BtrfsDisk | undefined;
  beforeAll(() => {
    disk = HAS_BTRFS ? new BtrfsDisk() : undefined;
  });
  afterAll(() => disk?.close());

  it.each(['overlay', 'vfs', ...(HAS_BTRFS ? ['btrfs'] : []), ...(HAS_THIN ? ['devicemapper'] : [])])(
    'are kept, with --storage-driver %s',
    async (driver) => {
      const root = join(driver === 'btrfs' ? (disk?.folder ?? '') : folder, `root-${driver}`);
      const cli = cliOf(root);
      const ok = async (...line: readonly string[]): Promise<string> => {
        const { code, stdout, stderr } = await cli(...line);
        expect(code, stderr).toBe(0);
        return stdout.trim();
      };
      const write = 'echo 1 > /a; mkdir -p /d/e; echo 2 > /d/e/f; rm /etc/group; chown 7 /etc/passwd; ln /a /b';
      await ok(
        'run',
        '--storage-driver',
        driver,
        '--name',
        'c',
        IMAGE,
        'sh',
        '-c',
        `${write}; test ! -e /again || cat /a /again; echo 3 >> /again`,
      );
      expect(await ok('start', '-a', 'c')).toBe('1\n3');
      // The storage driver is that of the container, whatever others use.
      expect((await ok('container diff', 'c')).split('\n')).toEqual([
        'A /a',
        'A /again',
        'A /b',
        'A /d',
        'A /d/e',
        'A /d/e/f',
        'C /etc',
        'D /etc/group',
        'C /etc/passwd',
      ]);
      await ok('cp', 'c:/etc/passwd', `passwd-${driver}`);
      const { size } = statSync(join(folder, `passwd-${driver}`));
      // The file with two names counts once.
      expect(await ok('inspect', '-s', '--format', '{{.SizeRw}}', 'c')).toBe(String(8 + size));
      await ok('commit', 'c', `made-${driver}`);
      await ok('cp', 'c:/d', `taken-${driver}`);
      expect(readFileSync(join(folder, `taken-${driver}/e/f`), 'utf8')).toBe('2\n');
      await ok('cp', `taken-${driver}/e/f`, 'c:/d/g');
      expect(
        await ok(
          'run',
          '--storage-driver',
          driver,
          '--rm',
          `made-${driver}`,
          'sh',
          '-c',
          'cat /a /b /again; stat -c %u /etc/passwd',
        ),
      ).toBe('1\n1\n3\n3\n7');
      await ok('start', 'c');
      expect(await ok('wait', 'c')).toBe('0');
      expect(await ok('rm', 'c')).toBe('c');
      expect(readdirSync(join(root, 'container-files/trusted'))).toEqual([]);
      await expect.poll(() => leftovers(root)).toEqual([]);
      await expect.poll(() => thinDevices(root)).toEqual([]);
      expect(disk?.subvolumes().filter((path) => path.includes('container-files')) ?? []).toEqual([]);
    },
  );
});

describe('the memory of a container', () => {
  const MANY = 'x=$(head -c 40m /dev/zero | tr "\\0" a); echo "has ${#x}"';

  it.skipIf(!HAS_MEMORY_GROUPS)('has a limit, for all of its processes together', async () => {
    const cli = cliOf(join(folder, 'root-memory'));
    const free = await cli('run', '--rm', IMAGE, 'sh', '-c', MANY);
    expect([free.code, free.stdout]).toEqual([0, 'has 41943040\n']);
    const limited = await cli('run', '--rm', '-m', '24m', IMAGE, 'sh', '-c', MANY);
    expect([limited.code, limited.stdout], limited.stderr).toEqual([137, '']);
    const little = await cli('run', '--rm', '--memory', '24m', IMAGE, 'echo', 'little');
    expect([little.code, little.stdout], little.stderr).toEqual([0, 'little\n']);
    const groups = ['/sys/fs/cgroup/memory/layer-build', '/sys/fs/cgroup/layer-build'];
    for (const group of groups.filter((each) => existsSync(each)))
      expect(readdirSync(group, { withFileTypes: true }).filter((each) => each.isDirectory())).toEqual([]);
  });

  it.skipIf(!HAS_MEMORY_GROUPS)('is what inspect says', async () => {
    const cli = cliOf(join(folder, 'root-memory'));
    const id = (await cli('create', '-m', '1g', IMAGE, 'true')).stdout.trim();
    expect((await cli('inspect', '--format', '{{.HostConfig.Memory}}', id)).stdout).toBe('1073741824\n');
    await cli('rm', id);
  });

  it('is at least what docker asks for', async () => {
    const { code, stderr } = await cliOf(join(folder, 'root-least'))('run', '-m', '1m', IMAGE, 'true');
    expect([code, stderr.includes('at least 6m, not 1m')]).toEqual([125, true]);
  });

  it.skipIf(!isRoot)('is an error where nobody can limit it', async () => {
    const user = await makeTestUser({ subordinateIds: true });
    try {
      const layerBuild = await installFor(user);
      const own = ['--root', join(user.home, 'root'), '--registry-mirror', `http://${registry.host}`];
      const { code, stderr } = await user.run([
        process.execPath,
        layerBuild,
        'run',
        ...own,
        '--rm',
        '-m',
        '64m',
        IMAGE,
        'true',
      ]);
      expect(code).toBe(125);
      expect(stderr).toContain('the memory of a container cannot be limited here');
    } finally {
      await user.remove();
    }
  });
});
