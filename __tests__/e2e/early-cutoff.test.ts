import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ActionsCacheService, startActionsCacheService } from '../support/actions-cache-service.js';
import { FreshMachines } from '../support/fresh-machines.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const isRoot = process.getuid?.() === 0;

/** What the first RUN makes is the same whenever it runs; the second one says which times it has. No COPY looks into them. */
const dockerfile = (version: string): string => `FROM busybox
COPY version /version
RUN sleep 1 && seq 1 200000 > /large
RUN echo said: $(stat -c %Y /large), version ${version}
`;

describe.skipIf(!isRoot)('a step that runs again on a new machine and makes what it made before', () => {
  let registry: RunningRegistry;
  let service: ActionsCacheService;
  let folder: string;
  let machines: FreshMachines;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    service = await startActionsCacheService();
    folder = await temporaryFolder('early-cutoff');
    const inputs = {
      tags: `${registry.host}/early-cutoff/app:1`,
      push: 'true',
      // It tells when and by whom, and so differs from build to build.
      provenance: 'false',
      'registry-mirrors': `http://${registry.host}`,
    };
    machines = FreshMachines.inProcess(folder, { inputs, env: service.env });
  }, 600_000);

  afterAll(async () => {
    await service.stop();
    await registry.stop();
    await removeTree(folder);
  });

  interface Run {
    readonly time: string;
    readonly steps: string;
    /** Blobs that it brought from the repository that it pushes to. */
    readonly brought: number;
  }

  async function run(version: string): Promise<Run> {
    const before = (await registry.accessLog()).length;
    const { main, post, steps } = await machines.job({ files: { Dockerfile: dockerfile(version), version } });
    expect([main.code, post.code], main.stdout + post.stdout).toEqual([0, 0]);
    const time = /^said: (\d+),/m.exec(main.stdout)?.[1] ?? '';
    const asked = (await registry.accessLog()).slice(before);
    const brought = asked.filter(({ method, path }) => method === 'GET' && /^\/v2\/team\/app\/blobs\//.test(path));
    return { time, steps: steps.map((step) => step.split(' ', 2).join(' ')).join(', '), brought: brought.length };
  }

  it('keeps the earlier layer, with its times, and does not bring it', { timeout: 600_000 }, async () => {
    const { time } = await run('1');
    expect(time).not.toBe('');
    expect(await run('2')).toEqual({
      time,
      steps: 'hit FROM, miss COPY, miss RUN, miss RUN',
      brought: 0,
    });
  });
});
