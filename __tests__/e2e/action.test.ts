import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ActionsCacheService, startActionsCacheService } from '../support/actions-cache-service.js';
import { flattenImage } from '../support/flatten-image.js';
import { node24, runStage, type StageResult } from '../support/github-runner.js';
import { readReport } from '../support/layer-build.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { schemaErrors } from '../support/report-schema.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const isRoot = process.getuid?.() === 0;

const DOCKERFILE = `FROM busybox
RUN echo "::error::not a command" && dd if=/dev/urandom of=/random bs=1M count=1 2>/dev/null
COPY source /source
RUN cat /source > /result
`;

/** Two jobs on two fresh machines, which share nothing but the cache service and the registry. */
describe.skipIf(!isRoot)('the Action in a job', () => {
  let registry: RunningRegistry;
  let service: ActionsCacheService;
  let folder: string;
  let node: string;
  let first: { readonly main: StageResult; readonly post: StageResult };

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    service = await startActionsCacheService();
    folder = await temporaryFolder('action');
    node = await node24();
    first = await job('first', { source: 'one\n' });
  }, 600_000);

  afterAll(async () => {
    await service.stop();
    await registry.stop();
    await removeTree(folder);
  });

  async function job(
    name: string,
    files: Readonly<Record<string, string>>,
    more: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly main: StageResult; readonly post: StageResult }> {
    const path = join(folder, name);
    await writeProject(join(path, 'workspace'), { Dockerfile: DOCKERFILE, ...files });
    const inputs = {
      context: '.',
      tags: `${registry.host}/action/app:${name}`,
      push: 'true',
      labels: 'a=b\nc=d',
      'build-args': 'unused=1',
      'registry-mirrors': `http://${registry.host}`,
      ...more,
    };
    const common = { node, job: path, inputs, env: service.env };
    const main = await runStage('main', common);
    const post = await runStage('post', { ...common, state: main.state });
    return { main, post };
  }

  const baselines = (): readonly string[] => service.keys().filter((key) => key.includes('-baseline-'));
  const packs = (): readonly string[] => service.keys().filter((key) => !/-(?:baseline|blob)-/.test(key));

  it('builds and pushes on a machine that has nothing', async () => {
    const { main, post } = first;
    expect(main.code, main.stdout + main.stderr).toBe(0);
    expect(post.code, post.stdout + post.stderr).toBe(0);
    const { tree, config } = await flattenImage(`docker://${registry.host}/action/app:first`);
    expect(tree['result']).toMatchObject({ size: 'one\n'.length });
    expect(config['config']).toMatchObject({ Labels: { a: 'b', c: 'd' } });
  });

  it('sets the outputs that docker/build-push-action has, and its own counts', async () => {
    const { outputs } = first.main;
    expect(outputs).toMatchObject({
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as unknown,
      imageid: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as unknown,
    });
    expect(Number(outputs['cache-hits']) + Number(outputs['cache-misses'])).toBe(4);
    expect(JSON.parse(outputs['metadata'] ?? '')).toMatchObject({
      'containerimage.digest': outputs['digest'],
      'image.name': `${registry.host}/action/app:first`,
    });
    const manifest = await fetch(`http://${registry.host}/v2/action/app/manifests/first`, {
      headers: {
        accept: 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json',
      },
    });
    expect(manifest.headers.get('docker-content-digest')).toBe(outputs['digest']);
  });

  it('writes report.json by its schema, where the output says', async () => {
    const file = first.main.outputs['report'] ?? '';
    expect(dirname(file)).toBe(join(folder, 'first/temp'));
    const report = await readReport(file);
    expect(schemaErrors(report)).toEqual([]);
    expect(report.steps.map(({ instruction }) => instruction)).toEqual(DOCKERFILE.trimEnd().split('\n'));
    expect(report.image.digest).toBe(first.main.outputs['digest']);
    expect(report.cache.places).toHaveLength(1);
  });

  it('has one closed log group a step, and does not let a step give commands to the runner', () => {
    const lines = first.main.stdout.split('\n');
    const opened = lines.filter((line) => line.startsWith('::group::'));
    expect(opened.length).toBeGreaterThanOrEqual(4);
    expect(lines.filter((line) => line.startsWith('::endgroup::'))).toHaveLength(opened.length);
    expect(opened.join('\n')).toContain('RUN cat /source > /result');
    // Between stop-commands and its token the runner takes no line for a command.
    let stopped: string | undefined;
    const obeyed: string[] = [];
    for (const line of lines) {
      const stop = /^::stop-commands::(.+)$/.exec(line);
      if (stopped === undefined && stop !== null) stopped = stop[1];
      else if (stopped !== undefined && line === `::${stopped}::`) stopped = undefined;
      else if (stopped === undefined && /^(?:::|##\[)error/.test(line)) obeyed.push(line);
    }
    expect(obeyed).toEqual([]);
    expect(first.main.stdout).toContain('not a command');
  });

  it('writes a summary with a row a step', () => {
    const rows = first.main.summary
      .split('\n')
      .filter((line) => /^\| \d+ \| (?:✅|🔨|❌)&nbsp;\w+&nbsp;<code>(?:FROM|COPY|RUN)/u.test(line));
    for (const part of ['FROM busybox', 'COPY source /source', 'RUN cat /source']) {
      expect(
        rows.filter((row) => row.includes(part)),
        part,
      ).toHaveLength(1);
    }
  });

  it('saves its step cache in post, for another machine', async () => {
    expect([packs().length, baselines().length]).toEqual([1, 1]);
    const second = await job('second', { source: 'two\n' });
    expect(second.main.code, second.main.stdout + second.main.stderr).toBe(0);
    expect(second.main.outputs).toMatchObject({ 'cache-hits': '2', 'cache-misses': '2' });
    expect(second.main.summary).toContain('source');
    const [one, two] = [
      await flattenImage(`docker://${registry.host}/action/app:first`),
      await flattenImage(`docker://${registry.host}/action/app:second`),
    ];
    expect(two.tree['random']).toEqual(one.tree['random']);
    expect(two.tree['result']).toMatchObject({ size: 'two\n'.length });
    expect(second.post.code).toBe(0);
    expect([packs().length, baselines().length]).toEqual([2, 2]);
  });

  it('hits every step when nothing changed', async () => {
    const again = await job('again', { source: 'two\n' });
    expect(again.main.outputs).toMatchObject({ 'cache-hits': '4', 'cache-misses': '0' });
    expect(again.post.code).toBe(0);
  });

  it('works where there is no cache service', async () => {
    const path = join(folder, 'alone');
    await writeProject(join(path, 'workspace'), { Dockerfile: 'FROM busybox\nRUN true\n' });
    const inputs = { context: '.', 'registry-mirrors': `http://${registry.host}` };
    const main = await runStage('main', { node, job: path, inputs });
    expect(main.code, main.stdout + main.stderr).toBe(0);
    expect(await runStage('post', { node, job: path, inputs, state: main.state })).toMatchObject({ code: 0 });
  });

  it('fails the step with an annotation at the Dockerfile line, and keeps what was done', async () => {
    const failing = `${DOCKERFILE}RUN echo reason >&2; exit 9\n`;
    const broken = await job('broken', { Dockerfile: failing, source: 'two\n' }, { push: 'false' });
    expect(broken.main.code).toBe(1);
    expect(broken.main.stdout).toMatch(/^::error [^\n]*file=Dockerfile[^\n]*line=5/m);
    expect(broken.main.outputs).toMatchObject({ 'cache-hits': '4' });
    expect(broken.main.summary).toContain('exit 9');
    expect(broken.post.code).toBe(0);
    expect(existsSync(join(folder, 'broken/workspace/Dockerfile'))).toBe(true);
  });

  it('saves what a failed build did, and goes on from there when the mistake is mended', async () => {
    const before = packs().length;
    const known = baselines().length;
    const steps = 'FROM busybox\nRUN cat /proc/sys/kernel/random/uuid > /made\nCOPY source /source\n';
    const inputs = { file: 'Other', push: 'false' };
    const failed = await job('failed', { Other: `${steps}RUN grep -q two /source\n`, source: 'one\n' }, inputs);
    expect(failed.main.code, failed.main.stdout + failed.main.stderr).toBe(1);
    expect(failed.main.outputs).toMatchObject({ 'cache-hits': '0' });
    expect(failed.post).toMatchObject({ code: 0 });
    expect(packs()).toHaveLength(before + 1);
    // Of a build that failed there is no account to be held against.
    expect(baselines()).toHaveLength(known);
    const mended = await job('mended', { Other: `${steps}RUN grep -q one /source\n`, source: 'one\n' }, inputs);
    expect(mended.main.code, mended.main.stdout + mended.main.stderr).toBe(0);
    expect(mended.main.outputs).toMatchObject({ 'cache-hits': '3', 'cache-misses': '1' });
    expect(mended.main.stdout).toMatch(/^Restored \d+ step records from the Actions cache/m);
  });
});
