import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FreshMachines, type JobResult } from '../support/fresh-machines.js';
import { layerBuild } from '../support/layer-build.js';
import { ObjectServer } from '../support/object-servers.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const isRoot = process.getuid?.() === 0;

const DOCKERFILE = `FROM busybox
RUN head -c 300000 /dev/urandom > /slow
COPY source /source
RUN cat /source /slow > /both
`;

/** The bundles, which load those of the stores, on machines of their own. */
describe.skipIf(!isRoot).each(['s3', 'azblob'] as const)('a job with a cache of type=%s', (kind) => {
  let registry: RunningRegistry;
  let server: ObjectServer;
  let folder: string;
  let machines: FreshMachines;
  let first: JobResult;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder(`object-store-jobs-${kind}`);
    server = await ObjectServer.start(kind);
    machines = await FreshMachines.in(folder, {
      inputs: {
        'registry-mirrors': `http://${registry.host}`,
        // Also what takes no time to make again.
        'cache-policy': 'all',
        'cache-from': server.spec({ name: 'main' }),
        'cache-to': server.spec({ name: 'main', mode: 'max' }),
      },
    });
    first = await run('one');
  }, 600_000);
  afterAll(async () => {
    await server.stop();
    await registry.stop();
    await removeTree(folder);
  });

  async function run(source: string): Promise<JobResult> {
    const result = await machines.job({ files: { Dockerfile: DOCKERFILE, source } });
    expect(result.main.code, result.main.stdout + result.main.stderr).toBe(0);
    expect(result.post.code, result.post.stdout + result.post.stderr).toBe(0);
    return result;
  }

  it('finds on a new machine what the last one made, and shows no secret', { timeout: 600_000 }, async () => {
    const runs = ({ steps }: JobResult) => steps.filter((step) => / RUN /.test(step)).map((step) => step.slice(0, 4));
    const jobs = [first, await run('two'), await run('two')];
    expect(jobs.map(runs)).toEqual([
      ['miss', 'miss'],
      ['hit ', 'miss'],
      ['hit ', 'hit '],
    ]);
    for (const { main, post } of jobs) {
      for (const secret of server.secrets) {
        const shown = `${main.stdout}${main.stderr}${main.summary}${post.stdout}${post.stderr}`;
        expect(shown.replaceAll(`::add-mask::${secret}`, '')).not.toContain(secret);
      }
    }
    expect(jobs[1]?.main.summary).toContain('from an object store');
  });

  it('is looked at and pruned by the command line', { timeout: 600_000 }, async () => {
    const cli = (...args: readonly string[]) => layerBuild(['cache', ...args, '--root', `${folder}/root`]);
    const listed = await cli('ls', '--from', server.spec({ name: 'main' }));
    expect(listed.stdout).toMatch(/RUN head -c 300000/);
    const pruned = await cli('prune', '--from', server.spec({ name: 'main' }), '--older-than', '14d', '--dry-run');
    expect(pruned.stdout).toMatch(/^Would remove 0 blobs, 0B; [1-9]\d* of .* stay/);
    const refused = await cli('prune', '--from', 'type=local,src=/nowhere', '--older-than', '14d');
    expect(refused.stderr).toMatch(/only caches of type=s3 and type=azblob can be pruned/);
    const short = await cli('prune', '--from', server.spec({ name: 'main' }), '--older-than', '1h');
    expect(short.stderr).toMatch(/is too short/);
  });
});
