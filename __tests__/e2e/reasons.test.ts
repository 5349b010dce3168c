import { chmod, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startActionsCacheService } from '../support/actions-cache-service.js';
import { ExplainedBuilds, told } from '../support/explained-builds.js';
import { FaultyServer } from '../support/faulty-server.js';
import { node24, runStage } from '../support/github-runner.js';
import { mustLayerBuild, readReport } from '../support/layer-build.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const isRoot = process.getuid?.() === 0;

/** Every reason for which a step misses, each with two real builds behind it. */
describe.skipIf(!isRoot)('why a step missed', () => {
  let registry: RunningRegistry;
  let folder: string;
  let builds: ExplainedBuilds;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
  });

  afterAll(async () => {
    await registry.stop();
  });

  beforeEach(async () => {
    folder = await temporaryFolder('reasons');
    builds = new ExplainedBuilds(folder, `http://${registry.host}`);
  });

  afterEach(async () => {
    await removeTree(folder);
  });

  const write = (files: Parameters<typeof writeProject>[1]): Promise<void> => writeProject(builds.context, files);
  const path = (name: string): string => join(builds.context, name);

  describe('files that a COPY takes', () => {
    beforeEach(async () => {
      // Without a RUN: that of a worker is most of what a build here takes.
      const dockerfile = 'FROM busybox\nCOPY src /src\n';
      await write({ Dockerfile: dockerfile, 'src/a': 'one\n', 'src/b': 'two\n' });
      await builds.build();
    });

    it.each<[string, () => Promise<unknown>, string]>([
      ['changed', () => write({ 'src/a': 'new\n' }), 'src/a modified'],
      ['added', () => write({ 'src/c': 'three\n' }), 'src/c added'],
      ['removed', () => rm(path('src/b')), 'src/b removed'],
      ['of another mode', () => chmod(path('src/b'), 0o755), 'src/b mode 644 → 755'],
      ['renamed', () => rename(path('src/b'), path('src/c')), 'src/c renamed from src/b'],
      [
        'of another type',
        async () => {
          await rm(path('src/b'));
          await write({ 'src/b': { link: 'a' } });
        },
        'src/b was a file and is a symlink',
      ],
    ])('were %s', async (_name, change, reason) => {
      await change();
      expect(await builds.reasons()).toEqual([`COPY src /src <- ${reason}`]);
    });

    it('were changed, which a RUN after it is told of', async () => {
      await write({ Dockerfile: 'FROM busybox\nCOPY src /src\nRUN cat /src/a > /seen\n' });
      await builds.build();
      await write({ 'src/a': 'new\n' });
      expect(await builds.reasons()).toEqual([
        'COPY src /src <- src/a modified',
        'RUN cat /src/a > /seen <- because of step 2',
      ]);
    });

    it('were changed in many places', async () => {
      await write(Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`src/n${index}`, `${index}\n`])));
      expect((await builds.reasons())[0]).toBe('COPY src /src <- src/n0 added, src/n1 added, src/n2 added (+6 more)');
    });
  });

  it('a file of a stage has another owner', async () => {
    await write({
      Dockerfile:
        'FROM busybox AS made\nARG OWNER=0\nRUN echo x > /f && chown $OWNER:$OWNER /f\nFROM scratch\nCOPY --from=made /f /f\n',
    });
    await builds.build();
    expect(await builds.reasons({ args: ['--build-arg', 'OWNER=1000'] })).toEqual([
      'ARG OWNER=0 <- ARG OWNER: 0 → 1000',
      'RUN echo x > /f && chown $OWNER:$OWNER /f <- ARG OWNER: 0 → 1000',
      'COPY --from=made /f /f <- /f owner 0:0 → 1000:1000, because of step 3',
    ]);
  });

  it('a file that a RUN mounts changed', async () => {
    await write({ Dockerfile: 'FROM busybox\nRUN --mount=type=bind,target=/m cat /m/a > /seen\n', a: 'one\n', b: '' });
    await builds.build();
    await write({ a: 'two\n' });
    expect(await builds.reasons()).toEqual(['RUN --mount=type=bind,target=/m cat /m/a > /seen <- a modified']);
  });

  describe('variables', () => {
    it('an ARG has another value, is new, or is gone', async () => {
      await write({ Dockerfile: 'FROM busybox\nARG VERSION\nRUN echo $VERSION > /v\n' });
      await builds.build({ args: ['--build-arg', 'VERSION=1.2'] });
      expect(await builds.reasons({ args: ['--build-arg', 'VERSION=1.3'] })).toEqual([
        'ARG VERSION <- ARG VERSION: 1.2 → 1.3',
        'RUN echo $VERSION > /v <- ARG VERSION: 1.2 → 1.3',
      ]);
      await write({ Dockerfile: 'FROM busybox\nRUN echo $VERSION > /v\n' });
      expect(await builds.reasons()).toEqual(['RUN echo $VERSION > /v <- ARG VERSION removed']);
      await write({ Dockerfile: 'FROM busybox\nARG OTHER=x\nRUN echo $VERSION > /v\n' });
      expect(await builds.reasons()).toContain('RUN echo $VERSION > /v <- ARG OTHER added');
    });

    it('an ENV has another value', async () => {
      await write({ Dockerfile: 'FROM busybox\nENV MODE=test\nRUN echo $MODE > /m\n' });
      await builds.build();
      await write({ Dockerfile: 'FROM busybox\nENV MODE=production\nRUN echo $MODE > /m\n' });
      expect(await builds.reasons()).toEqual([
        'ENV MODE=production <- instruction edited, was `ENV MODE=test`',
        'RUN echo $MODE > /m <- ENV MODE: test → production',
      ]);
    });

    it('a value that looks secret, or is a secret of the build, is not shown', async () => {
      await write({ Dockerfile: 'FROM busybox\nARG NPM_TOKEN\nARG PLAIN\nRUN true\n', secret: 'hunter2-hunter2' });
      const args = (token: string, plain: string): string[] => [
        ...['--build-arg', `NPM_TOKEN=${token}`, '--build-arg', `PLAIN=${plain}`],
        ...['--secret', `id=s,src=${path('secret')}`],
      ];
      await builds.build({ args: args('one', 'x') });
      const report = await builds.build({ args: args('two', 'hunter2-hunter2') });
      expect(report.steps.filter((step) => step.status === 'miss').map(told)).toEqual([
        'ARG NPM_TOKEN <- ARG NPM_TOKEN changed',
        'ARG PLAIN <- ARG PLAIN changed',
        'RUN true <- ARG NPM_TOKEN changed; ARG PLAIN changed',
      ]);
      expect(JSON.stringify(report)).not.toContain('hunter2');
    });

    it('the same text makes another command, and another config for the steps above', async () => {
      const text = 'ARG V=1\nFROM busybox\nARG V\nLABEL v=$V\nCMD ["x"]\n';
      await write({ Dockerfile: text });
      await builds.build();
      expect(await builds.reasons({ args: ['--build-arg', 'V=2'] })).toEqual([
        'ARG V=1 <- ARG V: 1 → 2',
        'ARG V <- ARG V: 1 → 2',
        'LABEL v=$V <- ARG V: 1 → 2',
        'CMD ["x"] <- because of step 4 (label v)',
      ]);
    });
  });

  it('the base moved', async () => {
    const base = async (content: string): Promise<string> => {
      await write({ 'base/Dockerfile': `FROM busybox\nCOPY f /f\n`, 'base/f': content });
      const report = join(folder, 'base.json');
      const settings = ['--root', join(folder, 'base-root'), '--registry-mirror', `http://${registry.host}`];
      const push = ['-t', `${registry.host}/library/moving:1`, '--push', '--metadata-file', report];
      const { stdout } = await mustLayerBuild(['build', ...settings, ...push, '-q', path('base')]);
      return stdout;
    };
    await base('one');
    await write({ Dockerfile: 'FROM moving:1\nRUN cat /f > /seen\n', '.dockerignore': 'base\n' });
    const first = await builds.build();
    await base('two');
    const second = await builds.build();
    const [old, now] = [first, second].map(({ steps }) => steps[0]?.base?.digest.slice(0, 19));
    expect(old).not.toBe(now);
    expect(second.steps.map(told)).toEqual([
      `FROM moving:1 <- base moving:1 moved from ${old} to ${now}`,
      'RUN cat /f > /seen <- because of step 1',
    ]);
  });

  it('another base was chosen', async () => {
    const text = 'ARG BASE=scratch\nFROM $BASE\nCOPY f /f\n';
    await write({ Dockerfile: text, f: 'x' });
    await builds.build();
    expect(await builds.reasons({ args: ['--build-arg', 'BASE=busybox'] })).toEqual([
      'ARG BASE=scratch <- ARG BASE: scratch → busybox',
      'FROM $BASE <- base changed from scratch to busybox:latest',
      'COPY f /f <- because of step 2',
    ]);
  });

  it('the instruction was edited, or is new', async () => {
    await write({ Dockerfile: 'FROM busybox\nRUN echo one > /a\n' });
    await builds.build();
    await write({ Dockerfile: 'FROM busybox\nRUN echo two > /a\nWORKDIR /w\nRUN true\n' });
    expect(await builds.reasons()).toEqual([
      'RUN echo two > /a <- instruction edited, was `RUN echo one > /a`',
      'WORKDIR /w <- new instruction: the last build had none like it here',
      'RUN true <- new instruction: the last build had none like it here',
    ]);
    await write({ Dockerfile: 'FROM busybox\nRUN echo two > /a\nRUN echo new > /n\nWORKDIR /w\nRUN true\n' });
    expect(await builds.reasons()).toEqual([
      'RUN echo new > /n <- new instruction: the last build had none like it here',
      'RUN true <- because of step 3, which is new',
    ]);
  });

  it("the parent's output changed", async () => {
    const text = 'FROM busybox\nRUN --mount=target=/c cp /c/f /v; echo same > /same\nRUN true\n';
    await write({ Dockerfile: text, f: '1' });
    await builds.build();
    await write({ f: '2' });
    expect((await builds.reasons()).at(-1)).toBe('RUN true <- because of step 2');
  });

  it('the platform is another', async () => {
    await write({ Dockerfile: 'FROM scratch\nCOPY f /f\n', f: 'x' });
    await builds.build({ args: ['--platform', 'linux/amd64'] });
    expect(await builds.reasons({ args: ['--platform', 'linux/arm64'] })).toEqual([
      'FROM scratch <- platform: linux/amd64 → linux/arm64',
      'COPY f /f <- platform: linux/amd64 → linux/arm64',
    ]);
  });

  it('an option changed that the instruction does not show', async () => {
    await write({ Dockerfile: 'FROM busybox\nRUN true\n' });
    await builds.build();
    expect(await builds.reasons({ args: ['--network', 'none'] })).toEqual([
      'RUN true <- its network changed: host → none',
    ]);
  });

  it('a mount shows another stage', async () => {
    const text =
      'FROM busybox AS made\nARG V=1\nRUN echo $V > /v\nFROM busybox\nRUN --mount=from=made,target=/m cat /m/v > /v\n';
    await write({ Dockerfile: text });
    await builds.build();
    expect((await builds.reasons({ args: ['--build-arg', 'V=2'] })).at(-1)).toBe(
      'RUN --mount=from=made,target=/m cat /m/v > /v <- its mounts changed, because of step 3',
    );
  });

  it('nothing is known, or nothing is wanted to be known', async () => {
    await write({ Dockerfile: 'FROM scratch\nCOPY f /f\n', f: 'x' });
    const unknown = 'first build here, or nothing is kept of earlier ones';
    expect(await builds.reasons()).toEqual([`FROM scratch <- ${unknown}`, `COPY f /f <- ${unknown}`]);
    expect(await builds.reasons({ args: ['--no-cache'] })).toEqual([
      'FROM scratch <- the cache was switched off (--no-cache)',
      'COPY f /f <- the cache was switched off (--no-cache)',
    ]);
  });

  describe('the cache was unreachable', () => {
    const files = { Dockerfile: 'FROM scratch\nCOPY f /f\n', f: 'x' };

    it.each<[string, (server: FaultyServer) => Promise<unknown>, string]>([
      ['answers 500', () => Promise.resolve(), 'HOST answered 500'],
      ['is down', (server) => server.stop(), 'cannot reach HOST: connect ECONNREFUSED HOST'],
    ])('as its registry %s', async (_what, prepare, message) => {
      const server = new FaultyServer(
        () => 'anything',
        () => Promise.resolve({ status: 500 }),
      );
      const host = (await server.start()).slice('http://'.length);
      try {
        await prepare(server);
        await write(files);
        const from = `type=registry,ref=${host}/team/cache`;
        const report = await builds.build({ args: ['--cache-from', from] });
        for (const { status, why, reason } of report.steps) {
          expect(status).toBe('miss');
          expect(why).toMatchObject({ kind: 'unreachable', faults: [{ place: { kind: 'registry' } }] });
          expect(reason).toBe(
            `the cache was unreachable: registry ${host}/team/cache:latest: ${message.replaceAll('HOST', host)}`,
          );
        }
        expect(report.cache.places[0]?.faults).toHaveLength(1);
      } finally {
        await server.stop();
      }
    });

    it('as the Actions cache answers 500', async () => {
      const service = await startActionsCacheService();
      service.server.fault(() => true, { kind: 'status', status: 500 }, Infinity);
      try {
        const job = join(folder, 'job');
        await writeProject(join(job, 'workspace'), files);
        const main = await runStage('main', { node: await node24(), job, inputs: { context: '.' }, env: service.env });
        expect(main.code, main.stdout + main.stderr).toBe(0);
        const { steps } = await readReport(main.outputs['report'] ?? '');
        expect(steps.map(({ why }) => why.kind)).toEqual(['unreachable', 'unreachable']);
        expect(steps[1]?.reason).toMatch(/^the cache was unreachable: the Actions cache: .*500/);
        expect(main.stdout).toMatch(/^::notice [^\n]*line=1[^\n]*::The cache ends here: the cache was unreachable/m);
      } finally {
        await service.stop();
      }
    });
  });

  it('the last build failed at it', async () => {
    await write({ Dockerfile: 'FROM busybox\nCOPY code /code\nRUN exit $(cat /code)\nRUN true\n', code: '3\n' });
    expect((await builds.build({ fails: true })).steps.map((step) => step.status)).toEqual([
      'miss',
      'miss',
      'failed',
      'not-reached',
    ]);
    await write({ code: '0\n' });
    expect(await builds.reasons()).toEqual([
      'COPY code /code <- code modified',
      'RUN exit $(cat /code) <- the last build did not get past it',
      'RUN true <- the last build did not get past it',
    ]);
  });

  it('its record is gone', async () => {
    await write({ Dockerfile: 'FROM scratch\nCOPY f /f\n', f: 'x' });
    await builds.build();
    const records = join(builds.root, 'cache/records');
    for (const name of await readdir(records)) await rm(join(records, name));
    const gone = 'its result is no longer in the cache';
    expect(await builds.reasons()).toEqual([`FROM scratch <- ${gone}`, `COPY f /f <- ${gone}`]);
  });

  it('its layer is gone, and a step builds on it', async () => {
    await write({ Dockerfile: 'FROM busybox\nRUN echo made > /made\nCOPY f /f\nRUN cat /f > /seen\n', f: 'x' });
    const { steps } = await builds.build();
    const digest = steps[1]?.layer?.digest ?? '';
    await rm(join(builds.root, 'blobs/sha256', digest.slice('sha256:'.length)));
    await rm(join(builds.root, 'snapshots'), { recursive: true });
    await write({ f: 'y' });
    expect(await builds.reasons()).toEqual([
      'RUN echo made > /made <- its result is no longer in the cache',
      'COPY f /f <- f modified',
      'RUN cat /f > /seen <- because of step 3',
    ]);
  });

  it('does not count an equal step of another stage, neither as a hit nor as time saved', async () => {
    const text =
      'FROM busybox AS a\nRUN sleep 1; echo x > /x\nFROM busybox\nRUN sleep 1; echo x > /x\nCOPY --from=a /x /y\n';
    await write({ Dockerfile: text });
    const { steps } = await builds.build();
    expect([steps[1], steps[3]].map((step) => step?.why.kind).sort()).toEqual(['no-record', 'same-step']);
    const again = await builds.build();
    expect(again.totals).toMatchObject({ hits: 3, misses: 0, work: { hits: 2, misses: 0, hitRate: 1 } });
    const saved = (word: RegExp): readonly number[] =>
      again.steps.flatMap(({ savedMs = 0, instruction }) => (word.test(instruction) ? [savedMs] : []));
    const ran = saved(/^RUN/);
    expect(Math.max(...ran)).toBeGreaterThanOrEqual(1000);
    expect(again.totals.savedMs).toBeGreaterThanOrEqual(1000);
    // The stages are equal. What the other instructions took is beside it.
    const others = saved(/^(?:FROM|COPY)/).reduce((sum, each) => sum + each, 0);
    expect(again.totals.savedMs).toBeLessThan(Math.max(...ran) + others + 1);
    // Either of the two may be the one that is looked up.
    const found = [again.steps[1], again.steps[3]].find((step) => step?.why.kind === 'same-inputs');
    expect(found).toMatchObject({ source: 'local' });
    expect(Date.parse(found?.madeAt ?? '')).toBeLessThan(Date.now());
  });

  it('names the remedy for files that no step needs', async () => {
    const dockerfile = 'FROM busybox\nCOPY . /app\nRUN sleep 1.5; cat /app/a > /done\n';
    await write({ Dockerfile: dockerfile, a: 'one', 'README.md': 'two' });
    await builds.build();
    await write({ 'README.md': 'new' });
    const { steps } = await builds.build();
    expect(steps[2]).toMatchObject({ status: 'miss', unchanged: true, cause: 2 });
    expect(steps[1]?.remedy).toMatchObject({ kind: 'ignore-files', files: ['README.md'], steps: [2, 3] });
    expect(steps[1]?.remedy?.words).toMatch(
      /^README\.md changed and the result is the same: add it to \.dockerignore \(saves [1-9][\d.]*s\)$/,
    );
    await write({ '.dockerignore': 'README.md\n' });
    await builds.build();
    await write({ 'README.md': 'newer' });
    expect(await builds.reasons()).toEqual([]);
  });
});
