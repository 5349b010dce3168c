import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { ContainerStore } from '../../src/app/containers/container-store.js';
import { StoreFolder } from '../../src/store/store-folder.js';
import { findProgram } from '../../src/files/find-program.js';
import { runCliInProcess } from '../support/cli-in-process.js';
import { plainEnvironment, type CommandResult } from '../support/command.js';
import { leftovers } from '../support/leftovers.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

/** Programs that running containers needs, beside the runtime. */
const NEEDED = ['unshare', 'perl', 'mount', 'umount', 'sh', 'rm'];

describe.skipIf(process.getuid?.() !== 0)('the end of a container', () => {
  let registry: RunningRegistry;
  let folder: string;
  let root: string;
  /** `PATH` of the commands. */
  let programs: string;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('container-ends');
    root = join(folder, 'root');
    expect((await cli('pull', '-q', 'busybox')).code).toBe(0);
  });
  beforeEach(() => {
    programs = process.env['PATH'] ?? '';
  });
  afterEach(async () => {
    for (const id of readdirSync(join(root, 'containers'))) await cli('rm', '-f', id);
  });
  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  function cli(...[verb = '', ...rest]: readonly string[]): Promise<CommandResult> {
    const env = plainEnvironment({ HOME: folder, LAYER_BUILD_ROOT: root, PATH: programs });
    const flags = /^(?:pull|run|create)$/.test(verb) ? ['--registry-mirror', `http://${registry.host}`] : [];
    return runCliInProcess([verb, ...flags, ...rest], { cwd: folder, env });
  }
  async function ok(...line: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await cli(...line);
    expect(code, `${line.join(' ')}\n${stderr}`).toBe(0);
    return stdout.trim();
  }
  const states = (): Promise<string> => ok('ps', '-a', '--format', '{{.Names}}: {{.Status}}');

  /** A folder of programs in which only this runtime is found. */
  async function only(name: string, runtime: string): Promise<string> {
    const made = join(folder, name);
    await mkdir(made);
    for (const program of NEEDED) await symlink(findProgram(program, programs) ?? '', join(made, program));
    await symlink(runtime, join(made, name.replace(/-.*/, '')));
    return made;
  }

  function supervisorOf(name: string): number {
    const [id = ''] = readdirSync(join(root, 'containers')).filter((each) =>
      readFileSync(join(root, 'containers', each, 'container.json'), 'utf8').includes(`"name":"${name}"`),
    );
    const state = JSON.parse(readFileSync(join(root, 'containers', id, 'state.json'), 'utf8')) as {
      supervisor: string;
    };
    return Number.parseInt(state.supervisor, 10);
  }

  it('is seen by others as soon as a start has failed, and the next start is as if there had been none', async () => {
    const shared = join(folder, 'shared');
    await mkdir(shared);
    await ok('create', '--name', 'mounted', '-v', `${shared}:/shared`, 'busybox', 'cat', '/shared/file');
    await rm(shared, { recursive: true });
    for (let time = 0; time < 2; time++) {
      expect((await cli('start', 'mounted')).stderr).toContain(`cannot mount ${shared}`);
      expect(await states()).toMatch(/^mounted: Exited \(125\)/);
    }
    await mkdir(shared);
    await writeFile(join(shared, 'file'), 'there again');
    expect(await ok('start', '-a', 'mounted')).toBe('there again');
    await ok('rm', 'mounted');
  });

  it.each(['crun', 'runc'])(
    'comes after a command that %s does not find in it',
    async (runtime) => {
      programs = await only(runtime, findProgram(runtime, programs) ?? '');
      expect(await cli('run', '-d', '--rm', 'busybox', 'nosuch')).toMatchObject({
        code: 127,
        stderr: expect.stringContaining('nosuch: not found in the image') as string,
      });
      await ok('create', '--name', 'none', 'busybox', 'nosuch');
      expect(await cli('start', 'none')).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('could not be started') as string,
      });
      await ok('rm', 'none');
      await ok('run', '-d', '--name', 'kept', 'busybox', 'sh', '-c', 'while true; do sleep 1; done');
      expect((await cli('exec', 'kept', 'nosuch')).code).toBe(127);
      expect((await cli('exec', 'kept', '/etc/passwd')).code).toBe(126);
      expect((await cli('exec', 'kept', 'sh', '-c', 'exit 9')).code).toBe(9);
      await ok('restart', '-t', '0', 'kept');
      const killed = ['sh', '-c', 'sh -c "kill -9 \\$\\$"; exit $?'];
      expect((await cli('run', '--rm', 'busybox', ...killed)).code).toBe(137);
      await ok('kill', 'kept');
      expect(await states()).toMatch(/^kept: Exited \(137\)/);
      await ok('rm', 'kept');
      await expect.poll(() => leftovers(root)).toEqual([]);
    },
    120_000,
  );

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'comes when its supervisor gets %s, and leaves nothing',
    async (signal) => {
      const command = ['busybox', 'sh', '-c', 'echo kept > /file; while true; do sleep 1; done'];
      await ok('run', '-d', '--name', 'stays', ...command);
      await ok('run', '-d', '--name', 'goes', '--rm', ...command);
      await expect.poll(() => cli('exec', 'stays', 'cat', '/file')).toMatchObject({ code: 0 });
      for (const name of ['stays', 'goes']) process.kill(supervisorOf(name), signal);
      await expect.poll(() => leftovers(root), { timeout: 20_000 }).toEqual([]);
      expect(await states()).toMatch(/^stays: Exited \(137\)[^\n]*$/);
      expect(await ok('wait', 'stays')).toBe('137');
      expect(readdirSync(join(root, 'containers'))).toHaveLength(1);
      expect(readdirSync(join(root, 'container-names'))).toEqual(['stays']);
      expect(await ok('cp', 'stays:/file', '-')).toContain('kept');
      await ok('start', 'stays');
      expect(await ok('exec', 'stays', 'cat', '/file')).toBe('kept');
      await ok('rm', '-f', 'stays');
      expect(readdirSync(join(root, 'container-files/trusted'))).toEqual([]);
      // The worker ends behind its container.
      await expect.poll(() => readdirSync(join(root, 'work')), { timeout: 20_000 }).toEqual([]);
    },
    120_000,
  );

  it('comes too when the runtime does not end it', async () => {
    const stuck = join(folder, 'stuck');
    await writeFile(stuck, '#!/bin/sh\nwhile true; do /bin/sleep 1; done\n', { mode: 0o755 });
    programs = await only('crun-stuck', stuck);
    const started = cli('run', '--name', 'stuck', 'busybox', 'true');
    await expect.poll(() => leftovers(root).join('\n'), { timeout: 20_000 }).toContain('/crun-stuck/crun --root');
    process.kill(supervisorOf('stuck'), 'SIGKILL');
    expect((await started).code).toBe(125);
    await expect.poll(() => leftovers(root), { timeout: 30_000 }).toEqual([]);
    await ok('rm', 'stuck');
  }, 120_000);

  it('leaves a container that is started, removed or used while others are pruned, and opens the store once', async () => {
    const twice = 'test -e /ran || { touch /ran; exit; }; sleep 1000';
    const names = ['first', 'started', 'removed', 'used', 'last'];
    for (const name of names) await ok('run', '--name', name, 'busybox', 'sh', '-c', twice);
    const id = await ok('inspect', '--format', '{{.Id}}', 'used');
    const [family = ''] = readdirSync(join(root, 'container-files'));
    const user = spawn('flock', [join(root, 'container-files', family, id, 'lock'), 'sh', '-c', 'echo; exec cat']);
    await once(user.stdout, 'data');
    const opened = vi.spyOn(StoreFolder, 'open');
    let openedBefore = 0;
    const behindList = (skip: number): void => {
      const listed = vi.spyOn(ContainerStore.prototype, 'list');
      listed.mockImplementationOnce(async function (this: ContainerStore) {
        listed.mockRestore();
        const found = await this.list();
        if (skip > 0) behindList(skip - 1);
        else {
          await ok('start', 'started');
          await ok('rm', 'removed');
          openedBefore = opened.mock.calls.length;
        }
        return found;
      });
    };
    // The first list is for what killed processes left.
    behindList(1);
    try {
      const { code, stdout, stderr } = await cli('system', 'prune', '-f');
      expect(code).toBe(0);
      // By this command before, by start and rm, and by nobody after.
      expect(opened).toHaveBeenCalledTimes(openedBefore);
      expect(stdout).toMatch(/^Deleted Containers:\n(?:[0-9a-f]{64}\n){2}\n(?:.*\n)*Total reclaimed space: /);
      expect(stderr).toMatch(/^WARNING: container used is not removed: another process uses the files of container/m);
      expect(await ok('ps', '-a', '--format', '{{.Names}}')).toBe('used\nstarted');
      opened.mockClear();
      await ok('system', 'df');
      expect(opened).toHaveBeenCalledTimes(1);
    } finally {
      vi.restoreAllMocks();
      user.stdin.end();
      await once(user, 'exit');
    }
  });

  it('frees what it wrote, and says how much', async () => {
    await ok('run', '--name', 'big', 'busybox', 'sh', '-c', 'head -c 3000000 /dev/zero > /zeros');
    await ok('run', '-d', '--name', 'up', 'busybox', 'sh', '-c', 'head -c 500000 /dev/zero > /zeros; sleep 1000');
    const total = '{{.Type}} {{.TotalCount}} {{.Active}} {{.Size}} {{.Reclaimable}}';
    await expect
      .poll(() => ok('system', 'df', '--format', total))
      .toContain('Containers 2 1 3.5MB 3MB (85%)\nLocal Volumes 0 0 0B 0B\n');
    expect(await ok('system', 'df', '-v')).toMatch(
      /\nContainers space usage:\n\nCONTAINER ID.*\n.* 500kB .*up\n.* 3MB .*big\n\n/,
    );
    expect(await ok('inspect', '-s', '--format', '{{.SizeRw}}', 'big', 'up')).toBe('3000000\n500000');
    expect(await ok('container', 'prune', '-f')).toMatch(
      /Deleted Containers:\n[0-9a-f]{64}\n\nTotal reclaimed space: 3MB$/,
    );
    expect(await ok('container', 'prune', '-f')).toBe('Total reclaimed space: 0B');
    // The image is used as long as the container is there.
    expect(await ok('system', 'prune', '-a', '-f')).toBe('Total reclaimed space: 0B');
    await ok('kill', 'up');
    expect(await ok('system', 'prune', '-a', '-f')).toMatch(
      /^Deleted Containers:\n[0-9a-f]{64}\n\nDeleted Images:\nuntagged: busybox:latest\n(?:.*\n)*deleted: sha256:.*\n\nTotal reclaimed space: /,
    );
    expect(await ok('images', '-q')).toBe('');
  });
});
