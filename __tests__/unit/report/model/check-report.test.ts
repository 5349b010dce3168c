import { describe, expect, it } from 'vitest';

import type { WarningEvent } from '../../../../src/engine/events.js';
import { UserError } from '../../../../src/errors.js';
import { checkDocument, renderCheck } from '../../../../src/report/dockerfile/check-report.js';
import { PlainConsole } from '../../../../src/report/console/plain.js';
import { ReportBuilder } from '../../../../src/report/model/report-builder.js';
import { renderCheckSummary, renderSummary } from '../../../../src/report/summary/summary.js';
import { hit, plan } from '../events.js';

const FINDING: WarningEvent = {
  type: 'warning',
  message: "Stage name 'Bad' should be lowercase",
  line: 2,
  rule: 'StageNameCasing',
  description: 'Stage names should be lowercase',
  url: 'https://docs.docker.com/go/dockerfile/rule/stage-name-casing/',
};
const dockerfile = { name: 'Dockerfile', text: 'ARG A\nFROM b AS Bad\nRUN c \\\n  d\n' };

describe('renderCheck', () => {
  it('shows findings with their lines, in the order of the file', () => {
    const second: WarningEvent = { type: 'warning', rule: 'Other', message: 'odd\u001b[31m', line: 3, endLine: 4 };
    expect(renderCheck({ dockerfile, findings: [second, FINDING] })).toBe(
      [
        'Check complete, 2 warnings have been found!',
        '',
        'WARNING: StageNameCasing - https://docs.docker.com/go/dockerfile/rule/stage-name-casing/',
        "Stage name 'Bad' should be lowercase",
        'Dockerfile:2',
        '--------------------',
        '   1 |     ARG A',
        '   2 | >>> FROM b AS Bad',
        '   3 |     RUN c \\',
        '   4 |       d',
        '--------------------',
        '',
        'WARNING: Other',
        'odd\\u{1b}[31m',
        'Dockerfile:3',
        '--------------------',
        '   2 |     FROM b AS Bad',
        '   3 | >>> RUN c \\',
        '   4 | >>>   d',
        '   5 |',
        '--------------------',
        '',
      ].join('\n'),
    );
  });

  it('says when there is nothing, and leaves an error to others', () => {
    expect(renderCheck({ dockerfile, findings: [] })).toBe('Check complete, no warnings found.\n');
    expect(renderCheck({ dockerfile, findings: [], failure: new UserError('x') })).toBe('');
    expect(renderCheck({ dockerfile, findings: [FINDING], failure: new UserError('x') })).toMatch(
      /^Check complete, 1 warning has been found!\n/,
    );
  });
});

describe('checkDocument', () => {
  it('has the form of BuildKit', () => {
    const failure = new UserError('broken', { location: { file: 'Dockerfile', line: 3, endLine: 4 } });
    const range = (line: number) => ({ start: { line }, end: { line } });
    expect(JSON.parse(JSON.stringify(checkDocument({ dockerfile, findings: [FINDING], failure })))).toEqual({
      warnings: [
        {
          ruleName: 'StageNameCasing',
          description: 'Stage names should be lowercase',
          url: FINDING.url,
          detail: FINDING.message,
          location: { ranges: [range(2)] },
        },
      ],
      sources: [
        { filename: 'Dockerfile', language: 'Dockerfile', data: Buffer.from(dockerfile.text).toString('base64') },
      ],
      buildError: { message: 'broken', location: { ranges: [range(3), range(4)] } },
    });
    expect(checkDocument({ dockerfile, findings: [] })).not.toHaveProperty('buildError');
  });
});

describe('findings in the reports of a build', () => {
  it('are listed at the end of a plain log', () => {
    let out = '';
    const console = new PlainConsole((text) => (out += text));
    console.sink(FINDING);
    console.sink({ ...FINDING, rule: 'Other', message: 'also\nthis', line: 3 });
    expect(out).toBe('');
    console.sink({ type: 'build-finished', durationMs: 1, ok: true });
    expect(out).toBe(
      "\n 2 warnings found:\n - StageNameCasing: Stage name 'Bad' should be lowercase (line 2)\n - Other: also\\nthis (line 3)\n",
    );
    console.close();
    expect(out.match(/found:/g)).toHaveLength(1);
  });

  it('are in report.json and in the summary with their rule', () => {
    const report = new ReportBuilder();
    for (const event of [plan('FROM b'), ...hit(1), FINDING]) report.sink(event);
    const { type, ...fields } = FINDING;
    expect(report.report().warnings).toEqual([fields]);
    expect(renderSummary(report.report(), { title: 't' })).toContain(
      `- ⚠️ line 2: [StageNameCasing](${FINDING.url}): Stage name 'Bad' should be lowercase\n`,
    );
  });

  it('have a summary of their own when nothing was built', () => {
    expect(renderCheckSummary({ dockerfile, findings: [FINDING] }, { title: 't' })).toMatch(
      /^### t\n\n❌ Check complete, 1 warning has been found!\n\n- ⚠️ line 2: \[StageNameCasing\]/,
    );
    expect(renderCheckSummary({ dockerfile, findings: [] }, { title: 't' })).toBe(
      '### t\n\n✅ Check complete, no warnings found.\n',
    );
  });
});
