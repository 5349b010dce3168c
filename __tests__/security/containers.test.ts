import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runCliInProcess } from '../support/cli-in-process.js';
import { must, type CommandResult } from '../support/command.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { THOROUGH } from '../support/thorough.js';

/** What a container does to get out, or to make the verbs about it write or read outside of it. */
describe.skipIf(process.getuid?.() !== 0)('a hostile container', () => {
  let registry: RunningRegistry;
  let folder: string;
  let root: string;
  /** A folder of the machine that nothing may get into. */
  let outside: string;

  const cli = ([verb = '', ...rest]: readonly string[]): Promise<CommandResult> =>
    runCliInProcess([verb, '--root', root, '--registry-mirror', `http://${registry.host}`, ...rest], { cwd: folder });
  const ok = async (...line: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await cli(line);
    expect(code, stderr).toBe(0);
    return stdout.trim();
  };

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('hostile-container');
    root = join(folder, 'root');
    outside = join(folder, 'outside');
    await mkdir(outside);
    await writeFile(join(outside, 'secret'), 'secret of the machine\n');
    await mkdir(join(folder, 'given/inner'), { recursive: true });
    for (const name of ['a', 'inner/b']) await writeFile(join(folder, 'given', name), 'given\n');
    const links = `ln -s ${outside} /out; ln -s ${outside}/secret /file; mkdir -p /d; ln -s ${outside} /d/inner; ln -s ${outside}/x /d/a`;
    await ok('run', '-d', '--name', 'h', 'busybox', 'sh', '-c', `${links}; sleep 100000`);
    while ((await cli(['exec', 'h', 'test', '-L', '/d/a'])).code !== 0);
  });

  afterAll(async () => {
    await cli(['rm', '-f', 'h']);
    await registry.stop();
    await removeTree(folder);
  });

  const untouched = async (): Promise<void> => {
    expect(readdirSync(outside)).toEqual(['secret']);
    expect(await readFile(join(outside, 'secret'), 'utf8')).toBe('secret of the machine\n');
  };

  it('gets no copy past a link that leads out: links are followed inside of it', async () => {
    await cli(['cp', 'given/a', 'h:/out/x']);
    await cli(['cp', 'given', 'h:/out']);
    await untouched();
    const { code, stderr } = await cli(['cp', 'given/.', 'h:/d']);
    expect(code).toBe(1);
    expect(stderr).toContain('a file is there');
    await ok('cp', 'given/a', 'h:/d/a');
    expect(await ok('exec', 'h', 'sh', '-c', 'test -L /d/a || cat /d/a')).toBe('given');
    await untouched();
  });

  it('gives no file of the machine through a link', async () => {
    const followed = await cli(['cp', '-L', 'h:/file', 'taken']);
    expect(followed.code).toBe(1);
    await ok('cp', 'h:/d', 'copied');
    expect(await must(['readlink', join(folder, 'copied/inner')])).toBe(`${outside}\n`);
    await ok('commit', 'h', 'kept');
    await ok('export', '-o', join(folder, 'all.tar'), 'h');
    const all = await must([
      'sh',
      '-c',
      `tar -xOf ${join(folder, 'all.tar')} 2>/dev/null | grep -c "secret of the machine" || true`,
    ]);
    expect(all.trim()).toBe('0');
  });

  it('wins no race with a copy', async () => {
    // Only now, since it takes all of a core.
    const swap = `touch /swaps; while test -e /swaps; do ln -s ${outside} /swap; rm /swap; mkdir /swap; rmdir /swap; done`;
    await ok('exec', '-d', 'h', 'sh', '-c', swap);
    while ((await cli(['exec', 'h', 'test', '-e', '/swaps'])).code !== 0);
    for (let round = 0; round < (THOROUGH ? 40 : 3); round++) {
      await Promise.all([cli(['cp', 'given', 'h:/swap']), cli(['cp', 'given/.', 'h:/swap'])]);
      await untouched();
    }
    await ok('exec', 'h', 'rm', '/swaps');
  });

  it('gets a mount where its image has a link inside of it, and only files that the user saw', async () => {
    const { stdout } = await cli([
      'run',
      '--rm',
      '-v',
      `${join(folder, 'given')}:/out`,
      'kept',
      'sh',
      '-c',
      `cat ${outside}/a`,
    ]);
    expect(stdout).toBe('given\n');
    await untouched();
    const refused = await cli(['run', '--rm', '-v', `${join(folder, 'absent')}:/x`, 'busybox', 'true']);
    expect(refused.code).toBe(125);
    expect((await cli(['run', '--rm', '-v', '/etc:/proc/sys', 'busybox', 'true'])).code).toBe(125);
  });

  it('is no more than the cage of a RUN step allows', async () => {
    const status = await ok('run', '--rm', 'busybox', 'cat', '/proc/self/status');
    expect(status).toMatch(/^Seccomp:\t2$/m);
    expect(status).toMatch(/^CapEff:\t00000000a80425fb$/m);
    expect((await cli(['run', '--rm', 'busybox', 'sh', '-c', 'echo 1 > /proc/sys/kernel/panic'])).code).not.toBe(0);
  });

  it('cannot be described by a file that somebody changed', async () => {
    const id = await ok('create', '--name', 'changed', 'busybox', 'true');
    const file = join(root, 'containers', id, 'container.json');
    const good = await readFile(file, 'utf8');
    for (const bad of [
      '{',
      '[]',
      good.replace('"cwd":"/', '"cwd":"'),
      good.replace(id, '../'.repeat(21) + 'x'),
      good.replace('CAP_CHOWN', 'x'),
    ]) {
      await writeFile(file, bad);
      expect((await cli(['start', 'changed'])).code).toBe(1);
      expect((await cli(['ps', '-a'])).code).toBe(0);
    }
    await writeFile(file, good.replace('"CAP_CHOWN"', '"CAP_SYS_ADMIN"'));
    expect((await cli(['start', 'changed'])).code).toBe(1);
    expect(existsSync(join(outside, 'x'))).toBe(false);
    await writeFile(file, good);
    // The supervisor of the last start may not have ended yet.
    await ok('rm', '-f', 'changed');
  });
});
