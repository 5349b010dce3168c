import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ActionsCacheService, startActionsCacheService } from '../support/actions-cache-service.js';
import { shell } from '../support/command.js';
import { putEntry, readEntries } from '../support/entry-bytes.js';
import { type FreshJob, FreshMachines, type JobResult } from '../support/fresh-machines.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { sample } from '../support/thorough.js';

const isRoot = process.getuid?.() === 0;

const packsRestoredBy = ({ main }: JobResult): number => main.stdout.match(/^Restored \d+ step records/gm)?.length ?? 0;

/** What `RUN` makes differs with every run, so that equal images mean that nothing ran again. */
const DOCKERFILE = `FROM busybox
ARG VARIANT
RUN head -c 300000 /dev/urandom > /random
COPY source /source
RUN cat /source /random > /both
`;

describe.skipIf(!isRoot)('jobs that share a repository', () => {
  let registry: RunningRegistry;
  let service: ActionsCacheService;
  let folder: string;
  /** Their stages go on at the same time, each in a process of its own. */
  let machines: FreshMachines;
  /** For jobs that go on one after the other. */
  let single: FreshMachines;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('cache-sharing');
    // All is kept, so that what misses is not what is cheaper to run again.
    const inputs = { 'registry-mirrors': `http://${registry.host}`, 'cache-policy': 'all', outputs: 'type=image' };
    machines = await FreshMachines.in(join(folder, 'together'), { inputs });
    single = FreshMachines.inProcess(join(folder, 'single'), { inputs });
  }, 600_000);

  beforeEach(async () => {
    service = await startActionsCacheService();
  });

  afterEach(() => service.stop());

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  async function job(more: Partial<FreshJob> = {}): Promise<JobResult> {
    const result = await single.job({
      files: { Dockerfile: DOCKERFILE, source: 'one\n' },
      ...more,
      env: { ...service.env, ...more.env },
    });
    expect(result.main.code, result.main.stdout + result.main.stderr).toBe(0);
    expect(result.post.code, result.post.stdout + result.post.stderr).toBe(0);
    return result;
  }

  /** Jobs whose builds go on at the same time, and which save at the same time when all have built. */
  async function together(jobs: readonly Partial<FreshJob>[]): Promise<readonly JobResult['main'][]> {
    const started = await Promise.all(
      jobs.map((more) =>
        machines.start({
          files: { Dockerfile: DOCKERFILE, source: 'one\n' },
          ...more,
          env: { ...service.env, ...more.env },
        }),
      ),
    );
    const mains = await Promise.all(started.map((machine) => machine.stage('main')));
    const posts = await Promise.all(
      started.map((machine, index) => machine.stage('post', { state: mains[index]?.state ?? {} })),
    );
    for (const { code, stdout, stderr } of [...mains, ...posts]) {
      expect(code, stdout + stderr).toBe(0);
      expect(stdout).not.toMatch(/^(?:::warning|WARNING:)/m);
    }
    await Promise.all(started.map((machine) => machine.wipe()));
    return mains;
  }

  it('keep the caches of two images and a matrix whole, though they save at once', { timeout: 600_000 }, async () => {
    const matrix = (variant: string): Partial<FreshJob> => ({
      inputs: { file: 'Dockerfile', 'build-args': `VARIANT=${variant}`, 'cache-matrix': JSON.stringify({ variant }) },
      env: { GITHUB_JOB: 'matrix' },
    });
    const files = {
      Dockerfile: DOCKERFILE,
      'api.Dockerfile': DOCKERFILE,
      'web.Dockerfile': DOCKERFILE,
      source: 'one\n',
    };
    const image = (file: string): Partial<FreshJob> => ({ files, inputs: { file }, env: { GITHUB_JOB: 'images' } });
    const jobs = [image('api.Dockerfile'), image('web.Dockerfile'), ...sample(['a', 'b', 'c'], 2).map(matrix)];
    const built = await together(jobs);
    expect(new Set(built.map(({ outputs }) => outputs['digest'])).size).toBe(jobs.length);
    for (const [index, one] of jobs.entries()) {
      const { outputs } = (await job(one)).main;
      expect(outputs).toMatchObject({ 'cache-misses': '0', digest: built[index]?.outputs['digest'] });
    }
  });

  it('that build other targets of a Dockerfile take what the first made, also if they have a cache', async () => {
    const dockerfile = (size: number): FreshJob['files'] => ({
      Dockerfile: `FROM busybox AS deps
RUN head -c ${size} /dev/urandom > /random
FROM deps AS test
RUN test -s /random && date +%N > /tested
FROM deps
RUN cat /random > /final
`,
    });
    const run = async (target: string, size: number): Promise<readonly string[]> => {
      const inputs = target === '' ? {} : { target };
      const files = dockerfile(size);
      return (await job({ files, inputs, env: { GITHUB_JOB: `build-${target}` } })).steps;
    };
    const made = (size: number): string => `hit RUN head -c ${size} /dev/urandom > /random`;
    await run('test', 1000);
    expect(await run('', 1000)).toEqual([
      'hit FROM busybox AS deps',
      made(1000),
      'hit FROM deps',
      'miss RUN cat /random > /final',
    ]);
    await run('test', 2000);
    expect(await run('', 2000)).toContain(made(2000));
    // Neither has overwritten what the other saved.
    for (const target of ['test', '']) expect((await run(target, 2000)).join()).not.toContain('miss');
  });

  it('may save the same scope at the same time', { timeout: 600_000 }, async () => {
    await job();
    const changed = (source: string): Partial<FreshJob> => ({ files: { Dockerfile: DOCKERFILE, source } });
    const mains = await together([changed('two\n'), changed('two\n'), changed('three\n')]);
    expect(mains.map(({ outputs }) => outputs['cache-hits'])).toEqual(['3', '3', '3']);
    const again = [await job(changed('two\n')), await job(changed('three\n'))];
    // One of them was last. The other's steps are done again, on what all share.
    expect(again.map(({ main }) => main.outputs['cache-hits'])).toContain('5');
    for (const { steps } of again) expect(steps.slice(0, 3).every((step) => step.startsWith('hit '))).toBe(true);
  });

  it('let a pull request read the cache of its base, and write only its own', { timeout: 600_000 }, async () => {
    const main = 'refs/heads/main';
    const pull = service.envWith(service.tokens.mint('refs/pull/1/merge', { base: [main] }));
    const first = await job();
    const before = service.entries();
    const ofPull = { env: pull, files: { Dockerfile: DOCKERFILE, source: 'of the pull request\n' } };
    const changed = await job(ofPull);
    expect(changed.steps.slice(0, 3)).toEqual([
      'hit FROM busybox',
      'hit ARG VARIANT',
      'hit RUN head -c 300000 /dev/urandom > /random',
    ]);
    // That a change of a file ends the cache is no news.
    expect(changed.main.stdout).toMatch(/^Cache ends at Dockerfile:4 /m);
    expect(changed.main.stdout).not.toMatch(/^::notice [^\n]*::The cache ends here/m);
    const added = service.entries().filter((entry) => !before.includes(entry));
    expect(added.length).toBeGreaterThan(0);
    expect(new Set(added.map(({ scope }) => scope))).toEqual(new Set(['refs/pull/1/merge']));
    expect((await job(ofPull)).main.outputs).toMatchObject({ 'cache-misses': '0' });

    const again = await job();
    expect(again.main.outputs).toMatchObject({ 'cache-misses': '0', digest: first.main.outputs['digest'] });
    // Another pull request sees nothing of the first.
    const other = service.envWith(service.tokens.mint('refs/pull/2/merge', { base: [main] }));
    expect((await job({ ...ofPull, env: other })).main.outputs).toMatchObject({ 'cache-hits': '3' });
  });

  it(
    'let a pull request with a cache of its own take what its base has built since then',
    { timeout: 600_000 },
    async () => {
      const pull = service.envWith(service.tokens.mint('refs/pull/1/merge', { base: ['refs/heads/main'] }));
      const files = (source: string) => ({ Dockerfile: DOCKERFILE, source });
      await job();
      await job({ env: pull, files: files('of the pull request\n') });
      const ofBase = await job({ files: files('of the base\n') });
      const merged = await job({ env: pull, files: files('of the base\n') });
      expect(merged.main.outputs).toMatchObject({ 'cache-misses': '0', digest: ofBase.main.outputs['digest'] });
      expect(packsRestoredBy(merged)).toBe(2);
      // A build whose steps all hit does not ask for it.
      const again = await job({ env: pull, files: files('of the base\n') });
      expect(again.main.outputs).toMatchObject({ 'cache-misses': '0' });
      expect(packsRestoredBy(again)).toBe(1);
    },
  );

  it('are not harmed by an entry that is not a pack', { timeout: 600_000 }, async () => {
    await job();
    const pack = (await readEntries(service)).find(({ key }) => !key.includes('blob-'));
    if (pack === undefined) throw new Error('nothing was saved');
    await putEntry(service, { ...pack, key: forgedKey(pack.key), bytes: Buffer.from('no archive') });
    const { main } = await job();
    expect(main.stdout).toMatch(/^WARNING: the Actions cache could not restore: /m);
    // Its own pack is the newest now.
    expect((await job()).main.outputs).toMatchObject({ 'cache-misses': '0' });
  });

  it.each([
    ['use only files of a pack that match its listing', '', /^Restored 0 step records/m],
    [
      'use no pack with a path that leads out',
      '../escaped',
      /^WARNING: the Actions cache could not restore: .*"\.\.\/escaped\\?" leads out/m,
    ],
  ])('%s', { timeout: 600_000 }, async (_, more, said) => {
    await job();
    const pack = (await readEntries(service)).find(({ key }) => !key.includes('blob-'));
    if (pack === undefined) throw new Error('nothing was saved');
    const forging = join(folder, 'forging');
    await mkdir(join(forging, 'files'), { recursive: true });
    await writeFile(join(forging, 'entry'), pack.bytes);
    // Every record is another than was listed.
    await shell(
      `tar --zstd -xf entry; tar -xzf pack -C files
       for record in files/cache/records/*; do sed -i 's/"stage":"[^"]*"/"stage":"forged"/' "$record"; done
       echo forged > escaped
       cd files; tar -czPf ../pack listing.json cache indexes blobs ${more}; cd ..; rm escaped
       tar --zstd -cf entry pack`,
      { cwd: forging },
    );
    await putEntry(service, {
      ...pack,
      key: forgedKey(pack.key),
      bytes: await readFile(join(forging, 'entry')),
    });
    const { main, steps } = await job();
    expect(main.stdout).toMatch(said);
    expect(steps.filter((step) => step.includes(' RUN ')).every((step) => step.startsWith('miss '))).toBe(true);
    expect(existsSync(join(folder, 'escaped'))).toBe(false);
  });

  it('make a layer again whose bytes are not those that were saved', { timeout: 600_000 }, async () => {
    await job();
    service.server.heal();
    const corrupt = (await readEntries(service)).filter(({ key }) => key.includes('blob-'));
    expect(corrupt.length).toBeGreaterThan(0);
    for (const { key, version, bytes } of corrupt) {
      await service.evict(key);
      await putEntry(service, { key, version, bytes: Buffer.from(bytes.map((byte) => byte ^ 1)) });
    }
    const changed = { files: { Dockerfile: DOCKERFILE, source: 'two\n' } };
    const { main } = await job(changed);
    expect(main.stdout).toMatch(/^WARNING: layer .* could not be fetched from the Actions cache/m);
    expect(main.summary).toMatch(/miss&nbsp;.*RUN head -c 300000 /);
    expect((await job(changed)).main.outputs).toMatchObject({ 'cache-misses': '0' });
  });
});

/** Found before the one that it is made of: it is the newest that begins with what is asked for. */
function forgedKey(key: string): string {
  return key.replace(/[0-9a-f]{32}$/, 'f'.repeat(32));
}
