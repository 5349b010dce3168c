import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must } from '../support/command.js';
import { flatImage } from '../support/flat-tree.js';
import { installFor } from '../support/installed-copy.js';
import { mustLayerBuild } from '../support/layer-build.js';
import { writeProject } from '../support/project-files.js';
import { readLayout } from '../support/read-image.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { makeTestUser } from '../support/test-user.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { THOROUGH } from '../support/thorough.js';

const isRoot = process.getuid?.() === 0;
/** More layers than overlayfs takes lower directories, which are 500. */
const COUNT = 510;
/** More than Docker's storage allows, which are 127: without a RUN nothing is mounted, however many there are. */
const UNMOUNTED = THOROUGH ? COUNT : 150;

const copies = (count: number): string =>
  Array.from({ length: count }, (_, number) =>
    number % 2 === 0 ? `COPY file /folder/file-${number}` : `WORKDIR /work/${number}`,
  ).join('\n');

/** What the lowest layers have, whole folders too, goes and comes again in the highest ones. */
const STEPS = `RUN mkdir /old && touch /gone /old/hidden
${copies(COUNT)}
RUN rm -r /gone /folder/file-0 /old && mkdir /old && touch /old/new
RUN rm /folder/file-2; echo said: $(ls -d /gone) $(ls -A /old) $(ls /folder | wc -l)
`;
const SAID = `said: new ${COUNT / 2 - 2}`;

describe('an image of very many layers', () => {
  let registry: RunningRegistry;
  let folder: string;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('many-layers');
  }, 600_000);

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  async function project(steps: string): Promise<string> {
    const context = join(folder, `context-${steps.length}`);
    await writeProject(context, { Dockerfile: `FROM busybox\n${steps}`, file: 'x' });
    return context;
  }

  it('is built of COPY and WORKDIR', { timeout: 600_000 }, async () => {
    const image = join(folder, 'image');
    const settings = ['--root', join(folder, 'root'), '--registry-mirror', `http://${registry.host}`];
    await mustLayerBuild([
      'build',
      ...settings,
      '-o',
      `type=oci,tar=false,dest=${image}`,
      await project(copies(UNMOUNTED)),
    ]);
    const { layers } = JSON.parse(await must(['skopeo', 'inspect', '--raw', `oci:${image}`])) as {
      readonly layers: readonly unknown[];
    };
    expect(layers.length).toBeGreaterThan(UNMOUNTED);
  });

  it.skipIf(!isRoot)('runs steps on all of them', { timeout: 600_000 }, async () => {
    const image = join(folder, 'run');
    const settings = ['--root', join(folder, 'root-run'), '--registry-mirror', `http://${registry.host}`];
    const output = ['--progress', 'plain', '-o', `type=oci,tar=false,dest=${image}`];
    const { stdout, stderr } = await mustLayerBuild(['build', ...settings, ...output, await project(STEPS)]);
    expect(stdout + stderr).toContain(SAID);
    const { tree } = flatImage(readLayout(image));
    expect(Object.keys(tree).filter((path) => /^(?:gone|old|folder\/file-[024])\b/.test(path))).toEqual([
      'folder/file-4',
      'old',
      'old/new',
    ]);
  });

  if (THOROUGH) {
    it.skipIf(!isRoot)('runs steps on all of them in a user namespace', { timeout: 600_000 }, async () => {
      const user = await makeTestUser({ subordinateIds: true });
      try {
        const context = await project(STEPS);
        await must(['chmod', '-R', 'a+rX', folder]);
        const args = ['--registry-mirror', `http://${registry.host}`, '--progress', 'plain', context];
        const { code, stdout, stderr } = await user.run([process.execPath, await installFor(user), 'build', ...args]);
        expect(code, stderr).toBe(0);
        expect(stdout + stderr).toContain(SAID);
      } finally {
        await user.remove();
      }
    });
  }
});
