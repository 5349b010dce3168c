import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { PlainConsole } from '../../../src/report/console/plain.js';
import { TtyConsole } from '../../../src/report/console/tty.js';
import { historyText } from '../../../src/report/console/history-text.js';
import { reportText } from '../../../src/report/console/report-text.js';
import { comparisonText } from '../../../src/report/console/comparison-text.js';
import { commentBody } from '../../../src/report/comment/body.js';
import { commentRow } from '../../../src/report/comment/row.js';
import { renderPage } from '../../../src/report/html/page.js';
import { baselineOf } from '../../../src/report/model/baseline.js';
import { compareReports } from '../../../src/report/model/comparison.js';
import { conclusionNotice } from '../../../src/report/model/conclusion-words.js';
import type { Report } from '../../../src/report/model/report.js';
import { renderSummary } from '../../../src/report/summary/summary.js';
import { type Built, MemoryBuild } from '../../support/memory-build.js';
import { eventsOf, reportOf } from '../../support/reported-build.js';
import { schemaErrors } from '../../support/report-schema.js';

/** Nine steps, of which three do work. */
const text = (word: string): string => `ARG VERSION=1
FROM base
ENV NODE_ENV=production
WORKDIR /app
RUN install
COPY src .
RUN ${word}
USER 1000
CMD ["node"]`;

