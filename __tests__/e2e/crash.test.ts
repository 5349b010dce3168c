import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainEnvironment } from '../support/command.js';
import { flattenImage } from '../support/flatten-image.js';
import { CLI, mustLayerBuild } from '../support/layer-build.js';
import { leftovers } from '../support/leftovers.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const isRoot = process.getuid?.() === 0;
const MOMENTS = 10;

/** Steps of every kind, each with enough work to be met in the middle; the argument makes every build a new one. */
const DOCKERFILE = `FROM busybox AS side
ARG round
RUN for i in $(seq 1 300); do echo "$round $i" > /f$i; done
FROM busybox
ARG round
COPY data /data
RUN dd if=/dev/urandom of=/random bs=1M count=8 2>/dev/null && echo $round > /round
COPY --from=side /f1 /f2 /f300 /side/
RUN sleep 0.3; rm -r /data; mkdir /data; touch /data/new
`;

describe.skipIf(!isRoot)('kill -9 of a build', () => {
  let registry: RunningRegistry;
  let folder: string;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('crash');
    const files = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`data/${i}`, `${i}\n`.repeat(500)]));
    await writeProject(join(folder, 'context'), { ...files, Dockerfile: DOCKERFILE });
  });

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  const command = (root: string, round: string): string[] => {
    const settings = ['--root', root, '--registry-mirror', `http://${registry.host}`, '--build-arg', `round=${round}`];
    const output = `type=oci,tar=false,dest=${join(folder, `${round}.oci`)}`;
    return ['build', ...settings, '--progress', 'plain', '-t', 'crash:latest', '-o', output, join(folder, 'context')];
  };

  /** Milliseconds of a whole build on a fresh root: the moments are spread over it. */
  async function wholeBuild(): Promise<number> {
    const started = Date.now();
    await mustLayerBuild(command(join(folder, 'timing'), 'timing'));
    return Date.now() - started;
  }

  it(`at ${MOMENTS} random moments leaves nothing behind, and a store that works`, { timeout: 600_000 }, async () => {
    const whole = await wholeBuild();
    const root = join(folder, 'root');
    let killed = 0;
    for (let round = 0; round < MOMENTS; round += 1) {
      // One moment in each tenth of the build, at random within it.
      const moment = ((round + Math.random()) / MOMENTS) * whole;
      const about = `killed after ${Math.round(moment)} of ${whole} ms`;
      killed += (await killedBuild(command(root, `r${round}`), moment)) ? 1 : 0;
      await waitUntilGone(about);
      await mustLayerBuild(command(root, `r${round}`));
      const { tree } = await flattenImage(`oci:${join(folder, `r${round}.oci`)}`);
      expect(tree['round'], about).toMatchObject({ size: `r${round}\n`.length });
      expect(
        Object.keys(tree).filter((path) => /^(?:data|side)\//.test(path)),
        about,
      ).toEqual(['data/new', 'side/f1', 'side/f2', 'side/f300']);
      expect(leftovers(folder), about).toEqual([]);
    }
    expect(killed, 'builds that were met while they ran').toBeGreaterThanOrEqual(MOMENTS / 2);
    expect((await readdir(folder)).filter((name) => !/^(?:context|root|timing|.*\.oci)$/.test(name))).toEqual([]);
  });

  async function killedBuild(args: readonly string[], after: number): Promise<boolean> {
    const child = spawn(process.execPath, [CLI, ...args], {
      stdio: 'ignore',
      env: plainEnvironment({ BUILD_OF_TEST: folder }),
    });
    const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('close', (_, signal) => resolve(signal)));
    await sleep(after);
    child.kill('SIGKILL');
    return (await ended) === 'SIGKILL';
  }

  /** What the killed build had started has to notice by itself that it is alone; it gets ten seconds for that. */
  async function waitUntilGone(about: string): Promise<void> {
    let left = leftovers(folder);
    for (let tries = 0; left.length > 0 && tries < 50; tries += 1) {
      await sleep(200);
      left = leftovers(folder);
    }
    expect(left, about).toEqual([]);
  }
});
