import { describe, expect, it } from 'vitest';

import { sha256 } from '../../../src/oci/digest.js';
import { markdownBlock, markdownCode, markdownText } from '../../../src/report/github-markdown.js';
import type { ImageReport, Report, StepReport } from '../../../src/report/report.js';
import { renderSummary } from '../../../src/report/summary.js';

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
  return {
    version: 2,
    generator: 'layer-build',
    ok: true,
    image: image('web:1'),
    durationMs: 3200,
    totals: { hits, misses: steps.length - hits, savedMs: 0, restoredBytes: 0, pushedBytes: 0 },
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
    expect(text).toContain('✅ **Built** <code>web:1</code> in 3.2s. **1 of 2** steps came from the cache.');
    expect(text).toContain(`Digest <code>sha256:${sha256('m').slice(7)}</code>`);
    expect(text).toContain(
      '| # | Instruction | Cache | Reason | Time | Layer |\n| ---: | --- | --- | --- | ---: | ---: |\n',
    );
    expect(text).toContain('| 1 | <code>FROM node:18</code> | ✅ hit |  | 0.0s |  |\n');
    expect(text).toContain('| 🔨 miss | README.md modified | 2.1s | <span title=');
    expect(text).toContain('>4.20MB</span> |\n');
  });

  it('tells what failed', () => {
    const text = renderSummary(report([step(1), step(2, { status: 'failed', reason: 'new' })], { ok: false }), {
      title: 'layer-build: Dockerfile',
      error: 'ERROR: exit code 2\n  at Dockerfile:2\n\n  <b>| @octocat\n',
    });
    expect(text).toContain('❌ **The build failed** in 3.2s. **1 of 2** steps came from the cache.');
    expect(text).toContain('<pre>ERROR: exit code 2\n  at Dockerfile:2\n\n  &#60;b&#62;| @octocat</pre>');
    expect(text).toContain('| ❌ failed | new |');
  });

  it.each(HOSTILE)('keeps %j in its cell', (hostile) => {
    const text = renderSummary(report([step(1, { instruction: `RUN ${hostile}`, reason: hostile })]), {
      title: hostile,
    });
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(3);
    const row = rows[2]!;
    expect(cells(row)).toHaveLength(6);
    // What is left between our own tags holds nothing that Markdown, HTML or GitHub's links could read.
    const foreign = (cells(row)[1]! + cells(row)[3]!).replace(/<\/?code>/g, '').replace(/&#\d+;/g, '');
    expect(foreign).not.toMatch(/[<>&|`*_~[\]@#$\\!\u202e]|:\/|www\./);
    expect(text.split('\n')[0]).toMatch(/^### /);
  });

  it('breaks mentions and references outside of code', () => {
    expect(markdownText('@octocat', 100)).toBe('&#64;&#8203;octocat');
    expect(markdownText('#12 GH-3', 100)).toBe('&#35;&#8203;12 GH-&#8203;3');
    expect(markdownText('www.example.com', 100)).toBe('www&#46;example.com');
  });

  it('cuts long texts, and never through a character', () => {
    expect(markdownCode('x'.repeat(500), 10)).toBe(`<code>${'x'.repeat(9)}…</code>`);
    expect(markdownText('😀😀😀', 4)).toBe('😀…');
    expect(markdownBlock('</pre>\r\n\u0000', 100)).toBe('<pre>&#60;/pre&#62;\n\\u{0}</pre>');
  });

  it('stays below 1 MiB, and says how many rows it left out', () => {
    const many = Array.from({ length: 5000 }, (_, index) =>
      step(index + 1, { instruction: '|'.repeat(500), reason: '|'.repeat(500) }),
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
});
