import { mkdir, readdir } from 'node:fs/promises';
import http from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { oneFileTree } from '../../../src/app/builder/one-file-tree.js';
import { BUILDER_PATIENCE } from '../../../src/buildkit/builder.js';
import { Interruption } from '../../../src/report/exit-code.js';
import { DAEMONS, TODAYS } from '../../support/builder-daemons.js';
import { type Built, BuilderPlace, connectTo, sleeps, solveOn, waitFor } from '../../support/builder-place.js';
import { must, run } from '../../support/command.js';
import { CLI } from '../../support/layer-build.js';
import { leftovers } from '../../support/leftovers.js';
import { type PrivateBuildkitd, startBuildkitd } from '../../support/private-buildkitd.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

const isRoot = process.getuid?.() === 0;
/** Tells the `sleep`s of these tests from all others on this machine. */
let sleepers = 0;
const sleepArgument = (): string => `7${process.pid}.${++sleepers}`;

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe.skipIf(!isRoot).each(DAEMONS)('a build on $name', (kind) => {
  let place: BuilderPlace;

  beforeAll(async () => {
    place = await BuilderPlace.open(kind);
  });
  afterAll(() => place.stop());

  it.each([
    ['is cut off', 69, (cut: () => void) => cut(), 'is gone'],
    ['is interrupted', 130, (_: () => void, interrupt: () => void) => interrupt(), ''],
  ] as const)('leaves nothing when it %s, and tells what was done', async (how, code, end, words) => {
    const seconds = sleepArgument();
    const project = await place.project(`ended-${code}`, {
      Dockerfile: `FROM busybox\nRUN echo it is done ${seconds}\nRUN echo it runs; sleep ${seconds}\nRUN echo never\n`,
    });
    const temporary = join(place.folder, `temporary-${code}`);
    await mkdir(temporary);
    const { bridge, builder, env } = await place.daemon.cuttable(join(place.folder, `raw-${code}.sock`));
    place.keep(bridge);
    const interruption = new AbortController();
    let ended = false;
    const built = await place.buildOn([builder], project, [], {
      env: { ...env, TMPDIR: temporary },
      signal: interruption.signal,
      onOutput: (text) => {
        if (ended || !text.includes('it runs')) return;
        ended = true;
        void waitFor('the command', () => sleeps(seconds)).then(() =>
          end(bridge.cut, () => interruption.abort(new Interruption('SIGINT'))),
        );
      },
    });
    expect(built.code, `${how}: ${built.stderr}`).toBe(code);
    expect(built.stderr).toContain(words);
    expect(built.report.steps.slice(1).map(({ status }) => status)).toEqual(['miss', 'interrupted', 'not-reached']);
    await waitFor('the end of the command', async () => !(await sleeps(seconds)));
    expect(await readdir(temporary)).toEqual([]);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('ends at %s as a program, and so does its command', async (name, code) => {
    const seconds = sleepArgument();
    const project = await place.project(name, { Dockerfile: `FROM busybox\nRUN echo it runs; sleep ${seconds}\n` });
    const temporary = join(place.folder, `temporary-${name}`);
    await mkdir(temporary);
    const argv = [process.execPath, CLI, ...place.arguments([place.daemon.builder], []), project];
    const ended = await run(argv, {
      env: { ...place.env, TMPDIR: temporary },
      interrupt: { at: /^.*it runs$/m, signal: name },
    });
    expect(ended.code, ended.stderr).toBe(code);
    await waitFor('the end of the command', async () => !(await sleeps(seconds)));
    expect(await readdir(temporary)).toEqual([]);
    expect(leftovers(temporary)).toEqual([]);
  });

  it('ends when the builder does not answer any more', async () => {
    const frozen = place.keep(await place.daemon.bridge());
    const builder = await connectTo(`tcp://127.0.0.1:${frozen.port}`);
    const dockerfile = 'FROM busybox\nRUN sleep 20\n';
    const files = new Map([
      ['context', oneFileTree('file', Buffer.from('content'))],
      ['dockerfile', oneFileTree('Dockerfile', Buffer.from(dockerfile))],
    ]);
    const patience = { ...BUILDER_PATIENCE, silentMs: 200, answerMs: 300 };
    const ending = solveOn(builder, { files, sent: frozen.freeze }, patience);
    await expect(ending).rejects.toThrow(
      expect.objectContaining({
        message: expect.stringContaining('does not answer any more') as string,
        retryable: true,
      }),
    );
    builder.close();
  });

  // A Docker daemon gives its images only by its own address, of which there is one.
  it.skipIf(!kind.isNew)('goes to another builder when one is lost in the middle', async () => {
    const seconds = sleepArgument();
    // When the sleep is ended from outside, the command goes on.
    const project = await place.project('lost', {
      Dockerfile: `FROM busybox\nRUN echo it runs; sleep ${seconds} || true; echo it is over\n`,
    });
    const { bridge, builder, env } = await place.daemon.cuttable(join(place.folder, 'lost.sock'));
    const second = place.keep(await place.daemon.bridge());
    let isOver = false;
    let isCut = false;
    const built = await place.buildOn([builder, `tcp://127.0.0.1:${second.port}`], project, [], {
      env,
      onOutput: (text) => {
        if (isCut || !text.includes('it runs')) return;
        isCut = true;
        void waitFor('the command', () => sleeps(seconds)).then(async () => {
          bridge.cut();
          // Whether it is the first builder's sleep or the second's: both are over with this.
          await waitFor('the end of the build', async () => {
            if (second.connections() > 0) await run(['pkill', '-f', `^sleep ${seconds}`]);
            return isOver;
          });
        });
      },
    });
    isOver = true;
    expect(built.code, built.stderr).toBe(0);
    expect(built.stdout + built.stderr).toMatch(/is gone.*the build starts again on tcp:/);
    expect(built.stdout).toContain('it is over');
    expect(built.report.steps.at(-1)?.status).toBe('miss');
  });

  it('of a platform whose only builder is lost is no mistake of the platform', async () => {
    const seconds = sleepArgument();
    const project = await place.project('only', { Dockerfile: `FROM busybox\nRUN echo it runs; sleep ${seconds}\n` });
    const { bridge, builder, env } = await place.daemon.cuttable(join(place.folder, 'only.sock'));
    const other = place.keep(await place.daemon.bridge());
    let ended = false;
    const built = await place.buildOn(
      [`linux/amd64=${builder}`, `linux/arm64=tcp://127.0.0.1:${other.port}`],
      project,
      ['--platform', 'linux/amd64'],
      {
        env,
        onOutput: (text) => {
          if (ended || !text.includes('it runs')) return;
          ended = true;
          bridge.cut();
        },
      },
    );
    expect(built.code, built.stderr).toBe(69);
    expect(built.stderr).toContain('is gone');
    await waitFor('the end of the command', async () => !(await sleeps(seconds)));
  });

  /** A server of HTTP/1.1 may answer, or hang up. */
  const NO_BUILDKIT = /it does not speak HTTP\/2|it closed the connection/;

  it('is refused by what is no BuildKit, and auto builds here then, and where nobody answers', async () => {
    const web = http.createServer((_, response) => response.end('hello'));
    const silent = createServer(() => undefined);
    const project = await place.project('auto', { Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n' });
    const wrong = `tcp://127.0.0.1:${await portOf(web)}`;
    const refused = await place.buildOn([wrong], project);
    expect(refused.code).toBe(69);
    expect(refused.stderr).toContain(`cannot reach the builder ${wrong}: it `);
    expect(refused.stderr).toMatch(NO_BUILDKIT);
    for (const [address, why] of [
      [wrong, NO_BUILDKIT],
      [`tcp://127.0.0.1:${await portOf(silent)}`, /it did not answer in 3 s/],
    ] as const) {
      const here = await place.buildOn(['auto', address], project);
      expect(here.code, here.stderr).toBe(0);
      expect(here.stdout).toContain(`Building on this machine: cannot reach the builder ${address}: `);
      expect(here.stdout).toMatch(why);
    }
    const there = await place.buildOn(['auto', wrong, place.daemon.builder], project);
    expect(there.stdout).toContain('the next builder is asked');
    expect(there.stdout).toContain(`Building on ${place.daemon.builder}`);
    web.close();
    silent.close();
  });

  it('ends when what it connects to never says a word', async () => {
    const silent = createServer(() => undefined);
    const address = `tcp://127.0.0.1:${await portOf(silent)}`;
    await expect(connectTo(address, {}, { ...BUILDER_PATIENCE, connectMs: 300 })).rejects.toThrow(
      `cannot reach the builder ${address}: it did not answer in 0.3 s`,
    );
    silent.close();
  });

  it('says that a base cannot be pulled, in the words of the builder', async () => {
    const project = await place.project('no-base', { Dockerfile: `FROM ${place.registry.host}/nothing:here\n` });
    const built = await place.build(project);
    expect(built.code).not.toBe(0);
    expect(built.stderr).toMatch(/nothing:here/);
  });
});

describe.skipIf(!isRoot || TODAYS === undefined)('a builder of today', () => {
  let place: BuilderPlace;
  let disk: string;
  const started: PrivateBuildkitd[] = [];

  beforeAll(async () => {
    place = await BuilderPlace.open(TODAYS!);
    disk = await temporaryFolder('small-disk');
    await must(['mount', '-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', disk]);
  });
  afterEach(async () => {
    for (const one of started.splice(0)) await one.stop();
  });
  afterAll(async () => {
    await place.stop();
    await must(['umount', '--lazy', disk]);
    await removeTree(disk);
  });

  async function another(root?: string): Promise<PrivateBuildkitd> {
    const one = await startBuildkitd({ registry: place.registry.host, ...(root !== undefined && { root }) });
    started.push(one);
    return one;
  }

  it('that is killed in the middle ends the build', async () => {
    const seconds = sleepArgument();
    const dockerfile = `FROM busybox\nRUN echo it is done\nRUN echo it runs; sleep ${seconds}\n`;
    const project = await place.project('killed', { Dockerfile: dockerfile });
    const first = await another();
    const killedWhenItRuns = async (builders: readonly string[]): Promise<Built> => {
      let ended = false;
      return place.buildOn(builders, project, [], {
        onOutput: (text) => {
          if (ended || !text.includes('it runs')) return;
          ended = true;
          void waitFor('the command', () => sleeps(seconds)).then(() => first.signal('SIGKILL'));
        },
      });
    };
    const built = await killedWhenItRuns([first.address]);
    expect(built.code, built.stderr).toBe(69);
    expect(built.stderr).toContain(`the builder ${first.address} is gone`);
    expect(built.report.steps.slice(1).map(({ status }) => status)).toEqual(['miss', 'interrupted']);
    // runc's container outlives its daemon.
    await run(['pkill', '-f', `^sleep ${seconds}`]);
  });

  it('that is asked to stop lets the build come to its end', async () => {
    const seconds = sleepArgument();
    const dockerfile = `FROM busybox\nRUN echo it runs; sleep ${seconds} || true; echo it is over\n`;
    const project = await place.project('asked', { Dockerfile: dockerfile });
    const first = await another();
    let asked = false;
    const built = await place.buildOn([first.address], project, [], {
      onOutput: (text) => {
        if (asked || !text.includes('it runs')) return;
        asked = true;
        void waitFor('the command', () => sleeps(seconds)).then(async () => {
          first.signal('SIGTERM');
          await waitFor('the end of its socket', async () => !(await first.answers()));
          await run(['pkill', '-f', `^sleep ${seconds}`]);
        });
      },
    });
    expect(built.code, built.stderr).toBe(0);
    expect(built.stdout).toContain('it is over');
  });

  it('without room on its disk fails as a builder when it copies, and as a command when that writes', async () => {
    const small = await another(disk);
    const big = 'x'.repeat(24 * 1024 * 1024);
    const copied = await place.project('copied', { Dockerfile: 'FROM scratch\nCOPY big /\n', big });
    const full = await place.buildOn([small.address], copied);
    expect(full.stderr).toMatch(/no space left on device/i);
    expect(full.code).toBe(69);
  });
});
