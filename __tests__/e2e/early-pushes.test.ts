import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { Interruption } from '../../src/report/exit-code.js';
import { runCliInProcess } from '../support/cli-in-process.js';
import type { CommandResult } from '../support/command.js';
import type { Fault } from '../support/faulty-server.js';
import { GatedRegistry } from '../support/gated-registry.js';
import { writeProject } from '../support/project-files.js';
import { readManifest } from '../support/read-pushed.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

/** Less than the time after which a silent server is given up: what hangs must have been stopped. */
const BEFORE_TIMEOUTS = { timeout: 55_000 };
const GATED = { timeout: 180_000 };

describe('layers of an image that is pushed', () => {
  let registry: RunningRegistry;
  let gated: GatedRegistry;
  let folder: string;

  beforeEach(async () => {
    registry = await openRegistry(['busybox']);
    gated = await GatedRegistry.start(registry.host);
    folder = await temporaryFolder('early-pushes');
  });

  afterEach(async () => {
    await gated.stop();
    await registry.stop();
    await removeTree(folder);
  });

  /** A step with a layer of its own, and one that runs until the gate opens. */
  function steps(last: string): string {
    return `FROM busybox\nRUN head -c 300000 /dev/urandom > /random\n${last}\n`;
  }

  const waiting = (): string => `RUN wget -q -O /answer ${gated.gateUrl}`;

  async function build(
    dockerfile: string,
    flags: readonly string[],
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<CommandResult> {
    await writeProject(join(folder, 'context'), { Dockerfile: dockerfile });
    return runCliInProcess(
      [
        ...['build', '--root', join(folder, 'root'), '--registry-mirror', `http://${registry.host}`],
        ...['--progress', 'plain', '--provenance=false', ...flags, join(folder, 'context')],
      ],
      options,
    );
  }

  /** Repositories of a test's own. */
  const repositoryOf = (repository: string): string =>
    `early-pushes/${repository}-${basename(folder).split('-').at(-1)}`;
  const name = (repository: string): string => `${gated.host}/${repositoryOf(repository)}:1`;

  /** Opens the gate when the line was seen so often. */
  function openAfter(prefix: string, times: number): void {
    let left = times;
    gated.onLine = (line) => {
      if (line.startsWith(prefix) && --left === 0) gated.open();
    };
  }

  /** The layers and the config of the pushed image, as the registry itself has it. */
  async function blobsOf(reference: string): Promise<readonly string[]> {
    const { config, layers } = await readManifest(`http://${registry.host}`, reference.slice(gated.host.length + 1));
    return [...layers, config].map(({ digest }) => digest);
  }

  it('are uploaded while the last step runs, once each, and the manifest and the tag come last', GATED, async () => {
    const target = name('order');
    openAfter('answered put-blob', 2);
    const { code, stdout, stderr } = await build(steps(waiting()), ['-t', target, '--push']);
    expect(code, stdout + stderr).toBe(0);
    const { log } = gated;
    const gateAnswered = log.indexOf('answered gate');
    const puts = log.flatMap((line, at) => (line.startsWith('put-blob ') ? [at] : []));
    expect(puts.filter((at) => at < gateAnswered)).toHaveLength(2);
    const uploaded = gated.of('put-blob').map((line) => line.split(' ')[2] ?? '');
    expect([...uploaded].sort()).toEqual([...(await blobsOf(target))].sort());
    const firstManifest = log.findIndex((line) => line.startsWith('put-manifest '));
    expect(Math.max(...puts)).toBeLessThan(firstManifest);
    for (const digest of uploaded.slice(0, -1)) {
      expect(stdout.split('\n').filter((line) => line.startsWith(`${digest.slice(7, 19)}: Pushed (`))).toHaveLength(1);
      expect(log.filter((line) => line === `head-blob ${repositoryOf('order')} ${digest}`)).toHaveLength(1);
    }
  });

  const FAULTS: Readonly<Record<string, Fault>> = {
    'is answered 500': { kind: 'status', status: 500 },
    'is answered 401': { kind: 'status', status: 401 },
    'is cut off': { kind: 'reset' },
    'is done and its answer is lost': { kind: 'lost-answer' },
  };

  it.each(Object.entries(FAULTS))('are pushed at the end if an early upload %s', GATED, async (_, fault) => {
    const target = name('faults');
    gated.server.fault(({ action }) => action === 'put-blob', fault);
    gated.server.onRequest = ({ action }) => {
      if (action === 'put-blob') gated.open();
    };
    const { code, stdout, stderr } = await build(steps(waiting()), ['-t', target, '--push']);
    expect(code, stdout + stderr).toBe(0);
    expect(stdout + stderr).not.toMatch(/warning/i);
    expect(gated.server.requests.filter(({ fault: met }) => met !== undefined)).toHaveLength(1);
    const blobs = await blobsOf(target);
    expect(new Set(gated.of('put-blob').map((line) => line.split(' ')[2]))).toEqual(new Set(blobs));
  });

  it('do not keep a build that fails from ending, though an upload hangs', BEFORE_TIMEOUTS, async () => {
    gated.server.fault(({ action }) => action === 'put-blob', { kind: 'stall' }, 100);
    gated.server.onRequest = ({ action }) => {
      if (action === 'put-blob') gated.open();
    };
    const { code } = await build(steps(`${waiting()} && exit 7`), ['-t', name('fails'), '--push']);
    expect(code).toBe(1);
    expect(gated.server.requests.some(({ fault }) => fault === 'stall')).toBe(true);
    expect(gated.of('put-manifest')).toEqual([]);
  });

  it('do not keep an interrupted build from ending, though an upload hangs', BEFORE_TIMEOUTS, async () => {
    const interrupt = new AbortController();
    gated.server.fault(({ action }) => action === 'put-blob', { kind: 'stall' }, 100);
    gated.server.onRequest = ({ action }) => {
      if (action === 'put-blob') interrupt.abort(new Interruption('SIGTERM'));
    };
    const { signal } = interrupt;
    const { code } = await build(steps(waiting()), ['-t', name('interrupted'), '--push'], { signal });
    expect(code).toBe(143);
    expect(gated.of('put-manifest')).toEqual([]);
  });

  it('are not even asked for before the tests of the image have passed', GATED, async () => {
    const before: string[] = [];
    gated.onLine = (line) => {
      if (line !== 'gate') return;
      before.push(...gated.log.slice(0, -1));
      gated.open();
    };
    const test = `wget -q -O /dev/null ${gated.gateUrl}`;
    const { code, stdout, stderr } = await build(steps('RUN true'), ['-t', name('tested'), '--push', '--test', test]);
    expect(code, stdout + stderr).toBe(0);
    expect(gated.log).toContain('answered gate');
    expect(before).toEqual([]);
  });

  it('go to their repositories once each, if targets of a run of bake have them together', GATED, async () => {
    openAfter('answered put-blob', 4);
    const dockerfile = `FROM busybox AS common
RUN head -c 300000 /dev/urandom > /random
FROM common AS one
${waiting()}
FROM common AS two
${waiting()} && touch /two
`;
    const target = (of: string): string =>
      `target "${of}" {\n target = "${of}"\n tags = ["${name(of)}"]\n output = ["type=registry"]\n}\n`;
    const definition = `group "default" { targets = ["one", "two"] }\n${target('one')}${target('two')}`;
    await writeProject(join(folder, 'context'), { Dockerfile: dockerfile, 'docker-bake.hcl': definition });
    const { code, stdout, stderr } = await runCliInProcess(
      [
        ...['bake', '--root', join(folder, 'root'), '--registry-mirror', `http://${registry.host}`],
        ...['--progress', 'plain', '--provenance=false'],
      ],
      { cwd: join(folder, 'context') },
    );
    expect(code, stdout + stderr).toBe(0);
    const gateAnswered = gated.log.indexOf('answered gate');
    expect(gated.log.slice(0, gateAnswered).filter((line) => line.startsWith('put-blob '))).toHaveLength(4);
    const wanted: string[] = [];
    for (const of of ['one', 'two']) {
      for (const digest of await blobsOf(name(of))) wanted.push(`put-blob ${repositoryOf(of)} ${digest}`);
    }
    expect([...gated.of('put-blob')].sort()).toEqual(wanted.sort());
  });

  it('go to the first of two repositories, and the second mounts them', GATED, async () => {
    openAfter('answered put-blob', 2);
    const targets = [name('one'), name('two')];
    const tags = targets.flatMap((target) => ['-t', target]);
    const { code, stdout, stderr } = await build(steps(waiting()), [...tags, '--push']);
    expect(code, stdout + stderr).toBe(0);
    const [blobs, others] = await Promise.all(targets.map(blobsOf));
    expect(others).toEqual(blobs);
    expect(new Set(gated.of('put-blob').map((line) => line.split(' ')[1]))).toEqual(new Set([repositoryOf('one')]));
    const mounted = gated.of('mount').map((line) => line.split(' ').slice(1).join(' '));
    expect([...mounted].sort()).toEqual((blobs ?? []).map((digest) => `${repositoryOf('two')} ${digest}`).sort());
  });
});
