import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runCliInProcess } from '../../support/cli-in-process.js';
import { must, plainEnvironment } from '../../support/command.js';
import type { RunningRegistry } from '../../support/registry.js';
import { openRegistry } from '../../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';
import { THOROUGH } from '../../support/thorough.js';
import { writeSamples } from './sample-images.js';

const ROUNDS = THOROUGH ? 200 : 3;
const CAN_RUN = process.getuid?.() === 0;
/** At which place among the command lines of a round containers are run. */
const RUNS = 8;

/** Command lines on one store, all at once. What has a name at the end is whole, whatever the others did. */
describe('one store, used by several at once', () => {
  let folder: string;
  let registry: RunningRegistry;
  const run = (...argv: readonly string[]): ReturnType<typeof runCliInProcess> =>
    runCliInProcess(argv, { env: plainEnvironment({ LAYER_BUILD_ROOT: join(folder, 'root'), HOME: folder }) });

  beforeAll(async () => {
    folder = await temporaryFolder('store-races');
    registry = await openRegistry(['busybox']);
    const samples = join(folder, 'samples.tar');
    await writeSamples(samples);
    for (const tag of ['app:1', 'tool:2']) {
      const to = `docker://${registry.host}/store-races/${tag}`;
      await must(['skopeo', 'copy', '--quiet', '--dest-tls-verify=false', `docker-archive:${samples}:${tag}`, to]);
    }
  });
  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  it(`loses nothing that has a name, in ${ROUNDS} rounds`, { timeout: THOROUGH ? 7_200_000 : 600_000 }, async () => {
    const [app, tool] = ['app:1', 'tool:2'].map((tag) => `${registry.host}/store-races/${tag}`);
    const samples = join(folder, 'samples.tar');
    const mirror = ['--registry-mirror', `http://${registry.host}`];
    for (let round = 0; round < ROUNDS; round++) {
      const results = await Promise.all([
        run('pull', '-q', app ?? ''),
        run('pull', '-q', tool ?? ''),
        run('load', '-i', samples),
        run('rmi', '-f', 'app:1', 'tool:2'),
        run('tag', app ?? '', `kept:${round}`),
        run('image', 'prune', '-f'),
        run('prune'),
        run('rmi', tool ?? ''),
        ...(CAN_RUN ? [run('run', ...mirror, '--rm', 'busybox', 'echo', 'one')] : []),
        ...(CAN_RUN ? [run('run', ...mirror, '--name', `made-${round}`, 'busybox', 'touch', '/made')] : []),
        run('container', 'prune', '-f'),
        run('rmi', '-f', 'busybox'),
      ]);
      for (const { code, stdout, stderr } of results.slice(RUNS, RUNS + (CAN_RUN ? 2 : 0)))
        expect(code, `round ${round}: ${stdout}${stderr}`).toBe(0);
      expect((await run('system', 'check')).stdout).toBe('Nothing is wrong.\n');
    }
    // The last load came with names that nobody removes now.
    await run('load', '-i', samples);
    await must(['test', '-d', join(folder, 'root/images/tags')]);
    expect((await run('save', '-o', join(folder, 'all.tar'), 'app', 'tool')).code).toBe(0);
  });
});
