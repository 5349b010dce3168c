import { describe, expect, it } from 'vitest';

import { sha256 } from '../../../../src/oci/digest.js';
import {
  markdownBlock,
  markdownCode,
  markdownText,
  narrowCode,
  narrowText,
} from '../../../../src/report/github-markdown.js';
import { baselineOf } from '../../../../src/report/model/baseline.js';
import type { ImageReport, Report, StepReport } from '../../../../src/report/model/report.js';
import { workOf } from '../../../../src/report/model/work.js';
import { renderSummary } from '../../../../src/report/summary/summary.js';

function step(number: number, changes: Partial<StepReport> = {}): StepReport {
  return {
    number,
    total: 3,
    stage: 'base',
    platform: 'linux/amd64',
    instruction: `RUN ${number}`,
    line: number,
    endLine: number,
    status: 'hit',
    reason: '',
    why: { kind: 'same-inputs' },
    startedMs: 0,
    durationMs: 0,
    times: { waitingMs: 0, restoringMs: 0, runningMs: 0, savingMs: 0 },
    bytes: { restored: 0, made: 0, compressed: 0 },
    ...changes,
  };
}

function report(steps: readonly StepReport[], changes: Partial<Report> = {}): Report {
  const hits = steps.filter(({ status }) => status === 'hit').length;
  const work = workOf(steps);
  return {
    version: 2,
    generator: 'layer-build',
    ok: true,
    image: image('web:1'),
    durationMs: 3200,
    totals: {
      hits,
      misses: steps.length - hits,
      ...(work !== undefined && { work }),
      savedMs: 0,
      restoredBytes: 0,
      pushedBytes: 0,
    },
    steps,
    cache: { places: [], leftOut: [] },
    warnings: [],
    ...changes,
  };
}

function image(...tags: readonly string[]): ImageReport {
  return { digest: sha256('m'), imageId: sha256('c'), tags, size: 0, platforms: [] };
}

