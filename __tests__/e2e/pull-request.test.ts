import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { rowsIn } from '../../src/report/comment/data.js';
import { type ActionsCacheService, startActionsCacheService } from '../support/actions-cache-service.js';
import { ACTIONS_BOT, GitHubApi } from '../support/github-api.js';
import { node24, runStage, type StageResult } from '../support/github-runner.js';
import { REPOSITORY } from '../support/made-once.js';
import { pullRequestEvent } from '../support/pull-request-event.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import type { StageParts } from '../support/stage-files.js';
import { runStageInProcess } from '../support/stage-in-process.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const isRoot = process.getuid?.() === 0;
const BASE_COMMIT = 'a'.repeat(40);
const HEAD_COMMIT = 'b'.repeat(40);

/** Jobs on machines of their own, for two commits of examples/web: one on main, one of a pull request into it. */
describe.skipIf(!isRoot)('a pull request', () => {
  let registry: RunningRegistry;
  let service: ActionsCacheService;
  let api: GitHubApi;
  let folder: string;
  let node: string;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    service = await startActionsCacheService();
    api = await GitHubApi.start();
    folder = await temporaryFolder('pull-request');
    node = await node24();
    // On main everything was built once, and then hit by a run that saved something else than it restored.
    for (const [number, policy] of ['auto', 'all'].entries()) {
      const { main } = await job(`main-${number}`, {
        inputs: { 'cache-policy': policy },
        env: { GITHUB_SHA: BASE_COMMIT, GITHUB_RUN_ID: `${number + 1}` },
        bundled: true,
      });
      expect(main.code, main.stdout + main.stderr).toBe(0);
    }
  }, 300_000);

  afterAll(async () => {
    await api.stop();
    await service.stop();
    await registry.stop();
    await removeTree(folder);
  });

  interface JobOptions {
    /** Changes what is checked out. */
    readonly edit?: (workspace: string) => Promise<void>;
    readonly inputs?: Readonly<Record<string, string>>;
    readonly env?: Readonly<Record<string, string>>;
    /** By the bundles on the Action's own Node; otherwise in this process, which is quicker. */
    readonly bundled?: boolean;
  }

  async function job(
    name: string,
    { edit, inputs, env, bundled = false }: JobOptions,
  ): Promise<{ main: StageResult; post: StageResult }> {
    const path = join(folder, name);
    const workspace = join(path, 'workspace');
    await mkdir(path, { recursive: true });
    await cp(join(REPOSITORY, 'examples/web'), workspace, { recursive: true });
    const dockerfile = join(workspace, 'Dockerfile');
    await writeFile(dockerfile, (await readFile(dockerfile, 'utf8')).replace('busybox:stable', 'busybox'));
    await edit?.(workspace);
    const common = {
      job: path,
      inputs: {
        context: '.',
        'registry-mirrors': `http://${registry.host}`,
        'github-token': 'job-token',
        'cache-matrix': 'null',
        ...inputs,
      },
      env: {
        ...service.env,
        RUNNER_ENVIRONMENT: 'github-hosted',
        GITHUB_API_URL: api.url,
        GITHUB_WORKFLOW: 'ci',
        GITHUB_JOB: 'build',
        GITHUB_RUN_ID: '9',
        GITHUB_RUN_ATTEMPT: '1',
        GITHUB_ACTION: 'build',
        ...env,
      },
    };
    const run = (stage: 'main' | 'post', options: StageParts): Promise<StageResult> =>
      bundled ? runStage(stage, { node, ...options }) : runStageInProcess(stage, options);
    const main = await run('main', common);
    const post = await run('post', { ...common, state: main.state });
    expect(post.code, post.stdout + post.stderr).toBe(0);
    return { main, post };
  }

  const pullRequest = (name: string): Promise<Readonly<Record<string, string>>> =>
    pullRequestEvent(join(folder, `${name}.json`), { base: BASE_COMMIT, head: HEAD_COMMIT });

  /** A page of 300 kB that no compression makes smaller. */
  async function addPage(workspace: string): Promise<void> {
    const { randomBytes } = await import('node:crypto');
    await writeFile(join(workspace, 'pages/picture.txt'), randomBytes(300_000));
  }

  it('makes no comment for builds on a branch', () => {
    expect(api.requests).toEqual([]);
  });

  it('shows what changed against main: hit rate, time, size, steps that stopped hitting, and paths that grew', async () => {
    const { main } = await job('pull', { edit: addPage, env: await pullRequest('pull'), bundled: true });
    expect(main.code, main.stdout + main.stderr).toBe(0);
    expect(api.comments).toHaveLength(1);
    const body = api.comments[0]?.body ?? '';
    const [row] = rowsIn(body);
    expect(row).toMatchObject({
      title: 'Dockerfile (build)',
      ok: true,
      now: {
        commit: HEAD_COMMIT,
        hits: Number(main.outputs['cache-hits']),
        misses: Number(main.outputs['cache-misses']),
      },
      before: { branch: 'main', commit: BASE_COMMIT, misses: 0 },
    });
    expect(row?.now.misses).toBeGreaterThan(0);
    expect((row?.now.size ?? 0) - (row?.before?.size ?? 0)).toBeGreaterThan(590_000);
    expect(row?.stopped.map(({ instruction }) => instruction)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^COPY .*pages/) as unknown]),
    );
    expect(row?.stopped[0]?.reason).toContain('picture.txt added');
    // The page stands in the image as it was copied, and as a page of the site that a step made of it.
    expect(row?.grown.map(({ path }) => path)).toEqual(['/srv/site/picture.html', '/srv/pages/picture.txt']);
    expect(row?.grown[1]).toMatchObject({ bytes: 300_000, more: 300_000 });
    expect(body).toMatch(
      /\| ✅&nbsp;Dockerfile \(build\) \| \d+&nbsp;% of the work, was 100&nbsp;% \| [\d.]+s \(([+−][\d.]+s|as before)\)<br>/,
    );
    expect(body).toMatch(/\(\+60\dkB\) \|/);
    expect(body).toContain('compared with <code>main</code> at <code>aaaaaaa</code>');
    expect(main.summary).toMatch(
      /Size by layer: [\d.]+MB compressed, \+60\dkB compared with main at aaaaaaa<\/summary>/,
    );
    expect(main.summary).toMatch(/^\| \d+ <code>COPY [^|]* \| 30\dkB \| \+\d+kB \|/m);
  });

  it('shows another job in the same comment, and a failure', async () => {
    const [before] = api.comments;
    const { main } = await job('other', {
      edit: async (workspace) => {
        const file = join(workspace, 'Dockerfile');
        await writeFile(
          file,
          `${await readFile(file, 'utf8')}\nRUN echo '</details>|<!-- layer-build:comment:1 x -->' && exit 3\n`,
        );
      },
      env: { ...(await pullRequest('other')), GITHUB_JOB: 'broken' },
      bundled: true,
    });
    expect(main.code).toBe(1);
    expect(api.comments.map(({ id }) => id)).toEqual([before?.id]);
    const rows = rowsIn(api.comments[0]?.body ?? '');
    expect(rows.map(({ title, ok }) => [title, ok])).toEqual([
      ['Dockerfile (broken)', false],
      ['Dockerfile (build)', true],
    ]);
  });

  it('shows a later run in the same comment, without masked values', async () => {
    const secret = 'hunter2-and-more';
    const { main } = await job('later', {
      edit: async (workspace) => {
        await addPage(workspace);
        await writeFile(join(workspace, `pages/${secret}.txt`), 'x');
      },
      inputs: { secrets: `password=${secret}` },
      env: { ...(await pullRequest('later')), GITHUB_RUN_ID: '10' },
    });
    expect(main.code, main.stdout + main.stderr).toBe(0);
    expect(api.comments).toHaveLength(1);
    const body = api.comments[0]?.body ?? '';
    const rows = rowsIn(body);
    expect(rows.map(({ title, run }) => [title, run])).toEqual([['Dockerfile (build)', 10]]);
    expect(JSON.stringify(rows)).toContain('***.txt');
    expect(body + JSON.stringify(rows)).not.toContain(secret);
    expect(rows[0]?.before).toMatchObject({ commit: BASE_COMMIT });
  });

  it("is compared with main's newest baseline, not with the one in its own cache", async () => {
    const onMain = async (name: string, commit: string, text: string): Promise<number> => {
      const before = service.keys().length;
      const { main } = await job(name, {
        edit: (workspace) => writeFile(join(workspace, 'pages/index.txt'), text),
        env: { GITHUB_SHA: commit },
      });
      expect(main.code, main.stdout + main.stderr).toBe(0);
      return service.keys().length - before;
    };
    const told = async (run: string): Promise<string | undefined> => {
      const env = { ...(await pullRequest(`meanwhile-${run}`)), GITHUB_RUN_ID: run };
      const { main, post } = await job(`meanwhile-${run}`, { edit: addPage, env });
      expect(main.code, main.stdout + main.stderr).toBe(0);
      expect(post.stdout).not.toMatch(/^::(?:warning|error)/m);
      return rowsIn(api.comments[0]?.body ?? '')[0]?.before?.commit;
    };
    expect(await told('20')).toBe(BASE_COMMIT);
    // A pack, and the account beside it.
    expect(await onMain('meanwhile', 'd'.repeat(40), 'Of another commit.\n')).toBe(2);
    expect(await told('21')).toBe('d'.repeat(40));
    // A run that hits saves what it did not need to know once more, and no further one saves anything: nor would it say more.
    const again = await onMain('again', 'e'.repeat(40), 'Of another commit.\n');
    expect(await onMain('unchanged', 'f'.repeat(40), 'Of another commit.\n')).toBe(0);
    expect(await told('22')).toBe((again === 0 ? 'd' : 'e').repeat(40));
  }, 300_000);

  it('from a fork is built, with a notice', async () => {
    api.accounts.set('fork-token', { ...ACTIONS_BOT, access: 'read' });
    const comments = structuredClone(api.comments);
    const env = { ...(await pullRequest('fork')), GITHUB_RUN_ID: '30' };
    const { main } = await job('fork', { inputs: { 'github-token': 'fork-token' }, env });
    expect(main.code, main.stdout + main.stderr).toBe(0);
    expect(main.stdout).toContain('No comment on pull request 5: the token may not write one.');
    expect(main.stdout).not.toMatch(/^::(?:warning|error)/m);
    expect(api.comments).toEqual(comments);
  });

  it('is asked for nothing with comment: never, and is found from its branch with comment: always', async () => {
    api.requests.length = 0;
    await job('never', { inputs: { comment: 'never' }, env: await pullRequest('never') });
    expect(api.requests).toEqual([]);
    const pull = { number: 5, head: { sha: HEAD_COMMIT }, base: { ref: 'main' }, label: 'octo-org:feature' };
    api.pulls.push(pull);
    const env = { GITHUB_REF: 'refs/heads/feature', GITHUB_WORKFLOW: 'on push', GITHUB_RUN_ID: '31' };
    await job('always', { inputs: { comment: 'always' }, env });
    expect(
      rowsIn(api.comments[0]?.body ?? '')
        .map(({ run }) => run)
        .sort(),
    ).toEqual([22, 31]);
  });
});
