import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ActionsCacheService, startActionsCacheService } from '../support/actions-cache-service.js';
import type { CommandOptions } from '../support/command.js';
import { FreshMachines, type JobResult } from '../support/fresh-machines.js';
import { readReport } from '../support/layer-build.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const isRoot = process.getuid?.() === 0;

/** Two layers of 300 kB that take long to make, and one of 3 MB that takes little time. The last step stands on all. */
const LAYERS = `FROM busybox
RUN sleep 2 && head -c 300000 /dev/urandom > /slow
RUN sleep 1 && head -c 300000 /dev/urandom > /slower-than-nothing
RUN head -c 3000000 /dev/urandom > /quick
COPY source /source
RUN cat /source /slow /slower-than-nothing /quick > /dev/null
`;

/** For what does not depend on how long a layer takes to make. */
const LITTLE = `FROM busybox
RUN head -c 100000 /dev/urandom > /random
COPY source /source
RUN cat /source /random > /dev/null
`;

const ALL = { 'cache-policy': 'all' };

describe.skipIf(!isRoot)('what a workflow says of its cache', () => {
  let registry: RunningRegistry;
  let service: ActionsCacheService;
  let folder: string;
  let machines: FreshMachines;
  let killable: FreshMachines;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('cache-inputs');
  }, 600_000);

  beforeEach(async () => {
    service = await startActionsCacheService();
    const inputs = { 'registry-mirrors': `http://${registry.host}` };
    machines = FreshMachines.inProcess(folder, { inputs, env: service.env });
    killable = await FreshMachines.in(folder, { inputs, env: service.env });
  });

  afterEach(() => service.stop());

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  async function run(
    source: string,
    inputs: Readonly<Record<string, string>> = {},
    dockerfile = LAYERS,
    interrupt?: CommandOptions['interrupt'],
  ): Promise<JobResult> {
    service.server.heal();
    const result = await (interrupt === undefined ? machines : killable).job(
      { files: { Dockerfile: dockerfile, source }, inputs },
      interrupt,
    );
    expect(result.post.code, result.post.stdout + result.post.stderr).toBe(0);
    if (interrupt === undefined) expect(result.main.code, result.main.stdout + result.main.stderr).toBe(0);
    return result;
  }

  const runsOf = ({ steps }: JobResult): readonly string[] =>
    steps.filter((step) => / RUN /.test(step)).map((step) => step.slice(0, 'miss'.length).trim());
  const asked = (): readonly string[] => service.server.requests.map(({ action }) => action);
  const savedBlobs = (): number => service.keys().filter((key) => key.includes('blob-')).length;

  it('cache-policy: auto keeps what is dearer to make again than to restore, all keeps everything', async () => {
    const machine = await machines.start({ files: { Dockerfile: LAYERS, source: 'one' } });
    const main = await machine.stage('main');
    const post = await machine.stage('post', { state: main.state });
    expect([main.code, post.code], main.stdout + post.stdout).toEqual([0, 0]);
    const { steps } = await readReport(main.outputs['report'] ?? '');
    await machine.wipe();
    const { ownMs = 0 } = steps.find(({ instruction }) => instruction.endsWith('> /quick')) ?? {};
    // To restore it would take 375 ms. A machine that does much else may need longer to make it.
    const isDear = savedBlobs() === 3;
    if (ownMs < 300) expect(savedBlobs()).toBe(2);
    expect(runsOf(await run('two'))).toEqual(['hit', 'hit', isDear ? 'hit' : 'miss', 'miss']);
    await run('one', { ...ALL, 'cache-scope': 'all' });
    expect(runsOf(await run('two', { ...ALL, 'cache-scope': 'all' }))).toEqual(['hit', 'hit', 'hit', 'miss']);
  }, 600_000);

  it('cache-max-size drops what saves the least time', { timeout: 600_000 }, async () => {
    await run('one', { 'cache-max-size': '400k' });
    expect(savedBlobs()).toBe(1);
    expect(runsOf(await run('two', { 'cache-max-size': '400k' }))).toEqual(['hit', 'miss', 'miss', 'miss']);
  });

  it('cache: read-only restores and saves nothing, off asks nothing', { timeout: 600_000 }, async () => {
    await run('one', ALL, LITTLE);
    const keys = service.keys();
    expect(savedBlobs()).toBe(1);
    expect(runsOf(await run('two', { ...ALL, cache: 'read-only' }, LITTLE))).toEqual(['hit', 'miss']);
    expect(service.keys()).toEqual(keys);
    expect(new Set(asked())).toEqual(new Set(['find', 'get-blob']));
    expect(runsOf(await run('one', { ...ALL, cache: 'off' }, LITTLE))).toEqual(['miss', 'miss']);
    expect(asked()).toEqual([]);
  });

  it('cache-scope keeps builds of one Dockerfile apart', { timeout: 600_000 }, async () => {
    const inputs = (scope: string) => ({ 'cache-scope': scope, ...ALL });
    await run('one', inputs('a'), LITTLE);
    expect(runsOf(await run('one', inputs('b'), LITTLE))).toEqual(['miss', 'miss']);
    expect(runsOf(await run('one', inputs('a'), LITTLE))).toEqual(['hit', 'hit']);
  });

  it.each<NodeJS.Signals>(['SIGINT', 'SIGKILL'])(
    'a job that ends by %s is saved from post',
    async (signal) => {
      const dockerfile = (last: string): string => `FROM busybox
RUN sleep 2 && head -c 300000 /dev/urandom > /slow
RUN echo begun; ${last}
`;
      const interrupted = await run('', {}, dockerfile('sleep 60'), { at: /^begun$/m, signal });
      expect(interrupted.main.code).not.toBe(0);
      expect(savedBlobs()).toBe(1);
      expect(runsOf(await run('', {}, dockerfile('cat /slow > /dev/null')))).toEqual(['hit', 'miss']);
      expect(asked()).toContain('get-blob');
    },
    600_000,
  );
});
