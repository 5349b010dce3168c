import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flattenImage } from '../support/flatten-image.js';
import { mustLayerBuild } from '../support/layer-build.js';
import { leftovers } from '../support/leftovers.js';
import { observe, type ObservedResult } from '../support/observed-process.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { THOROUGH } from '../support/thorough.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const isRoot = process.getuid?.() === 0;
const MOMENTS = THOROUGH ? 10 : 2;

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

  /** Kills at a piece of the build's progress, as its log and its folders show it: no matter how fast the machine is. */
  function runBuild(root: string, round: string, at?: number): Promise<ObservedResult> {
    return observe(command(root, round), {
      env: { BUILD_OF_TEST: folder },
      watched: [join(root, 'ingest')],
      ...(at !== undefined && { signal: { name: 'SIGKILL', at } }),
    });
  }

  async function newRoot(name: string): Promise<string> {
    const root = join(folder, name);
    await mkdir(join(root, 'ingest'), { recursive: true });
    return root;
  }

  it(`at ${MOMENTS} random moments leaves nothing behind, and a store that works`, { timeout: 600_000 }, async () => {
    const { code, progress: whole } = await runBuild(await newRoot('reference'), 'reference');
    expect(code).toBe(0);
    const root = await newRoot('root');
    let killed = 0;
    for (let round = 0; round < MOMENTS; round += 1) {
      // One moment in each part of the build, at random within it.
      const moment = Math.floor(((round + Math.random()) / MOMENTS) * whole);
      const about = `killed after ${moment} of ${whole} pieces of its progress`;
      if ((await runBuild(root, `r${round}`, moment)).code === 137) killed += 1;
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
    expect((await readdir(folder)).filter((name) => !/^(?:context|root|reference|.*\.oci)$/.test(name))).toEqual([]);
  });

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