/** Cells of a table row as a Markdown reader divides it. */
function cells(row: string): string[] {
  return row
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

const HOSTILE = [
  'a | b',
  'a \\| b',
  '`code` ``x',
  '<img src=x onerror=alert(1)>',
  '</code></td></table><script>',
  '<!-- comment',
  '@octocat and @org/team',
  '#1 GH-2 org/repo#3',
  '[link](https://example.com) ![image](https://example.com/x.png)',
  'https://example.com www.example.com',
  '**bold** _it_ ~~gone~~',
  'line\nbreak\r\n| new | row |',
  '&lt;b&gt; &#60;',
  '\u202egnp.exe',
  '$x$ $$y$$',
  ':tada:',
];

describe('renderSummary', () => {
  it('has a headline and a row a step', () => {
    const layer = { digest: sha256('layer'), size: 4_200_000 };
    const text = renderSummary(
      report([
        step(1, { instruction: 'FROM node:18' }),
        step(2, { status: 'miss', reason: 'README.md modified', durationMs: 2100, layer }),
      ]),
      { title: 'layer-build: image/Dockerfile' },
    );
    expect(text).toContain(
      '\n\n✅ **Cache ends at Dockerfile:2 <code>RUN 2</code>: README.md modified; 2.1s of 3.2s. Nothing to do.**\n\n' +
        'Built <code>web:1</code>. 0 % of the work came from the cache (0 of 1 steps).\n',
    );
    expect(text).toContain(`Digest <code>sha256:${sha256('m').slice(7)}</code>`);
    const head = '| # | Step | Time<br><sub>layer, compressed</sub> |\n| ---: | --- | ---: |\n';
    expect(text).toContain(
      `${head}| 2 | 🔨&nbsp;miss&nbsp;<code>RUN 2</code><br>README.md modified | 2.1s<br><sub title="`,
    );
    expect(text).toContain('>4.20MB</sub> |\n');
    expect(text).toContain(
      `<details><summary>✅ 1 step came from the cache</summary>\n\n${head}` +
        '| 1 | ✅&nbsp;hit&nbsp;<code>FROM node:18</code> | 0.0s |\n\n</details>\n',
    );
  });

  it('does not say of a build without hits that any came from the cache', () => {
    const text = renderSummary(
      report([step(1, { status: 'miss' }), step(2, { status: 'duplicate', duplicateOf: 1 })]),
      {
        title: 'x',
      },
    );
    expect(text).toContain('<summary>🟰 1 step the same as another of this build</summary>');
  });

  it('says what failed', () => {
    const text = renderSummary(report([step(1), step(2, { status: 'failed', reason: 'new' })], { ok: false }), {
      title: 'layer-build: Dockerfile',
      error: 'ERROR: exit code 2\n  at Dockerfile:2\n\n  <b>| @octocat\n',
    });
    expect(text).toContain('❌ **Failed at Dockerfile:2 <code>RUN 2</code> after 0.0s: ');
    expect(text).toContain('<pre>ERROR: exit code 2\n  at Dockerfile:2\n\n  &#60;b&#62;| @octocat</pre>');
    expect(text).toMatch(/\| ❌&nbsp;failed&nbsp;.*<br>new \|/);
  });

  it.each(HOSTILE)('keeps %j in its cell', (hostile) => {
    const bad = step(1, { instruction: `RUN ${hostile}`, reason: hostile, status: 'miss' });
    const text = renderSummary(report([bad]), { title: hostile });
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(3);
    const row = rows[2]!;
    expect(cells(row)).toHaveLength(3);
    // What is left between our own tags holds nothing that Markdown, HTML or GitHub's links could read.
    const foreign = cells(row)[1]!
      .replace(/<\/?code>|<br>|<wbr>|&nbsp;/g, '')
      .replace(/&#\d+;/g, '');
    expect(foreign).not.toMatch(/[<>&|`*_~[\]@#$\\!\u202e]|:\/|www\./);
    expect(text.split('\n')[0]).toMatch(/^### /);
  });

  it('breaks mentions and references outside of code', () => {
    expect(markdownText('@octocat', 100)).toBe('&#64;&#8203;octocat');
    expect(markdownText('#12 GH-3', 100)).toBe('&#35;&#8203;12 GH-&#8203;3');
    expect(markdownText('www.example.com', 100)).toBe('www&#46;example.com');
  });

  it('lets a long word end a line within, behind a mark if it has one', () => {
    expect(narrowText('src/components/Cart.test.tsx modified', 100)).toBe(
      'src/<wbr>components/<wbr>Cart.<wbr>test.<wbr>tsx modified',
    );
    expect(narrowCode(`RUN ${'x'.repeat(20)} a/b`, 100)).toBe(`<code>RUN ${'x'.repeat(16)}<wbr>xxxx a/b</code>`);
  });

  it('folds what only followed and took no time, and what was not reached', () => {
    const missed = (number: number, changes: Parameters<typeof step>[1]): StepReport =>
      step(number, { status: 'miss', cause: 2, reason: 'because of step 2', ...changes });
    const text = renderSummary(
      report([
        step(1),
        missed(2, { instruction: 'ARG A', reason: 'ARG A: 1 → 2', durationMs: 1 }),
        missed(3, { instruction: 'RUN long', durationMs: 5000, startedMs: 1 }),
        ...[4, 5, 6].map((number) =>
          missed(number, { instruction: `ENV E${number}`, durationMs: 1, startedMs: 5000 + number }),
        ),
        step(7, { status: 'not-reached', instruction: 'CMD x' }),
      ]),
      { title: 'x' },
    );
    const [told = '', ...folds] = text.split('<details>');
    expect(told).toContain('<code>ARG A</code><br>ARG A: 1 → 2');
    expect(told).toContain('<code>RUN long</code><br>because of step 2');
    expect(told).not.toContain('ENV');
    expect(folds.map((fold) => /<summary>(.*)<\/summary>/.exec(fold)?.[1])).toEqual([
      '🔨 3 more steps missed, in 0.0s',
      '⬜ 1 step was not reached',
      '✅ 1 step came from the cache',
    ]);
    expect(folds[0]).toContain('<code>ENV E6</code><br>likewise');
  });

  it('does not begin with an ARG that took no time, where the step that it cost says the same', () => {
    const reason = 'ARG A: 1 → 2';
    const text = renderSummary(
      report([
        step(1, { status: 'miss', cause: 1, instruction: 'ARG A', reason }),
        step(2, { status: 'miss', cause: 1, instruction: 'RUN long', reason, durationMs: 5000 }),
        ...[3, 4].map((number) => step(number, { status: 'miss', cause: 1, instruction: 'ENV E', reason })),
      ]),
      { title: 'x' },
    );
    const [told = '', fold = ''] = text.split('<details>');
    expect(told).toContain('<code>RUN long</code><br>ARG A: 1 → 2 |');
    expect(told).not.toContain('<code>ARG A</code> |');
    expect(fold).toContain('<code>ARG A</code>');
  });

  it('names the platform of a step where there are several', () => {
    // A stage for another platform may run on the machine's own.
    const steps = ['linux/amd64 build', 'linux/arm64 build'].map((stage, index) =>
      step(index + 1, { status: 'miss', stage, instruction: 'RUN make', reason: stage }),
    );
    const text = renderSummary(report(steps), { title: 'x' });
    expect(text).toContain('<code>RUN make</code> for linux/amd64<br>');
    expect(text).toContain('<code>RUN make</code> for linux/arm64<br>');
  });

  it('cuts long texts, and never through a character', () => {
    expect(markdownCode('x'.repeat(500), 10)).toBe(`<code>${'x'.repeat(9)}…</code>`);
    expect(markdownText('😀😀😀', 4)).toBe('😀…');
    expect(markdownBlock('</pre>\r\n\u0000', 100)).toBe('<pre>&#60;/pre&#62;\n\\u{0}</pre>');
  });

  it('stays below 1 MiB, and says how many rows it left out', () => {
    const many = Array.from({ length: 5000 }, (_, index) =>
      step(index + 1, { instruction: '|'.repeat(500), reason: '|'.repeat(500), status: 'miss' }),
    );
    const text = renderSummary(report(many), { title: 'x' });
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    const rows = text.split('\n').filter((line) => /^\| \d/.test(line)).length;
    expect(text).toContain(`${5000 - rows} further steps are left out here`);
  });

  it('names at most twenty tags and warnings', () => {
    const tags = Array.from({ length: 30 }, (_, index) => `t${index}`);
    const warnings = tags.map((message) => ({ message, line: 1 }));
    const text = renderSummary(report([step(1)], { image: image(...tags), warnings }), { title: 'x' });
    expect(text).toContain('<code>t19</code> and 10 more');
    expect(text).toContain('- ⚠️ line 1: t19\n- and 10 more\n');
  });

  it('says where a hit came from and the time it saved, and how to avoid a miss', () => {
    const remedy = {
      kind: 'copy-later',
      words: 'move it below RUN x',
      below: 3,
      first: [],
      steps: [3],
      savesMs: 1,
      proven: true,
    } as const;
    const text = renderSummary(
      report(
        [
          step(1, { source: 'actions', savedMs: 42_000 }),
          step(2, { status: 'miss', reason: 'a modified', remedy }),
          step(3, { status: 'miss', reason: 'b', unchanged: true }),
          step(4, { status: 'miss', reason: 'b' }),
          step(5, { status: 'hit', source: 'local', savedMs: 0, reason: 'b' }),
          step(6, { status: 'miss', reason: 'b' }),
        ],
        {
          totals: {
            hits: 2,
            misses: 4,
            work: { hits: 2, misses: 4, hitRate: 0.9 },
            savedMs: 42_000,
            restoredBytes: 0,
            pushedBytes: 0,
          },
        },
      ),
      { title: 'x' },
    );
    expect(text).toMatch(/\| 1 \| ✅&nbsp;hit&nbsp;.*<br>from the Actions cache, took 42\.0s when it ran \|/);
    expect(text).toMatch(/\| 2 \| 🔨&nbsp;miss&nbsp;.*<br>a modified<br>💡 move it below RUN x \|/);
    expect(text).toMatch(/\| 3 \| 🔨&nbsp;miss&nbsp;.*<br>b \(made the same as before\) \|/);
    expect(text).toMatch(/\| 4 \| .*<br>likewise \|/);
    expect(text).toMatch(/came from the cache \(2 of 6 steps\), which saved 42\.0s\./);
  });

  it('gives a pushed image a command for copying, and another one none', () => {
    const push = { blobs: [{ digest: sha256('b'), size: 1 }] };
    const pushed = (tag: string): string =>
      renderSummary(report([], { image: { ...image(tag), push } }), { title: 'x' });
    const block = (name: string): string => `\n\`\`\`\ndocker pull ${name}@${sha256('m')}\n\`\`\`\n`;
    expect(pushed('ghcr.io/org/web:1')).toContain(block('ghcr.io/org/web'));
    expect(pushed('web:1')).toContain(block('web'));
    for (const text of [pushed('```\nevil'), renderSummary(report([]), { title: 'x' })]) {
      expect(text).not.toContain('docker pull');
      expect(text).toContain(`Digest <code>${sha256('m')}</code>`);
    }
  });

  it('draws when which step ran', () => {
    const times = { waitingMs: 100, restoringMs: 0, runningMs: 0, savingMs: 0 };
    const instruction = 'RUN a: b; c #d, `e` "f"\n%% click';
    const text = renderSummary(
      report([
        step(1, { durationMs: 5 }),
        step(2, { status: 'miss', instruction, durationMs: 2000, startedMs: 5, times }),
        step(3, { status: 'failed', stage: 'other\nclick x', durationMs: 10, startedMs: 7 }),
        step(4),
      ]),
      { title: 'x' },
    );
    expect(text).toContain(`
\`\`\`mermaid
%%{init: {"gantt":{"leftPadding":85,"rightPadding":166},"themeVariables":{"taskBkgColor":"#3b76d1","taskBorderColor":"#3b76d1","taskTextColor":"#ffffff"}}}%%
gantt
  dateFormat x
  axisFormat %-Ss
  tickInterval 1second
  todayMarker off
  section base
  1 RUN 1 :done, s1, 0, 5
  2 RUN a b c d e f c… :s2, 105, 2105
  section other clic…
  3 RUN 3 :crit, s3, 7, 17
\`\`\`

<sub>When each step ran: blue bars ran, grey ones came from the cache, red ones did not succeed. 1 shorter step is not drawn.</sub>
`);
    const many = Array.from({ length: 500 }, (_, index) => step(index + 1, { durationMs: index + 1, status: 'miss' }));
    const chart = /```mermaid[^`]*```/.exec(renderSummary(report(many), { title: 'x' }))?.[0] ?? '';
    expect(chart.match(/ :s/g)).toHaveLength(50);
    expect(chart).toContain('500 RUN 500 :');
  });

  it.each([
    ['12 s', 12_000, '%-Ss', '5second', 0],
    ['a quarter of a second', 250, '%-S.%Ls', '200millisecond', 0],
    ['4 minutes', 240_000, '%H:%M', '1minute', Date.parse('2026-01-01T12:00:00Z')],
    ['90 seconds', 90_000, '%H:%M:%S', '30second', Date.parse('2026-01-01T12:00:00Z')],
    ['a day', 86_400_000, '%H:%M', '6hour', Date.parse('2026-01-01T12:00:00Z')],
  ])('marks the time of a build of %s so that four marks have room', (_what, durationMs, format, interval, begin) => {
    const steps = [step(1, { durationMs: 5 }), step(2, { durationMs, status: 'miss' })];
    const text = renderSummary(report(steps, { startedAt: '2026-01-01T12:00:00.000Z' }), { title: 'x' });
    expect(text).toContain(`  axisFormat ${format}\n  tickInterval ${interval}\n`);
    expect(text).toContain(`s2, ${begin}, ${begin + durationMs}\n`);
  });

  it('says what makes the image large', () => {
    const paths = [
      { path: '/a|b', bytes: 900 },
      { path: '/c', bytes: 5, rest: true as const },
    ];
    const platform = {
      platform: 'linux/amd64',
      digest: sha256('m'),
      imageId: sha256('c'),
      size: 1000,
      largestPaths: [],
      layers: [
        { digest: sha256('1'), size: 500, step: 1, base: true },
        { digest: sha256('2'), size: 100, step: 1, base: true },
        { digest: sha256('3'), size: 400, step: 2, base: false, paths },
      ],
    };
    const built = { ...image('web:1'), size: 1000, platforms: [platform] };
    const text = renderSummary(report([step(1), step(2)], { image: built }), { title: 'x' });
    expect(text).toContain('<details><summary>Size by layer: 1.00kB compressed</summary>');
    expect(text).toContain('| base, <code>RUN 1</code> (2 layers) | 600B | 60% |  |\n');
    expect(text).toContain(
      '| 2 <code>RUN 2</code> | 400B | 40% | <code>/a&#124;b</code> 900B, <code>/c/&#42;</code> 5B |\n',
    );
  });

  it('compares each layer with the same one of the base branch, or else with that of the same step', () => {
    const layer = (name: string, size: number, number: number) => ({
      digest: sha256(name),
      size,
      step: number,
      base: false,
    });
    const steps = [step(1), step(2), step(3), step(4)];
    const built = (layers: readonly ReturnType<typeof layer>[]): ImageReport => {
      const size = layers.reduce((sum, one) => sum + one.size, 0);
      const of = { digest: sha256('m'), imageId: sha256('c'), size, largestPaths: [] };
      return { ...image('web:1'), size, platforms: [{ ...of, platform: 'linux/amd64', layers }] };
    };
    const from = { ...layer('base', 500, 1), base: true };
    const startedAt = '2026-01-01T12:00:00.000Z';
    const before = report(steps, { startedAt, image: built([from, layer('a', 100, 2), layer('b', 200, 3)]) });
    const run = baselineOf(before, 'a'.repeat(40))!;
    const now = report(steps, { image: built([from, layer('a', 100, 2), layer('b2', 250, 3), layer('c', 7, 4)]) });
    const text = renderSummary(now, { title: 'x', base: { branch: 'ma|in', run } });
    expect(text).toContain('Size by layer: 857B compressed, +57B compared with ma&#124;in at aaaaaaa</summary>');
    const rows = text.slice(text.indexOf('| Layer | Size')).split('\n').slice(0, 6);
    expect(rows.map((line) => cells(line).slice(1, 3))).toEqual([
      ['Size, compressed', 'Change'],
      ['---:', '---:'],
      ['500B', 'as before'],
      ['100B', 'as before'],
      ['250B', '+50B'],
      ['7B', 'new'],
    ]);
    expect(new Set(rows.map((line) => cells(line).length))).toEqual(new Set([5]));
  });

  it('says what caches gave and took', () => {
    const nothing = { bytes: 0, durationMs: 0, entries: [] };
    const entry = { what: 'pack', key: 'k', bytes: 10 } as const;
    const place = {
      kind: 'actions',
      name: 'the Actions cache',
      restored: { bytes: 10, durationMs: 1200, entries: [entry] },
      saved: nothing,
      budget: { entries: 3, bytes: 40, limit: 100 },
      remarks: ['a', 'b', 'c'],
      faults: ['save: <b>|no'],
    } as const;
    const leftOut = [1, 2].map((size) => ({ digest: sha256('l'), size, why: 'cheaper to make again' }));
    const mount = { mount: '<npm>', size: 60, why: 'over the budget' };
    const cache = { places: [place], leftOut: [...leftOut, mount] };
    const text = renderSummary(report([step(1)], { cache }), { title: 'x' });
    expect(text).toContain(
      '| the Actions cache | 10B in 1 entry, 1.2s | nothing | 40B of 100B in 3 entries | ⚠️ save: &#60;b&#62;&#124;no<br>a<br>b<br>and 1 more |\n',
    );
    expect(text).toContain('- The cache mount &#60;npm&#62; (60B compressed) not saved: over the budget\n');
    expect(text).toContain('- 2 layers (3B compressed) not saved: cheaper to make again\n');
  });
});
