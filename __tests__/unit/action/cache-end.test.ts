import { describe, expect, it } from 'vitest';

import { annotateCacheEnd } from '../../../src/action/annotations.js';
import type { StepReason } from '../../../src/engine/reason.js';
import { ReportBuilder } from '../../../src/report/model/report-builder.js';
import { stepId } from '../../../src/report/model/step-names.js';
import type { Report, StepReport } from '../../../src/report/model/report.js';
import { hit, modified, plan, ran } from '../report/events.js';
import { FakeToolkit } from './job.js';

function reportOf(reason: StepReason): Report {
  const report = new ReportBuilder();
  for (const event of [
    plan('FROM a', 'COPY . .', 'RUN b'),
    ...hit(1),
    ran(2, '', { reason }),
    ran(3, '', { reason: FOLLOWS }),
  ])
    report.sink(event);
  return report.report();
}

const FOLLOWS: StepReason = {
  kind: 'changed',
  changes: [{ input: 'parent', step: { number: 2, instruction: 'COPY . .', isNew: false } }],
};

function notices(report: Pick<Report, 'steps'>, cacheEnds?: readonly string[]): readonly string[] {
  const toolkit = new FakeToolkit();
  const run = { startedAt: '2026-01-01T00:00:00.000Z', durationMs: 1, hitRate: 1, size: 1, bytes: 1 };
  const trend = cacheEnds?.map((cacheEnd) => ({ ...run, cacheEnd }));
  annotateCacheEnd(report, trend && { trend }, 'Dockerfile', toolkit);
  return toolkit.notices.map(
    ({ message, properties }) =>
      `${String(Object.entries(properties ?? {}).find(([name]) => name === 'startLine')?.[1])}: ${message}`,
  );
}

describe('the notice about the end of the cache', () => {
  const changed = reportOf(modified('x'));
  const own = changed.steps.map((step) => stepId(step, step.instruction))[1] ?? '';

  it('is not given for a change as in other runs, or if nothing is known of other runs', () => {
    expect(notices(changed)).toEqual([]);
    expect(notices(changed, ['', 'other', own])).toEqual([]);
    expect(notices(changed, ['', 'other']), 'too few runs').toEqual([]);
  });

  it('is given where the cache ended in none of the last runs', () => {
    expect(notices(changed, ['', 'other', 'other'])).toEqual(['2: The cache ends here: x modified']);
  });

  it('is given if the cache failed', () => {
    expect(notices(reportOf({ kind: 'evicted' }))).toEqual([
      '2: The cache ends here: its result is no longer in the cache',
    ]);
    expect(notices(reportOf({ kind: 'no-record' })), 'a first build').toEqual([]);
  });

  it('is given with a remedy, but not for the size of a layer', () => {
    const withRemedy = (remedy: StepReport['remedy']): Pick<Report, 'steps'> => ({
      steps: changed.steps.map((step) => (step.number === 2 && remedy !== undefined ? { ...step, remedy } : step)),
    });
    const ignore = {
      kind: 'ignore-files',
      words: 'add it to .dockerignore',
      files: ['x'],
      steps: [2],
      savesMs: 9000,
    } as const;
    expect(notices(withRemedy(ignore), ['', own, own])).toEqual([
      '2: The cache ends here: x modified. add it to .dockerignore',
    ]);
    const mount = { kind: 'cache-mount', words: 'mount it', targets: ['/root/.npm'], savesBytes: 5 } as const;
    expect(notices(withRemedy(mount), ['', own, own])).toEqual([]);
  });
});
