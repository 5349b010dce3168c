import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type ActionsCacheService, startActionsCacheService } from '../support/actions-cache-service.js';
import { type ArtifactService, startArtifactService } from '../support/artifact-service.js';
import { GitHubApi } from '../support/github-api.js';
import type { StageResult } from '../support/github-runner.js';
import { readReport } from '../support/layer-build.js';
import { writeProject } from '../support/project-files.js';
import { pullRequestEvent } from '../support/pull-request-event.js';
import type { RunningRegistry } from '../support/registry.js';
import { schemaErrors } from '../support/report-schema.js';
import { openRegistry } from '../support/shared-registry.js';
import { runStageInProcess } from '../support/stage-in-process.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const isRoot = process.getuid?.() === 0;

const DOCKERFILE = `FROM busybox
RUN dd if=/dev/urandom of=/random bs=1M count=2 2>/dev/null; sleep 0.1
COPY source /source
RUN cat /source > /result
`;

/** What post adds to the reports of a job. The client for artifacts is GitHub's own. */
describe.skipIf(!isRoot)('the report of a job, after post', () => {
  let registry: RunningRegistry;
  let service: ActionsCacheService;
  let artifacts: ArtifactService;
  let folder: string;
  let main: StageResult;
  let post: StageResult;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    service = await startActionsCacheService();
    artifacts = await startArtifactService();
    folder = await temporaryFolder('saved-report');
    ({ main, post } = await job('first'));
  }, 600_000);

  afterAll(async () => {
    await artifacts.stop();
    await service.stop();
    await registry.stop();
    await removeTree(folder);
  });

  async function job(
    name: string,
    between: (report: string) => Promise<void> = () => Promise.resolve(),
    artifactVariables = artifacts.env,
    variables: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly main: StageResult; readonly post: StageResult }> {
    const path = join(folder, name);
    // Jobs whose names differ in a number alone build the same.
    const source = `${name.replace(/\d$/, '')}\n`;
    await writeProject(join(path, 'workspace'), { Dockerfile: DOCKERFILE, source });
    const inputs = {
      context: '.',
      'registry-mirrors': `http://${registry.host}`,
      'cache-policy': 'all',
      'report-artifact': 'report',
      'github-token': 'job-token',
    };
    const env = { ...service.env, GITHUB_RUN_ID: '77', GITHUB_JOB: 'build', ...variables };
    const common = { job: path, inputs, env, artifacts: artifactVariables };
    const built = await runStageInProcess('main', common);
    expect(built.code, built.stdout).toBe(0);
    await between(built.outputs['report'] ?? '');
    return { main: built, post: await runStageInProcess('post', { ...common, state: built.state }) };
  }

  const reportOf = (stage: StageResult) => readReport(stage.outputs['report'] ?? '');

  it('says in main that saving comes later, and in post what was saved, with size and reason', async () => {
    expect(main.summary).toContain('| at the end of the job |');
    expect(main.summary).toContain(
      'artifact [report](https://github.com/octo-org/octo-repo/actions/runs/77#artifacts)',
    );
    expect(post.summary).toMatch(/^### layer-build: Dockerfile: saved at the end of the job\n/);
    expect(post.summary).toMatch(/\| 💾 .* \| layer of step 2 <code>RUN dd .*<\/code> \| 2\.10MB \| \w.* \|/);
    expect(post.summary).toMatch(/\| 💾 .* \| step records \| [\d.]+kB \|/);
    expect(post.summary).not.toContain('| nothing |\n');
    const report = await reportOf(main);
    expect(schemaErrors(report)).toEqual([]);
    expect(report.cache.savedLater).toBeUndefined();
    const [place] = report.cache.places;
    expect(place?.saved.entries).toContainEqual(expect.objectContaining({ what: 'blob', step: 2 }));
    expect(place?.saved.bytes).toBeGreaterThan(2_000_000);
  });

  it('uploads the page and the report as they are now, and links them', async () => {
    expect(artifacts.names()[0]).toBe('report');
    expect(post.summary).toMatch(
      /\[The report as a page\]\(https:\/\/github\.com\/octo-org\/octo-repo\/actions\/runs\/77\/artifacts\/\d+\)/,
    );
    const before = { ...process.env };
    Object.assign(process.env, artifacts.env);
    try {
      const client = new DefaultArtifactClient();
      const { artifact } = await client.getArtifact('report');
      await client.downloadArtifact(artifact.id, { path: join(folder, 'downloaded') });
    } finally {
      for (const name of Object.keys(artifacts.env)) Reflect.deleteProperty(process.env, name);
      Object.assign(process.env, before);
    }
    const page = await readFile(join(folder, 'downloaded/report.html'), 'utf8');
    expect(page).toMatch(/Saved: [\d.]+MB in \d+ entries/);
    expect(await readReport(join(folder, 'downloaded/report.json'))).toEqual(await reportOf(main));
  });

  it('lists each blob in the log, saved or not', async () => {
    expect(post.stdout).toMatch(/^[0-9a-f]{12}: Saved to .* \(2\.10MB in [\d.]+s\): \w/m);
    const { post: later } = await job('later');
    expect(later.stdout + post.stdout).toMatch(/^[0-9a-f]{12}: (?:Saved to|Not saved)/m);
  });

  it('takes another name if that one is taken, and never fails a job', async () => {
    expect(artifacts.names()[1]).toMatch(/^report-[0-9a-f]{8}$/);
    const nowhere = { ...artifacts.env, ACTIONS_RUNTIME_TOKEN: 'no token' };
    const { post: broken } = await job('nowhere', undefined, nowhere);
    expect(broken.code).toBe(0);
    expect(broken.stdout).toContain('::warning::The report was not uploaded: ');
    expect(broken.summary).toContain('saved at the end of the job');
  });

  it('believes nothing of a report that a step of the job has changed', async () => {
    const { post: forged } = await job('forged', (file) => writeFile(file, '{"version":2,"steps":"none"}'));
    expect(forged.code).toBe(0);
    expect(forged.stdout).toMatch(/::warning::The report does not say what was saved: .* is not a report/);
    expect(forged.summary).toBe('');
  });

  it('has the last runs on the branch that had something to save, and shows them on a pull request', async () => {
    const runs = await reportOf((await job('newer')).main);
    expect(runs.trend?.length).toBeGreaterThanOrEqual(3);
    expect(runs.trend?.at(-1)).toMatchObject({ startedAt: runs.startedAt, durationMs: runs.durationMs });
    const api = await GitHubApi.start();
    const event = { base: 'a'.repeat(40), head: 'b'.repeat(40) };
    const variables = { ...(await pullRequestEvent(join(folder, 'event.json'), event)), GITHUB_API_URL: api.url };
    const { main: pull } = await job('pull', undefined, undefined, variables).finally(() => api.stop());
    const before = runs.trend ?? [];
    expect((await reportOf(pull)).trend?.slice(0, -1)).toEqual(before);
    const [comment] = api.comments;
    expect(comment?.body).toMatch(
      new RegExp(
        `The last ${before.length} runs on <code>main</code> that saved something new, then this one: time&nbsp;[▁-█]{${before.length + 1}}&nbsp;`,
      ),
    );
    expect(comment?.body).toContain('· [report](https://github.com/octo-org/octo-repo/actions/runs/77#artifacts)');
  });
});
