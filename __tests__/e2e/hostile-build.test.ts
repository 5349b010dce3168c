import { readFile, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { hasChromium, openChromium } from '../../scripts/chromium.mjs';
import { githubPage } from '../../scripts/github-page.mjs';
import { rowsIn } from '../../src/report/comment/data.js';
import { type ActionsCacheService, startActionsCacheService } from '../support/actions-cache-service.js';
import { GitHubApi } from '../support/github-api.js';
import { node24, runStage, type StageResult } from '../support/github-runner.js';
import { HOSTILE_NAMES, hostileOutput, SECRET } from '../support/hostile-texts.js';
import { mustLayerBuild, readReport, type Report } from '../support/layer-build.js';
import { openPage, type OpenedPage } from '../support/opened-page.js';
import { type ProjectFile, writeProject } from '../support/project-files.js';
import { pullRequestEvent } from '../support/pull-request-event.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { schemaErrors } from '../support/report-schema.js';
import { readAsRunner, type RunnerLog } from '../support/runner-log.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { THOROUGH } from '../support/thorough.js';

const isRoot = process.getuid?.() === 0;
const ready = isRoot && hasChromium();
/** Much more than a pipe holds, or what is kept of a step's output for later. */
const LONG_LINE = THOROUGH ? 10_000_000 : 3_000_000;
const TOKEN = 'job-token-of-this-job';

/** Elements that Markdown of ours makes; of those that come as HTML, with the attributes that they may have. */
const MARKDOWN_ELEMENTS = [
  ...['blockquote', 'br', 'code', 'code class', 'details', 'em', 'h3', 'li', 'p', 'pre', 'strong', 'sub', 'sub title'],
  ...['a href', 'summary', 'table', 'tbody', 'td', 'td align', 'th', 'th align', 'thead', 'tr', 'ul', 'wbr'],
];

/** What the page of `layer-build report --html` is made of. */
const PAGE_ELEMENTS: readonly string[] = [
  ...[
    'a',
    'br',
    'caption',
    'code',
    'dd',
    'details',
    'div',
    'dl',
    'dt',
    'figcaption',
    'figure',
    'g',
    'h2',
    'h3',
    'input',
    'label',
    'li',
    'line',
    'ol',
    'p',
  ],
  ...['pre', 'rect', 'section', 'small', 'span', 'strong', 'summary', 'svg', 'table', 'tbody', 'td', 'text', 'th'],
  ...['thead', 'title', 'tr', 'ul'],
];

/** Everything in a build that others may choose is hostile: what steps print, names, values, and the Dockerfile's own text. */
function project(run: number): Readonly<Record<string, ProjectFile>> {
  const quoted = (text: string): string => `"${text.replace(/["\\$]/g, '\\$&').replace(/[\r\n]/g, ' ')}"`;
  const copies = HOSTILE_NAMES.map((_name, index) => `COPY n${index} /n${index}`);
  const labels = HOSTILE_NAMES.map((name, index) => `LABEL l${index}=${quoted(`${name}${run}`)}`);
  const args = HOSTILE_NAMES.map((_name, index) => `ARG A${index}`);
  const dockerfile = [
    '# syntax=docker/dockerfile:1',
    'FROM busybox AS end',
    ...copies,
    // One stage on another: of a step that waits for its turn in the log, long output is cut. The long line has its step's
    // output to itself, since what comes on the other stream may be read before the line's end.
    'FROM end AS section',
    'COPY say /say',
    'RUN --mount=type=secret,id=password cat /say /run/secrets/password; cat /say >&2',
    `RUN cat /say; head -c ${LONG_LINE} /dev/zero | tr '\\0' x; cat /say`,
    'FROM section AS crit',
    'WORKDIR "rel|</details><b>`"',
    ...args,
    `RUN echo '::error::evil ##[error]</details><script>alert(1)</script>|\`' | tee /made && echo ${run}`,
    'COPY --from=section /say /say',
    ...labels,
    '',
  ].join('\n');
  const names = HOSTILE_NAMES.map((name, index) => [`n${index}/${name}`, `${run}\n`] as const);
  const say = Buffer.concat([hostileOutput(), Buffer.from(`${run}\n${SECRET}\n`)]);
  return { Dockerfile: dockerfile, ...(Object.fromEntries(names) as Record<string, string>), say: { bytes: say } };
}

/** In how many parts a log has the long line, and of what lengths. */
function partsOfLongLine(log: string): readonly number[] {
  return log
    .split(/[^x]/)
    .map((part) => part.length)
    .filter((length) => length >= 1000);
}

interface Ran {
  readonly main: StageResult;
  readonly logs: { readonly main: RunnerLog; readonly post: RunnerLog };
}

/** With all that a reader sees of it. */
interface Told extends Ran {
  readonly report: Report;
  readonly summary: OpenedPage;
  readonly page: OpenedPage;
}

describe.skipIf(!ready)(`a hostile build${ready ? '' : ' (skipped: needs root and Chromium)'}`, () => {
  let registry: RunningRegistry;
  let service: ActionsCacheService;
  let api: GitHubApi;
  let browser: Browser;
  let folder: string;
  let node: string;
  let first: Told;
  let second: Told;
  let failed: Told;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    service = await startActionsCacheService();
    api = await GitHubApi.start();
    api.accounts.set(TOKEN, { login: 'github-actions[bot]', type: 'Bot', association: 'NONE', access: 'write' });
    browser = await openChromium();
    folder = await temporaryFolder('hostile-build');
    node = await node24();
    first = await toldJob('first', project(1), {});
    const event = await pullRequestEvent(join(folder, 'event.json'), { base: 'a'.repeat(40), head: 'b'.repeat(40) });
    second = await toldJob('second', project(2), event);
    const broken = project(3)['Dockerfile'] as string;
    const run = `RUN cat /say; echo ${SECRET}; exit 3`;
    failed = await toldJob(
      'failed',
      { ...project(3), Dockerfile: `${broken}${run}\n` },
      { ...event, GITHUB_JOB: 'failed' },
    );
  }, 300_000);

  afterAll(async () => {
    await browser.close();
    await api.stop();
    await service.stop();
    await registry.stop();
    await removeTree(folder);
  });

  async function job(...given: Parameters<typeof stages>): Promise<Ran> {
    const { main, post } = await stages(...given);
    return { main, logs: { main: runnerLog(main), post: runnerLog(post) } };
  }

  async function stages(
    name: string,
    files: Readonly<Record<string, ProjectFile>>,
    env: Readonly<Record<string, string>>,
    inputs: Readonly<Record<string, string>> = {},
  ): Promise<Readonly<Record<'main' | 'post', StageResult>>> {
    const path = join(folder, name);
    const workspace = join(path, 'workspace');
    await writeProject(workspace, files);
    await writeFile(Buffer.concat([Buffer.from(`${workspace}/n0/`), Buffer.from([0x62, 0xff, 0xfe])]), name);
    const values = HOSTILE_NAMES.map((text, index) => `A${index}=${text}${name}`);
    const common = {
      node,
      job: path,
      inputs: {
        context: '.',
        'registry-mirrors': `http://${registry.host}`,
        'github-token': TOKEN,
        'build-args': values.map((value) => `"${value.replaceAll('"', '""')}"`).join('\n'),
        secrets: `password=${SECRET}`,
        'cache-matrix': JSON.stringify({ of: HOSTILE_NAMES[13] }),
        ...inputs,
      },
      env: {
        ...service.env,
        RUNNER_ENVIRONMENT: 'github-hosted',
        GITHUB_API_URL: api.url,
        GITHUB_JOB: 'build',
        GITHUB_RUN_ID: '7',
        GITHUB_RUN_ATTEMPT: '1',
        ...env,
      },
    };
    const main = await runStage('main', common);
    const post = await runStage('post', { ...common, state: main.state });
    expect(post.code, post.stdout.slice(-3000) + post.stderr).toBe(0);
    return { main, post };
  }

  async function toldJob(...[name, files, env]: Parameters<typeof job>): Promise<Told> {
    const { main, logs } = await job(name, files, env);
    const file = main.outputs['report'] ?? '';
    const html = join(folder, name, 'page.html');
    await mustLayerBuild([
      'report',
      '--html',
      html,
      ...(name === 'first' ? [] : [first.main.outputs['report'] ?? '']),
      file,
    ]);
    return {
      main,
      logs,
      report: await readReport(file),
      summary: await opened(join(folder, name, 'summary.html'), main.summary),
      page: await openPage(browser, join(folder, name, 'opened.html'), await readFile(html, 'utf8'), 'main'),
    };
  }

  /** Markdown, as GitHub shows it. */
  async function opened(file: string, markdown: string): Promise<OpenedPage> {
    return openPage(browser, file, await githubPage(markdown), 'main');
  }

  const builds = (): readonly [string, Told][] => [
    ['first', first],
    ['second', second],
    ['failed', failed],
  ];

  it('is built, misses because of it, and fails where it should', () => {
    expect(first.main.code, first.main.stdout.slice(-3000)).toBe(0);
    expect(second.main.code).toBe(0);
    expect(failed.main.code).toBe(1);
    const reasons = second.report.steps.map(({ reason }) => reason);
    for (const [index, name] of HOSTILE_NAMES.entries()) {
      if (name.includes(SECRET)) continue;
      expect(reasons, name).toContainEqual(expect.stringContaining(`${posix.normalize(`n${index}/${name}`)} modified`));
    }
    expect(reasons.join('\n')).toContain('n19/***.txt modified');
    expect(reasons.join('\n')).toMatch(/ARG A0 changed, now .*second/);
    expect(reasons.join('\n')).toContain('instruction edited, was `LABEL l9="|a|b| --- |1"`');
  });

  it('gives the runner no command', () => {
    for (const [build, { main, logs }] of builds()) {
      const log = logs.main;
      const own = ['group', 'endgroup', 'stop-commands', 'add-mask', 'notice', 'warning', 'error'];
      expect(
        log.commands.filter(({ name }) => !own.includes(name)),
        build,
      ).toEqual([]);
      const of = (name: string) => log.commands.filter((command) => command.name === name);
      expect(
        of('add-mask')
          .map(({ data }) => data)
          .sort(),
        build,
      ).toEqual([SECRET, TOKEN].sort());
      expect(of('group').length, build).toBe(of('endgroup').length);
      expect(
        of('group').every(({ data }) => /^Step \d+\/\d+ : /.test(data)),
        build,
      ).toBe(true);
      for (const { properties } of [...of('notice'), ...of('warning'), ...of('error')]) {
        expect(properties, build).toMatch(/^title=[\w -]+,file=Dockerfile,line=\d+(?:,endLine=\d+)?$/);
      }
      expect(of('notice').length + of('error').length, build).toBeLessThanOrEqual(2);
      expect(Object.keys(main.outputs).sort(), build).toEqual(
        ['cache-hit-rate', 'cache-hits', 'cache-misses', 'report', ...(build === 'failed' ? [] : ['metadata'])].sort(),
      );
    }
    // Of post, only what @actions/cache says for those who debug it, and the signatures that it masks.
    for (const [build, { logs }] of builds()) {
      expect(
        logs.post.commands.filter(({ name, data }) => !['debug', 'add-mask'].includes(name) || /evil|Step/.test(data)),
        build,
      ).toEqual([]);
    }
    // It was printed all the same.
    const { shown } = first.logs.main;
    expect(shown).toContain('::stop-commands::guess');
    expect(partsOfLongLine(shown)).toEqual([LONG_LINE]);
    expect(shown).toContain('\ufffd');
  });

  it('sends no terminal anything but colours', () => {
    const colour = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g');
    for (const [build, { main }] of builds()) {
      expect(main.stdout.replace(colour, '').match(/[^\P{Cc}\n\r\t]/u), build).toBe(null);
    }
  });

  it('shows a masked value nowhere', () => {
    for (const [build, told] of builds()) {
      const everywhere = {
        log: told.logs.main.shown + told.logs.post.shown,
        summary: told.main.summary,
        report: JSON.stringify(told.report),
        page: told.page.text,
        outputs: JSON.stringify(told.main.outputs),
        comment: JSON.stringify(api.comments) + JSON.stringify(rowsIn(api.comments[0]?.body ?? '')),
      };
      for (const [place, text] of Object.entries(everywhere)) {
        expect(text.includes(SECRET) || text.includes(TOKEN), `${build}: ${place}`).toBe(false);
      }
    }
    expect(second.main.summary).toContain('&#42;&#42;&#42;.txt');
  });

  it('writes a report by its schema', () => {
    for (const [build, { report }] of builds()) expect(schemaErrors(report), build).toEqual([]);
  });

  it('can put nothing into the summary but a table with one row for each step', () => {
    for (const [build, { main, report, summary }] of builds()) {
      expect(
        summary.elements.filter((element) => !MARKDOWN_ELEMENTS.includes(element)),
        build,
      ).toEqual([]);
      expect(
        summary.links.filter((link) => !link.startsWith('https://docs.docker.com/')),
        build,
      ).toEqual(build === 'failed' ? ['https://github.com/octo-org/octo-repo/actions/runs/7'] : []);
      expect([summary.requests, summary.faults], build).toEqual([[], []]);
      // One of the steps that ran, and one of the hits.
      const steps = summary.tables.filter(([head]) => head?.includes('Step'));
      expect(
        steps.reduce((rows, table) => rows + table.length - 1, 0),
        build,
      ).toBe(report.steps.length);
      expect(evenRows(main.summary), build).toBe(true);
      expect(summary.drawings.join(' '), build).not.toMatch(/syntax error/i);
    }
    expect(second.summary.text).toContain('n13/</details></table></code></pre><script>alert(1)</script> modified');
    // Words that mean something else in a chart name stages here.
    expect(first.main.summary).toMatch(/^ {2}section section\n(?: {2}\d.*\n)+ {2}section crit\n/m);
    expect(first.summary.drawings.join(' ')).toMatch(/section\s*crit/);
    expect(failed.summary.text).toContain('exit 3');
  });

  it('can put nothing into the comment but its tables', async () => {
    expect(api.comments).toHaveLength(1);
    const body = api.comments[0]?.body ?? '';
    const rows = rowsIn(body);
    expect(rows.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const comment = await opened(join(folder, 'comment.html'), body);
    expect(comment.elements.filter((element) => !MARKDOWN_ELEMENTS.includes(element))).toEqual([]);
    expect(comment.links.every((link) => link.startsWith('https://github.com/octo-org/octo-repo/actions/runs/7'))).toBe(
      true,
    );
    expect([comment.requests, comment.faults]).toEqual([[], []]);
    expect(comment.tables[0]).toHaveLength(3);
    expect(evenRows(body)).toBe(true);
  });

  it('can put nothing into the page but its own elements', () => {
    for (const [build, { page }] of builds()) {
      expect([page.requests, page.faults], build).toEqual([[], []]);
      const names = page.elements.map((element) => element.split(' ')[0] ?? '');
      expect(
        names.filter((name) => !PAGE_ELEMENTS.includes(name)),
        build,
      ).toEqual([]);
      expect(page.elements.join('\n'), build).not.toMatch(/ on\w+/);
      expect(
        page.links.filter((link) => !/^#|^https:\/\/docs\.docker\.com\//.test(link)),
        build,
      ).toEqual([]);
    }
    expect(second.page.text).toContain('n13/</details></table></code></pre><script>alert(1)</script>');
  });

  it.each([
    ['the name of a stage', 'FROM busybox AS </details><img/src=x/onerror=alert(1)>'],
    ['the name of a file', 'FROM busybox\nCOPY ["no\\n::add-mask::x\\r</details>|<b>##", "/"]'],
    ['a variable', 'FROM busybox\nENV X=${Y:?::error::evil ##[error]</details><script>alert(1)</script>}'],
  ])('fails by %s with nothing but its own annotation', async (what, dockerfile) => {
    const files = { Dockerfile: `${dockerfile}\n`, 'n0/x': '' };
    const { main, logs } = await job(what, files, {}, { 'build-args': '' });
    expect(main.code).toBe(1);
    const commands = logs.main.commands.filter(({ name }) => !['group', 'endgroup', 'add-mask'].includes(name));
    expect(commands.map(({ name }) => name)).toEqual(['error']);
    expect(commands[0]?.properties).toMatch(/^title=layer-build,file=Dockerfile,line=\d(?:,|$)/);
    const summary = await opened(join(folder, what, 'summary.html'), main.summary);
    expect(summary.elements.filter((element) => !MARKDOWN_ELEMENTS.includes(element))).toEqual([]);
    expect([summary.requests, summary.faults]).toEqual([[], []]);
  });

  it('needs no more memory for a line without an end', async () => {
    const peak = async (name: string, bytes: number): Promise<number> => {
      const file = join(folder, `${name}.peak`);
      // The kernel's count for this program: that of getrusage(2) begins with what its parent had.
      const note = `import{readFileSync,writeFileSync}from'node:fs';process.on('exit',()=>process.argv[1].endsWith('dist/main/index.js')&&writeFileSync('${file}',/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status','utf8'))[1]))`;
      const files = { Dockerfile: `FROM busybox\nRUN head -c ${bytes} /dev/zero | tr '\\0' x\n`, 'n0/x': '' };
      const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(note)}` };
      const { main } = await stages(name, files, env, { 'build-args': '', cache: 'off' });
      expect(main.stdout).toContain('x'.repeat(bytes));
      return Number(await readFile(file, 'utf8')) / 1024;
    };
    const short = await peak('short', 1000);
    expect(short).toBeGreaterThan(20);
    // MiB: some buffers in flight, and what is collected later, which is more on a busy machine. The line itself would be 95.
    expect((await peak('long', 100_000_000)) - short).toBeLessThan(80);
  }, 300_000);
});

function runnerLog({ stdout, stderr }: StageResult): RunnerLog {
  return readAsRunner(`${stdout}\n${stderr}`);
}

/** Whether all rows of each table have as many cells as its head, by the cell borders that GitHub counts. */
function evenRows(markdown: string): boolean {
  const borders = (line: string): number => line.replaceAll('\\|', '').split('|').length;
  const tables = markdown.split('\n\n').map((block) => block.split('\n').filter((line) => line.startsWith('|')));
  return tables.every((rows) => rows.every((row) => borders(row) === borders(rows[0] ?? '')));
}