/** What all reports that people read say of a build. */
describe('the figures', () => {
  let machine: MemoryBuild;
  let clock = 0;

  beforeEach(async () => {
    machine = await MemoryBuild.create('figures');
    clock = Date.UTC(2026, 0, 1);
    machine.now = () => clock;
    machine.files = { 'src/a.js': 'a' };
    for (const [command, ms] of [
      ['install', 20_000],
      ['compile', 5000],
      ['compile again', 5000],
    ] as const) {
      machine.runner.scripts.set(command, () => {
        clock += ms;
        return { [command.replaceAll(' ', '-')]: command };
      });
    }
  });
  afterEach(() => machine.remove());

  function plainLog(built: Built): string {
    let log = '';
    const console = new PlainConsole((piece) => (log += piece));
    const events = eventsOf(built);
    for (const event of [...events, conclusionNotice(reportOf(built))]) console.sink(event);
    console.close();
    return log;
  }

  function ttyLog(built: Built): string {
    let log = '';
    const size = (): { columns: number; rows: number } => ({ columns: 80, rows: 24 });
    const terminal = { write: (piece: string) => void (log += piece), size };
    const console = new TtyConsole(terminal, { colour: false, now: () => 0, every: () => () => undefined });
    for (const event of eventsOf(built)) console.sink(event);
    return log;
  }

  const summaryOf = (report: Report): string => renderSummary(report, { title: 'layer-build: Dockerfile' });
  /** The page as a reader sees it: without styles, script, the report that is embedded, and tags. */
  const pageText = (report: Report): string =>
    renderPage(report)
      .replace(/<(style|script)\b[\s\S]*?<\/\1>/g, '')
      .replace(/<[^>]*>/g, ' ');
  const times = (words: RegExp, inside: string): number => inside.match(new RegExp(words, 'gi'))?.length ?? 0;

  it('of a first build say so once', async () => {
    const built = await machine.build(text('compile'));
    const report = reportOf(built);
    expect(schemaErrors(report)).toEqual([]);
    expect(report.totals).toMatchObject({ hits: 0, misses: 9, savedMs: 0, work: { hits: 0, misses: 3, hitRate: 0 } });
    const [conclusion = '', ...log] = plainLog(built).trimEnd().split('\n').toReversed();
    expect(conclusion).toMatch(/^First build here: nothing was in the cache yet;/);
    for (const shown of [log.join('\n'), ttyLog(built), summaryOf(report), reportText(report), pageText(report)]) {
      expect(times(/first build here/, shown), shown).toBe(1);
      expect(times(/no record|evicted/, shown)).toBeLessThanOrEqual(1);
    }
    expect(
      plainLog(built)
        .split('\n')
        .filter((line) => line.startsWith(' ---> Cache miss: ')),
    ).toEqual([
      ' ---> Cache miss: first build here, or nothing is kept of earlier ones',
      ...Array<string>(8).fill(' ---> Cache miss: likewise'),
    ]);
  });

  it('are by time, and of the steps that do work, everywhere', async () => {
    const first = reportOf(await machine.build(text('compile')));
    const unchanged = await machine.build(text('compile'));
    const built = await machine.build(text('compile again'));
    const report = reportOf(built);
    expect(schemaErrors(report)).toEqual([]);
    // Six of nine steps hit. Of the 25 seconds of work, 20 did.
    expect(report.totals).toMatchObject({ hits: 6, misses: 3, savedMs: 20_000 });
    expect(report.totals.work).toEqual({ hits: 2, misses: 1, hitRate: 0.8 });
    const sentence = '80 % of the work came from the cache (2 of 3 steps), which saved 20.0s';
    expect(summaryOf(report)).toContain(` ${sentence}.`);
    expect(reportText(report)).toContain(`${sentence}\n`);
    expect(plainLog(built).trimEnd().split('\n').at(-1)).toMatch(
      new RegExp(`^Cache ends at .* ${sentence.replace(/[()]/g, '\\$&')}\\.$`),
    );
    expect(pageText(report).replace(/\s+/g, ' ')).toContain('80 % of the work, 2 of 3 steps');
    expect(historyText([{ name: 'r.json', report }])).toContain('80 % (2/3)');
    expect(comparisonText(compareReports(reportOf(unchanged), report))).toMatch(
      /^work from the cache +100 % \(3 of 3\) +80 % \(2 of 3\) +−20 points$/m,
    );
    const run = baselineOf(reportOf(unchanged), 'a'.repeat(40));
    if (run === undefined) throw new Error('a build without an image');
    const identity = { id: 'aaaaaaaa', workflow: 'bbbbbbbb', run: 1, attempt: 1, at: '2026-01-01T00:00:00.000Z' };
    const row = commentRow(report, { identity, title: 'web', commit: 'b'.repeat(40), base: { branch: 'main', run } });
    expect(commentBody([row], 'https://github.com/a/b')).toContain('| 80&nbsp;% of the work, was 100&nbsp;% |');
    // What an earlier version kept of the base branch counted other things.
    const { hitRate: _, ...older } = run;
    const against = { branch: 'main', run: older };
    const other = commentRow(report, { identity, title: 'web', commit: 'b'.repeat(40), base: against });
    expect(commentBody([other], 'https://github.com/a/b')).toContain('| 80&nbsp;% of the work |');
    expect(first.totals.savedMs).toBe(0);
  });

  it('of an equal step are not those of a hit', async () => {
    const twice = 'FROM base AS a\nRUN install\nFROM base AS b\nRUN install\nCOPY --from=a /install /b';
    await machine.build(twice);
    const built = await machine.build(twice);
    const report = reportOf(built);
    expect(report.totals.work).toEqual({ hits: 2, misses: 0, hitRate: 1 });
    expect(report.totals.savedMs).toBe(20_000);
    expect(summaryOf(report)).toMatch(/^\| 4 \| 🟰&nbsp;same&nbsp;.*<br>as step 2 \| 0\.0s/m);
    expect(plainLog(built)).toMatch(/^Step 4\/5 : RUN install\n ---> Same as step 2$/m);
    expect(ttyLog(built)).toMatch(/^.*RUN install\n {2}→ same as step 2$/m);
    expect(pageText(report)).toMatch(/(?:=|&#61;) same/);
    expect(reportText(report)).toMatch(/^ +4 +duplicate .*RUN install\n +the same as step 2$/m);
  });

  it('name every size of a layer or an image as compressed or not', async () => {
    const report = reportOf(await machine.build(text('compile')));
    const summary = summaryOf(report);
    expect(summary).toMatch(/· \d+B compressed$/m);
    expect(summary).toContain('| # | Step | Time<br><sub>layer, compressed</sub> |');
    expect(summary).toContain('| Layer | Size, compressed | Share | Largest, uncompressed |');
    expect(reportText(report)).toMatch(/^Digest sha256:\w+, [\d.]+k?B compressed$/m);
    expect(reportText(report)).toMatch(/^STEP +CACHE +TIME +COMPRESSED +INSTRUCTION$/m);
    expect(historyText([{ name: 'r.json', report }])).toContain('COMPRESSED');
    const [step, ...rest] = report.steps;
    const measured = { ...report, steps: [{ ...step, usage: { cpuMs: 4200, memoryBytes: 240_000_000 } }, ...rest] };
    expect(reportText(measured as Report)).toMatch(/^ +1 +\w+ +[\d.]+s +4\.2s +240MB /m);
    expect(pageText(measured as Report)).toContain('4.2s CPU, 240MB');
    expect(comparisonText(compareReports(report, report))).toContain('image size, compressed');
    // A heading of a column, or the figure itself, says it.
    expect(renderPage(report).match(/<th scope="col" class="number">(?:Size|Layer)<\/th>/g)).toBeNull();
    expect(pageText(report)).toMatch(/linux\/amd64 +[\d.]+k?B compressed, in \d+ layers/);
    const identity = { id: 'aaaaaaaa', workflow: 'bbbbbbbb', run: 1, attempt: 1, at: '2026-01-01T00:00:00.000Z' };
    const row = commentRow(report, { identity, title: 'web', commit: 'b'.repeat(40) });
    expect(commentBody([row], 'https://github.com/a/b')).toContain('<br>Image, compressed |');
  });
});
