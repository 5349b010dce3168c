import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Interruption } from '../../src/report/exit-code.js';
import { rowsIn } from '../../src/report/comment/data.js';
import { renderPage } from '../../src/report/html/page.js';
import { plainEnvironment } from '../support/command.js';
import { runCliInProcess } from '../support/cli-in-process.js';
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

const TELLING = "src/app.ts(3,5): error TS2322: Type 'string' is not assignable to type 'number'.";
const DOCKERFILE = `FROM busybox
RUN echo prepared > /prepared
COPY mode /mode
RUN --mount=type=secret,id=word cat /run/secrets/word; echo tick; cat /mode; \\
    ! grep -q wait /mode || sleep 600; \\
    echo "${TELLING}"; seq 1 30; exit 2
RUN echo never
`;

/** A build that fails, and one that is cancelled, as people hear of them: by the log, annotation, summary, comment, page and report. */
describe.skipIf(!isRoot)('a build without a result', () => {
  let registry: RunningRegistry;
  let api: GitHubApi;
  let folder: string;
  let failed: StageResult;
  let cancelled: StageResult;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    api = await GitHubApi.start();
    folder = await temporaryFolder('failed-builds');
    failed = await job('fail', 'fail');
    const stop = new AbortController();
    cancelled = await job('cancel', 'wait', stop);
  }, 600_000);

  afterAll(async () => {
    await api.stop();
    await registry.stop();
    await removeTree(folder);
  });

  async function job(name: string, mode: string, stop = new AbortController()): Promise<StageResult> {
    const path = join(folder, name);
    await writeProject(join(path, 'workspace'), { Dockerfile: DOCKERFILE, mode: `${mode}\n` });
    const inputs = {
      context: '.',
      secrets: 'word=hunter2hunter2',
      'registry-mirrors': `http://${registry.host}`,
      'github-token': 'job-token',
      'job-id': '4711',
    };
    const env = {
      ...(await pullRequestEvent(join(folder, `${name}.json`), { base: 'a'.repeat(40), head: 'b'.repeat(40) })),
      GITHUB_API_URL: api.url,
      GITHUB_RUN_ID: mode === 'wait' ? '78' : '77',
      GITHUB_ACTION: 'build',
    };
    let printed = '';
    const onOutput = (text: string): void => {
      printed += text;
      if (mode === 'wait' && printed.includes('***tick\nwait')) stop.abort(new Interruption('SIGINT'));
    };
    return await runStageInProcess('main', { job: path, inputs, env, signal: stop.signal, onOutput });
  }

  const reportOf = ({ outputs }: StageResult) => readReport(outputs['report'] ?? '');
  const lastComment = (): string => api.comments.at(-1)?.body ?? '';

  it('has the error itself in the annotation, at the line', () => {
    const lines = failed.stdout.split('\n');
    const at = lines.findIndex((line) => line.startsWith('::error '));
    expect(lines[at]).toBe(`::error title=layer-build,file=Dockerfile,startLine=4,endLine=6::${TELLING}`);
    expect(lines[at + 1]).toMatch(/^RUN .*: the command ended with exit code 2$/);
    expect(lines[at + 2]).toContain('give the input save-failed a name');
    expect(failed.code).toBe(1);
  });

  it('begins the summary with the line, the error, the last output and the log of the job', () => {
    const [, , sentence, ...rest] = failed.summary.split('\n');
    expect(sentence).toMatch(
      /^❌ \*\*Dockerfile:4 failed\*\* after [\d.]+s: <code>RUN .*<\/code>\. The command ended with exit code 2\./,
    );
    expect(sentence).toContain('[Log of the job](https://github.com/octo-org/octo-repo/actions/runs/77/job/4711)');
    expect(sentence).not.toContain('%');
    expect(rest.slice(0, 4)).toEqual(['', `<pre>${TELLING}</pre>`, '', 'Its last output:']);
    expect(failed.summary).toContain('30</pre>');
    expect(failed.summary).not.toContain('hunter2');
  });

  it('has them in report.json, masked, with the steps that were not reached', async () => {
    const report = await reportOf(failed);
    expect(schemaErrors(report)).toEqual([]);
    expect(report.steps.map(({ status }) => status)).toEqual(['miss', 'miss', 'miss', 'failed', 'not-reached']);
    expect(report.error).toMatchObject({ step: 4, telling: [TELLING] });
    // Also of the step that failed: what it used is most wanted then.
    expect(report.steps.map(({ usage }) => usage !== undefined)).toEqual([false, true, false, true, false]);
    expect(report.steps[3]?.usage?.cpuMs).toBeGreaterThan(0);
    expect(report.error?.output).toEqual(Array.from({ length: 15 }, (_, index) => `${index + 16}`));
    const cancelledReport = await reportOf(cancelled);
    expect(cancelledReport.error?.output).toEqual(['***tick', 'wait']);
  });

  it('begins the comment with them, and compares nothing', () => {
    const [, heading, , sentence, , said] = rowsBody();
    expect(heading).toBe('### layer-build');
    expect(sentence).toContain('🛑 **Stopped** while **Dockerfile:4** <code>RUN');
    expect(sentence).toContain('/actions/runs/78/job/4711)');
    expect(said).toBe('Its last output:');
    expect(lastComment()).toContain('| 🛑&nbsp;Dockerfile');
    expect(rowsBody().slice(1).join('\n')).not.toMatch(/%|was \d|[−+]\d/);
    expect(rowsIn(lastComment())).toMatchObject([{ ok: false, failure: { kind: 'interrupted', at: 'Dockerfile:4' } }]);
  });
  const rowsBody = (): readonly string[] => lastComment().split('\n');

  it('says what was at work when the job was cancelled, for how long, and what it said', async () => {
    expect(cancelled.code).toBe(130);
    expect(cancelled.stdout).toMatch(
      /interrupted by SIGINT while this step was at work, for [\d.]+s:\n {2}RUN .*\n {2}at Dockerfile:4\n {2}Last output:\n {2}\| \*\*\*tick/,
    );
    expect(cancelled.stdout).toMatch(/---> Stopped after/);
    expect(cancelled.summary).toMatch(/^### .*\n\n🛑 \*\*Stopped\*\* while \*\*Dockerfile:4\*\* <code>RUN/);
    expect(cancelled.summary).toContain('| 4 | 🛑&nbsp;stopped&nbsp;<code>RUN');
    expect(cancelled.summary).toContain('| 5 | ⬜&nbsp;not&nbsp;reached&nbsp;<code>RUN echo never</code> |  |');
    const report = await reportOf(cancelled);
    expect(schemaErrors(report)).toEqual([]);
    expect(report.steps.map(({ status }) => status)).toEqual(['miss', 'miss', 'miss', 'interrupted', 'not-reached']);
    const page = renderPage(report);
    expect(page).toContain('<h1>The build was stopped</h1>');
    expect(page.indexOf('***tick')).toBeGreaterThan(0);
    expect(page.indexOf('***tick')).toBeLessThan(page.indexOf('id="misses"'));
    expect(page).toContain('not reached');
  });

  it('tells in a comparison what was not finished, and nothing as gone', async () => {
    const files = [failed, cancelled].map(({ outputs }) => outputs['report'] ?? '');
    const { stdout } = await runCliInProcess(['report', ...files]);
    expect(stdout).toContain('Not finished:\n  step 4: RUN');
    expect(stdout).not.toContain('Gone:');
  });

  it('says how to look into it on the command line, and what a test said', async () => {
    const build = ['build', '--root', join(folder, 'root'), '--registry-mirror', `http://${registry.host}`];
    const context = join(folder, 'fail/workspace');
    const env = { ...plainEnvironment(), WORD: 'hunter2hunter2' };
    const flags = ['--secret', 'id=word,env=WORD', '--save-failed', 'look'];
    const kept = await runCliInProcess([...build, ...flags, context], { env });
    expect(kept.code).toBe(1);
    expect(kept.stderr).toContain(`What it says:\n  | ${TELLING}\n`);
    expect(kept.stderr).toContain(`layer-build run -it --root ${join(folder, 'root')} look:latest sh`);
    await writeProject(join(folder, 'tested'), { Dockerfile: 'FROM busybox\nRUN echo 1 > /one\n' });
    const report = join(folder, 'tested.json');
    const test = 'echo "E: it does not start" >&2; exit 3';
    const tested = await runCliInProcess([...build, '--test', test, '--report', report, join(folder, 'tested')]);
    expect(tested.code).toBe(1);
    expect(await readReport(report)).toMatchObject({ error: { test, telling: ['E: it does not start'] } });
    const { stdout } = await runCliInProcess(['report', report]);
    expect(stdout.split('\n').slice(0, 8)).toContain('  | E: it does not start');
  });
});
