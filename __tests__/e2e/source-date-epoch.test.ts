import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { must, plainEnvironment } from '../support/command.js';
import { layerBuild, mustLayerBuild } from '../support/layer-build.js';
import { writeProject } from '../support/project-files.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const EPOCH = '1600000000';
const TIME = '2020-09-13T12:26:40Z';

interface Config {
  readonly created: string;
  readonly history: readonly { readonly created: string }[];
}

describe('SOURCE_DATE_EPOCH', () => {
  let folder: string;
  let builds = 0;

  beforeAll(async () => {
    folder = await temporaryFolder('epoch');
    await writeProject(join(folder, 'context'), {
      Dockerfile: 'FROM scratch\nCOPY file /made/on/the/way/\nWORKDIR /w\nCOPY <<E /inline\ntext\nE\nLABEL a=b\n',
      'By.arg': `ARG SOURCE_DATE_EPOCH=${EPOCH}\nFROM scratch\nCOPY file /\n`,
      file: 'x',
    });
  });

  afterAll(() => removeTree(folder));

  async function build(args: readonly string[], env: Readonly<Record<string, string>> = {}, root = `root-${builds}`) {
    const layout = join(folder, `layout-${++builds}`);
    const settings = ['--root', join(folder, root), '-o', `type=oci,tar=false,dest=${layout}`];
    await mustLayerBuild(['build', ...settings, ...args, join(folder, 'context')], { env: plainEnvironment(env) });
    const config = JSON.parse(await must(['skopeo', 'inspect', '--config', '--raw', `oci:${layout}`])) as Config;
    return { config, manifest: await must(['skopeo', 'inspect', '--raw', `oci:${layout}`]) };
  }

  const argument = ['--build-arg', `SOURCE_DATE_EPOCH=${EPOCH}`];

  it('makes equal images of equal input, on machines that know nothing of each other', async () => {
    const one = await build(argument);
    const other = await build(argument);
    expect(other.manifest).toBe(one.manifest);
    expect([one.config.created, ...one.config.history.map(({ created }) => created)]).toEqual(Array(5).fill(TIME));
  });

  it('comes from the environment, and from an ARG before the first FROM', async () => {
    expect((await build([], { SOURCE_DATE_EPOCH: EPOCH })).config.created).toBe(TIME);
    expect((await build(['-f', join(folder, 'context', 'By.arg')])).config.created).toBe(TIME);
    expect((await build(argument, { SOURCE_DATE_EPOCH: '1' })).config.created).toBe(TIME);
  });

  it('counts for steps that an earlier build made without it', async () => {
    await build([], {}, 'shared');
    const { config } = await build(argument, {}, 'shared');
    expect(config.history.map(({ created }) => created)).toEqual(Array(4).fill(TIME));
  });

  it('is refused where it is no time', async () => {
    const args = ['build', '--root', join(folder, 'refused'), '--build-arg', 'SOURCE_DATE_EPOCH=soon'];
    const result = await layerBuild([...args, join(folder, 'context')]);
    expect(result).toMatchObject({ code: 1 });
    expect(result.stderr).toContain('invalid SOURCE_DATE_EPOCH: soon');
  });
});
