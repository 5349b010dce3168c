import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { writeSamples } from '../integration/image-verbs/sample-images.js';
import { runCliInProcess } from '../support/cli-in-process.js';
import { type CommandResult, must, plainEnvironment, run } from '../support/command.js';
import { CLI } from '../support/layer-build.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { THOROUGH } from '../support/thorough.js';

/** Calls that change what is on the disk, each of which may be the last of a process. */
const CALLS =
  'write,pwrite64,pwritev,rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,mkdir,mkdirat,fsync,ftruncate';
/** A thorough run ends a command at each of its calls, another one at some, which are others in each run. */
const STEP = THOROUGH ? 1 : 300;
/** Calls before the first that has to do with the store. */
const FIRST = 1 + (THOROUGH ? 0 : Math.floor(Math.random() * STEP));

/** A command line, on a store that has the images of `sample-images.ts`, a container, and an archive beside it. */
const VERBS: Readonly<Record<string, readonly string[]>> = {
  tag: ['tag', 'app:1', 'new:1'],
  'tag over another': ['tag', 'app:1', 'tool:2'],
  load: ['load', '-q', '-i', 'samples.tar'],
  import: ['import', 'files.tar', 'imported:1'],
  pull: ['pull', '-q', 'PULLED'],
  'rmi by name': ['rmi', 'app:1', 'tool:2'],
  'rmi by id': ['rmi', '-f', 'APP'],
  'image prune': ['image', 'prune', '-f', '-a', '--filter', 'label=class'],
  prune: ['prune', '-a'],
  commit: ['commit', 'made', 'committed:1'],
};

describe.skipIf(process.getuid?.() !== 0)('a store whose commands are killed', () => {
  let folder: string;
  let registry: RunningRegistry;
  let pulled: string;
  let app: string;

  beforeAll(async () => {
    folder = await temporaryFolder('store-kills');
    registry = await openRegistry();
    pulled = `${registry.host}/store-kills/tool:2`;
    const samples = join(folder, 'samples.tar');
    await writeSamples(samples);
    await mkdir(join(folder, 'files'));
    await writeFile(join(folder, 'files/file'), 'x'.repeat(300_000));
    await must(['tar', '-C', join(folder, 'files'), '-cf', join(folder, 'files.tar'), '.']);
    const to = `docker://${pulled}`;
    await must(['skopeo', 'copy', '--quiet', '--dest-tls-verify=false', `docker-archive:${samples}:tool:2`, to]);
    for (const argv of [
      ['load', '-q', '-i', samples],
      ['create', '--name', 'made', 'app:1', 'true'],
    ])
      expect((await cli('whole', argv)).code).toBe(0);
    app = (await cli('whole', ['images', '-q', 'app:1'])).stdout.trim();
  });
  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  const env = (root: string): Record<string, string> =>
    plainEnvironment({ LAYER_BUILD_ROOT: join(folder, root), HOME: folder, UV_THREADPOOL_SIZE: '1' });
  const cli = (root: string, argv: readonly string[]): Promise<CommandResult> =>
    runCliInProcess(argv, { env: env(root), cwd: folder });

  /** @returns exit code 137 if there was such a call, at which it was killed */
  function killedAt(call: number, argv: readonly string[]): Promise<CommandResult> {
    const inject = ['-e', `trace=${CALLS}`, '-e', `inject=${CALLS}:signal=SIGKILL:when=${call}`];
    const command = ['strace', '-f', '-qq', '-o', '/dev/null', ...inject, process.execPath, CLI, ...argv];
    return run(command, { env: env('copy'), cwd: folder });
  }

  /** Each image with its names. */
  async function names(root: string): Promise<ReadonlyMap<string, string>> {
    const { code, stdout, stderr } = await cli(root, [
      'images',
      '--no-trunc',
      '--format',
      '{{.Repository}}:{{.Tag}} {{.ID}}',
    ]);
    expect(code, stderr).toBe(0);
    const lines = stdout.split('\n').filter((line) => /^[^<].*:[^<]/.test(line));
    return new Map(lines.map((line) => [line.split(' ')[0] ?? '', line.split(' ')[1] ?? '']));
  }

  it.each(Object.keys(VERBS))(
    'keeps all that has a name: %s',
    { timeout: THOROUGH ? 3_600_000 : 240_000 },
    async (verb) => {
      const argv = (VERBS[verb] ?? []).map((word) => (word === 'PULLED' ? pulled : word === 'APP' ? app : word));
      const copy = join(folder, 'copy');
      const fresh = async (): Promise<void> => {
        await removeTree(copy);
        await must(['cp', '-a', join(folder, 'whole'), copy]);
      };
      await fresh();
      const before = await names('copy');
      expect((await cli('copy', argv)).code).toBe(0);
      const after = await names('copy');
      let killed = 0;
      for (let call = FIRST; ; call += STEP) {
        await fresh();
        const { code } = await killedAt(call, argv);
        const about = `${argv.join(' ')}, killed at call ${call}`;
        expect([0, 137], about).toContain(code);
        const now = await names('copy');
        // Each name means what it meant before or what it means after; none of those that both have is missing.
        // A new image that was made of the clock has another id each time.
        for (const [name, id] of now)
          if (!/^(?:import|commit)/.test(verb) || before.has(name))
            expect([before.get(name), after.get(name)], `${about}: ${name}`).toContain(id);
        for (const name of before.keys()) if (after.has(name)) expect([...now.keys()], about).toContain(name);
        expect((await cli('copy', ['system', 'check'])).stdout, about).toBe('Nothing is wrong.\n');
        const file = join(folder, 'saved.tar');
        if (now.size > 0) expect((await cli('copy', ['save', '-o', file, ...now.keys()])).code, about).toBe(0);
        if (code === 0) break;
        killed += 1;
        // It can be done again, and is then as if nothing had been.
        const again = await cli('copy', argv);
        if (!/^rmi/.test(verb)) expect(again.code, `${about}\n${again.stderr}`).toBe(0);
        if (verb !== 'import' && verb !== 'commit') expect(await names('copy'), about).toEqual(after);
        await cli('copy', ['prune']);
        expect((await cli('copy', ['system', 'check'])).stdout, about).toBe('Nothing is wrong.\n');
      }
      process.stdout.write(`${verb}: killed at ${killed} calls\n`);
    },
  );
});
