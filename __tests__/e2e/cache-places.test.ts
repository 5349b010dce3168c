import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustRunCliInProcess } from '../support/cli-in-process.js';
import { readReport, type ReportedStep } from '../support/layer-build.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const isRoot = process.getuid?.() === 0;

/** What each RUN makes differs with every run. The first stage is no part of the image, but for one file of it. */
const DOCKERFILE = `FROM busybox AS tools
RUN head -c 300000 /dev/urandom > /tool && cp /tool /other
FROM busybox
RUN head -c 300000 /dev/urandom > /random
COPY --from=tools /tool /tool
COPY source /source
RUN cat /source /random > /both
`;

interface Built {
  readonly digest: string;
  readonly missed: readonly string[];
  readonly output: string;
}

/** Each build has a root of its own, so that nothing but the cache outlives it. */
describe.skipIf(!isRoot)('--cache-to and --cache-from', () => {
  let registry: RunningRegistry;
  let folder: string;
  let builds = 0;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('cache-places');
  }, 600_000);

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  async function build(flags: readonly string[], source = 'one\n', dockerfile = DOCKERFILE): Promise<Built> {
    const place = join(folder, `build-${++builds}`);
    // The context's path is one: without a repository it is what a scope is known by.
    const context = join(folder, 'context');
    await writeProject(context, { Dockerfile: dockerfile, source });
    const report = join(place, 'report.json');
    const settings = ['--root', join(place, 'root'), '--registry-mirror', `http://${registry.host}`];
    // All is kept, so that what misses is not what is cheaper to run again.
    const shown = ['--cache-policy', 'all', '--progress', 'plain', '--report', report];
    const { stdout, stderr } = await mustRunCliInProcess(['build', ...settings, ...shown, ...flags, context]);
    const { steps, image } = await readReport(report);
    await removeTree(place);
    const missed = steps.filter(({ status }) => status === 'miss').map(({ instruction }: ReportedStep) => instruction);
    return { digest: image.digest, missed, output: stdout + stderr };
  }

  const reference = (tag: string): string => `${registry.host}/cache-places/cache:${tag}`;

  it.each(['registry', 'local'])(
    'have the next machine hit every step, by type=%s',
    { timeout: 600_000 },
    async (type) => {
      const [to, from] =
        type === 'registry'
          ? [`type=registry,ref=${reference('all')},mode=max`, `type=registry,ref=${reference('all')}`]
          : [`type=local,dest=${join(folder, 'all')},mode=max`, `type=local,src=${join(folder, 'all')}`];
      const first = await build(['--cache-to', to]);
      const second = await build(['--cache-from', from]);
      expect(second.missed).toEqual([]);
      expect(second.digest).toBe(first.digest);
      // What stands on the tools runs, and the tools do not.
      const third = await build(['--cache-from', from], 'two\n');
      expect(third.missed).toEqual(['COPY source /source', 'RUN cat /source /random > /both']);
    },
  );

  it.each(['registry', 'local'])(
    'have the next machine fetch only the parts of a layer that a step reads, by type=%s',
    { timeout: 600_000 },
    async (type) => {
      const dockerfile = `FROM busybox
RUN mkdir /many && for n in $(seq 100); do head -c 100000 /dev/urandom > /many/$n; done
COPY source /source
RUN cat /source /many/50 > /both
`;
      const [to, from] =
        type === 'registry'
          ? [`type=registry,ref=${reference('parts')},mode=max`, `type=registry,ref=${reference('parts')}`]
          : [`type=local,dest=${join(folder, 'parts')},mode=max`, `type=local,src=${join(folder, 'parts')}`];
      await build(['--cache-to', to], 'one\n', dockerfile);
      const before = (await registry.accessLog()).length;
      const { missed } = await build(
        ['--cache-from', from, '--storage-driver', 'lazy', '-o', 'type=cacheonly'],
        'two\n',
        dockerfile,
      );
      expect(missed).toEqual(['COPY source /source', 'RUN cat /source /many/50 > /both']);
      if (type !== 'registry') return;
      const blobs = (await registry.accessLog())
        .slice(before)
        .filter(({ method, path }) => method === 'GET' && path.startsWith('/v2/cache-places/cache/blobs/'));
      expect(blobs.map(({ status }) => status)).toContain(206);
      expect(blobs.reduce((total, { bytes }) => total + bytes, 0)).toBeLessThan(3_000_000);
    },
  );

  it('keep the layers of other stages only with mode=max', { timeout: 600_000 }, async () => {
    const more = DOCKERFILE.replace('COPY source', 'COPY --from=tools /other /other\nCOPY source');
    const to = (mode: string) => ['--cache-to', `type=registry,ref=${reference(mode)},mode=${mode}`];
    const from = (mode: string) => ['--cache-from', reference(mode)];
    await build(to('min'));
    await build(to('max'));
    const tools = 'RUN head -c 300000 /dev/urandom > /tool && cp /tool /other';
    expect((await build(from('min'))).missed).toEqual([]);
    expect((await build(from('min'), 'one\n', more)).missed).toContain(tools);
    expect((await build(from('max'), 'one\n', more)).missed).not.toContain(tools);
  });

  it('take from the first of several places that has it', { timeout: 600_000 }, async () => {
    const first = await build(['--cache-to', `type=registry,ref=${reference('first')},mode=max`]);
    const second = await build(['--cache-to', `type=registry,ref=${reference('second')},mode=max`]);
    expect(second.digest).not.toBe(first.digest);
    const from = (...tags: readonly string[]) => tags.flatMap((tag) => ['--cache-from', reference(tag)]);
    expect((await build(from('absent', 'first', 'second'))).digest).toBe(first.digest);
    expect((await build(from('second', 'first'))).digest).toBe(second.digest);
  });

  it('build even if there is an image instead of a cache', { timeout: 600_000 }, async () => {
    const image = `${registry.host}/cache-places/app:1`;
    await build(['-t', image, '--push']);
    const { output, missed } = await build(['--cache-from', image]);
    expect(missed.length).toBeGreaterThan(3);
    expect(output).toMatch(/cache-places\/app:1 holds no cache of layer-build, but an index, of an image/);
    expect(output).not.toMatch(/^(?:WARNING|ERROR)/m);
  });
});
