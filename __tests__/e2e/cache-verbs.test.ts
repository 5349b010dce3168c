import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { mustRunCliInProcess, runCliInProcess } from '../support/cli-in-process.js';
import { mustLayerBuild } from '../support/layer-build.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const isRoot = process.getuid?.() === 0;

const DOCKERFILE = `FROM busybox
ARG API_TOKEN=none
COPY note /note
RUN --mount=type=cache,id=downloads,target=/dl echo fetched > /dl/file && echo made > /made
COPY other /other
RUN cat /made /other > /both
`;

interface Listed {
  readonly records: readonly {
    readonly key: string;
    readonly instruction: string;
    readonly hits: number;
    readonly places: readonly string[];
    readonly layer?: { readonly blob: { readonly digest: string } };
  }[];
  readonly mounts: readonly { readonly id: string; readonly bytes: number }[];
  readonly snapshots: number;
}

describe.skipIf(!isRoot)('layer-build cache', () => {
  let registry: RunningRegistry;
  let folder: string;
  let settings: readonly string[];
  let context: string;

  const ofRoot = (...args: readonly string[]): string[] => ['cache', ...args, '--root', join(folder, 'root')];
  const cache = async (...args: readonly string[]): Promise<string> =>
    (await mustRunCliInProcess(ofRoot(...args))).stdout;
  /** By the bundle, in a process of its own: each verb once. */
  const bundledCache = async (...args: readonly string[]): Promise<string> =>
    (await mustLayerBuild(ofRoot(...args))).stdout;
  const listed = async (...args: readonly string[]): Promise<Listed> =>
    JSON.parse(await cache('ls', '--format', 'json', ...args)) as Listed;
  const build = (...args: readonly string[]) =>
    mustRunCliInProcess(['build', ...settings, '-t', 'app', ...args, context]);
  const explained = (...args: readonly string[]): string[] => ['cache', 'explain', ...settings, ...args, context];
  const explain = (...args: readonly string[]) => mustRunCliInProcess(explained(...args));

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('cache-verbs');
    context = join(folder, 'context');
    settings = ['--root', join(folder, 'root'), '--registry-mirror', `http://${registry.host}`];
    await writeProject(context, { Dockerfile: DOCKERFILE, note: 'a\n', other: 'b\n' });
    await build('--cache-to', `type=local,dest=${join(folder, 'place')},mode=max`, '--cache-policy', 'all');
  }, 600_000);

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  it('lists what is kept, how often it hit, and where it is', { timeout: 600_000 }, async () => {
    await build();
    await build();
    const { records, mounts, snapshots } = await listed();
    const made = records.find(({ instruction }) => instruction.includes('echo made'));
    expect(made).toMatchObject({ hits: 2, places: ['this machine'] });
    const note = records.find(({ instruction }) => instruction === 'COPY note /note');
    expect(note?.places).toEqual(['this machine', 'made again from the context']);
    expect(mounts).toMatchObject([{ id: 'downloads', bytes: 8 }]);
    expect(snapshots).toBeGreaterThan(1);
    expect(await bundledCache('ls')).toMatch(/RUN --mount=type=cache.* 2 +this machine/);
  });

  it('shows one record whole, without secrets', async () => {
    const text = await cache('inspect', 'ARG API_TOKEN');
    expect(text).toContain('"instruction": "ARG API_TOKEN=none"');
    expect(text.match(/API_TOKEN=none/g)).toHaveLength(1);
    const run = await cache('inspect', 'RUN --mount');
    expect(run).toContain('API_TOKEN=***');
    expect(run).not.toContain('API_TOKEN=none');
    const [{ key = '' } = {}] = JSON.parse(run) as { readonly key?: string }[];
    expect(JSON.parse(await bundledCache('inspect', key.slice(7, 20)))).toEqual(JSON.parse(run));
  });

  it('shows what is kept of a step of a build, by its number and by its line', async () => {
    const byInstruction = JSON.parse(await cache('inspect', 'RUN --mount')) as unknown;
    for (const step of ['4', 'Dockerfile:4']) {
      const { stdout } = await mustRunCliInProcess(['cache', 'inspect', ...settings, step, context]);
      expect(JSON.parse(stdout)).toEqual(byInstruction);
    }
    const none = await runCliInProcess(['cache', 'inspect', ...settings, '9', context]);
    expect(none.stderr).toContain('the build has no step 9: it has 6');
  });

  it('looks at a place elsewhere by its pack', async () => {
    const from = ['--from', `type=local,src=${join(folder, 'place')}`];
    const { records } = await listed(...from);
    const made = records.find(({ instruction }) => instruction.includes('echo made'));
    expect(made?.places[0]).toMatch(/place/);
    expect(await cache('verify', ...from)).toMatch(/, 0 damaged\n$/);
  });

  it('foresees hits and misses, and changes nothing', { timeout: 600_000 }, async () => {
    const journals = join(folder, 'root/cache/journals');
    const before = await Promise.all((await readdir(journals)).map((name) => readFile(join(journals, name), 'utf8')));
    const records = await readdir(join(folder, 'root/cache/records'));
    expect((await explain()).stdout.match(/Using cache/g)).toHaveLength(6);
    await writeFile(join(context, 'other'), 'changed\n');
    const { stdout } = await explain();
    expect(stdout).toContain('Step 5/6 : COPY other /other\n ---> Would miss: other modified\n');
    expect(stdout).toContain('Step 6/6 : RUN cat /made /other > /both\n ---> Would miss: needs the result of step 5');
    expect((await mustLayerBuild(explained('4'))).stdout).toMatch(/^Step 4\/6 .*\n ---> Using cache\n$/);
    const after = await Promise.all((await readdir(journals)).map((name) => readFile(join(journals, name), 'utf8')));
    expect([after, await readdir(join(folder, 'root/cache/records'))]).toEqual([before, records]);
    await writeFile(join(context, 'other'), 'b\n');
  });

  it('unpacks no layer that early cutoff keeps', { timeout: 600_000 }, async () => {
    const made = (await listed()).records.find(({ instruction }) => instruction.includes('echo made'));
    const digest = made?.layer?.blob.digest;
    // A machine that has the layers, and none of them unpacked.
    await rm(join(folder, 'root/snapshots'), { recursive: true });
    await writeFile(join(context, 'note'), 'a changed note, which the RUN does not read\n');
    await writeFile(join(context, 'other'), 'so that the last RUN runs\n');
    const { stdout } = await build('--progress', 'json');
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const unpacked = events.filter((event) => event['type'] === 'transfer' && event['direction'] === 'unpack');
    expect(unpacked.length, 'the base').toBeGreaterThan(0);
    expect(unpacked.map((event) => event['digest'])).not.toContain(digest);
    expect(events.filter((event) => event['type'] === 'step-running')).toHaveLength(4);
  });

  it('finds damage, and removes it when asked to', { timeout: 600_000 }, async () => {
    expect(await cache('verify')).toMatch(/, 0 damaged\n$/);
    const [record = ''] = await readdir(join(folder, 'root/cache/records'));
    const blob = (await listed()).records.find(({ layer }) => layer !== undefined)?.layer?.blob.digest.slice(7) ?? '';
    await writeFile(join(folder, 'root/cache/records', record), '{}');
    await writeFile(join(folder, 'root/blobs/sha256', blob), 'not the layer');
    const found = await runCliInProcess(ofRoot('verify'));
    expect(found.code).toBe(1);
    expect(found.stdout).toContain(`cache/records/${record}: is damaged: `);
    expect(found.stdout).toContain(`blobs/sha256/${blob}: does not match its digest`);
    expect(await bundledCache('verify', '--fix')).toMatch(/, 2 damaged\n$/);
    expect(await cache('verify')).toMatch(/, 0 damaged\n$/);
  });

  it('removes everything, unpacked layers and cache mounts too', { timeout: 600_000 }, async () => {
    expect(await cache('prune', '--all', '--dry-run')).toMatch(/^Would remove [1-9]/);
    expect((await listed()).records.length).toBeGreaterThan(0);
    expect(await cache('prune', '--older-than', '1h')).toMatch(/^Removed 0 records/);
    expect(await bundledCache('prune', '--all')).toContain('the unpacked layers and the cache mounts');
    expect(await listed()).toMatchObject({ records: [], mounts: [], snapshots: 0 });
    expect((await mustRunCliInProcess(['images', '--root', join(folder, 'root')])).stdout).toContain('app');
  });
});
