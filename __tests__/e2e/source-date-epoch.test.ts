import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { mustRunCliInProcess, runCliInProcess } from '../support/cli-in-process.js';
import { type CommandOptions, must, plainEnvironment } from '../support/command.js';
import { startGitServer } from '../support/git-server.js';
import { mustLayerBuild } from '../support/layer-build.js';
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
    // The first is the bundle's; its image is compared with one that is made in this process.
    const run = builds === 1 ? mustLayerBuild : mustRunCliInProcess;
    await run(['build', ...settings, ...args, join(folder, 'context')], { env: plainEnvironment(env) });
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

  describe('as the time of the context', () => {
    const CONTEXT = ['--build-arg', 'SOURCE_DATE_EPOCH=context'];
    // 2019-03-04T05:06:07Z
    const SECONDS = 1551675967;
    const FILE = 'FROM scratch\nARG SOURCE_DATE_EPOCH\nLABEL time=$SOURCE_DATE_EPOCH\nCOPY file /\n';

    /** Builds from what is no directory here; the label shows what a stage sees. */
    async function timeOf(context: readonly string[], options: CommandOptions = {}) {
      const layout = join(folder, `layout-${++builds}`);
      const args = ['--root', join(folder, `root-${builds}`), '-o', `type=oci,tar=false,dest=${layout}`];
      const run = options.input === undefined ? mustRunCliInProcess : mustLayerBuild;
      await run(['build', ...args, ...context], options);
      const raw = await must(['skopeo', 'inspect', '--config', '--raw', `oci:${layout}`]);
      const { created, config } = JSON.parse(raw) as Config & { config: { Labels: Record<string, string> } };
      return { created, label: config.Labels['time'] };
    }

    async function packed(): Promise<Buffer> {
      const source = join(folder, 'packed');
      await writeProject(source, { Dockerfile: FILE, file: 'x', 'folder/old': 'y' });
      const touch = `cd "$0" && touch -d @${SECONDS} file && touch -d @5 Dockerfile folder/old && touch -d @1700000000 folder`;
      await must(['sh', '-c', touch, source]);
      return Buffer.from(await must(['sh', '-c', 'tar c -C "$0" . | base64 -w0', source]), 'base64');
    }

    /** Of a folder, where the variable is the name of a stage, and of a context, for what lies at the address. */
    async function timesOfNames(address: string) {
      const here = join(folder, 'here');
      await writeProject(here, { Dockerfile: `FROM scratch AS src\nADD ${address} /\n${FILE}`, file: 'x' });
      return [
        await timeOf(['--build-arg', 'SOURCE_DATE_EPOCH=src', here]),
        await timeOf(['--build-arg', 'SOURCE_DATE_EPOCH=named', '--build-context', `named=${address}`, here]),
      ];
    }

    const expected = { created: '2019-03-04T05:06:07Z', label: String(SECONDS) };

    it('is that of the newest file of a tar', async () => {
      expect(await timeOf([...CONTEXT, '-'], { input: await packed() })).toEqual(expected);
      const env = plainEnvironment({ SOURCE_DATE_EPOCH: 'context' });
      expect(await timeOf(['-'], { input: await packed(), env })).toEqual(expected);
    });

    it("is the server's time of a tar, or else that of its newest file", async () => {
      const tar = await packed();
      const server = createServer((request, response) => {
        const modified = request.url === '/dated' ? { 'last-modified': 'Sun, 13 Sep 2020 12:26:40 GMT' } : {};
        response.writeHead(200, modified).end(tar);
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      try {
        expect(await timeOf([...CONTEXT, `${address}/dated`])).toEqual({ created: TIME, label: EPOCH });
        expect(await timeOf([...CONTEXT, `${address}/undated`])).toEqual(expected);
        expect(await timesOfNames(`${address}/dated`)).toEqual(Array(2).fill({ created: TIME, label: EPOCH }));
        expect(await timesOfNames(`${address}/undated`)).toEqual([expected, expected]);
      } finally {
        server.close();
      }
    });

    it('is that of a commit', async () => {
      const work = join(folder, 'work');
      await writeProject(work, { Dockerfile: `ARG SOURCE_DATE_EPOCH=context\n${FILE}`, file: 'x' });
      const git = `cd "$0" && git init -q && git add . && GIT_AUTHOR_DATE='1500000000 +0000' GIT_COMMITTER_DATE='${SECONDS} +0000' \
        git -c user.name=n -c user.email=e commit -qm m && git clone -q --bare . ../served/r.git`;
      await must(['sh', '-c', git, work]);
      const server = await startGitServer(join(folder, 'served'));
      try {
        expect(await timeOf([...CONTEXT, `${server.address}/r.git`])).toEqual(expected);
        expect(await timeOf([`${server.address}/r.git`])).toEqual(expected);
        expect(await timesOfNames(`${server.address}/r.git`)).toEqual([expected, expected]);
      } finally {
        await server.stop();
      }
    });

    it('does not exist for a directory', async () => {
      const before = Date.now();
      const { config } = await build(CONTEXT);
      // The config may leave out fractions of a second.
      expect(Date.parse(config.created)).toBeGreaterThan(before - 1000);
    });
  });

  it('is refused where it is no time', async () => {
    const args = ['build', '--root', join(folder, 'refused'), '--build-arg', 'SOURCE_DATE_EPOCH=soon'];
    const result = await runCliInProcess([...args, join(folder, 'context')]);
    expect(result).toMatchObject({ code: 1 });
    expect(result.stderr).toContain('invalid SOURCE_DATE_EPOCH: soon');
  });
});
