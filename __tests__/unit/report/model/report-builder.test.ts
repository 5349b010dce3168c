import { describe, expect, it } from 'vitest';

import { UserError } from '../../../../src/errors.js';
import type { BuildEvent } from '../../../../src/engine/events.js';
import { sha256 } from '../../../../src/oci/digest.js';
import { Interruption } from '../../../../src/report/exit-code.js';
import { FailedOutput } from '../../../../src/report/failure/failed-output.js';
import { ReportBuilder } from '../../../../src/report/model/report-builder.js';
import type { Report } from '../../../../src/report/model/report.js';
import { someImageId } from '../../../support/identities.js';
import { schemaErrors } from '../../../support/report-schema.js';
import {
  failed,
  hit,
  image,
  miss,
  modified,
  output,
  plan,
  platformImage,
  ran,
  running,
  span,
  STARTED,
} from '../events.js';

function reportOf(events: readonly BuildEvent[], error?: unknown): Report {
  const builder = new ReportBuilder();
  for (const event of events) builder.sink(event);
  const report = builder.report(error);
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  expect(schemaErrors(report)).toEqual([]);
  return report;
}

function pull(digest: string, total: number, skipped?: string): BuildEvent {
  const base = { type: 'transfer', direction: 'pull', digest: sha256(digest), done: total, total } as const;
  return skipped === undefined ? base : { ...base, skipped };
}

const PLACE = { kind: 'actions', name: 'the Actions cache' } as const;

describe('ReportBuilder', () => {
  it('has an entry for every step, in the order of the Dockerfile', () => {
    const layer = { digest: sha256('layer'), size: 1234 };
    const report = reportOf([
      plan('FROM a', 'RUN b', 'RUN c'),
      ...miss(3, 'new'),
      running(2, 'a.txt'),
      ran(2, 'a.txt', {
        ...span(12, STARTED + 300),
        usage: { cpuMs: 30, memoryBytes: 4096 },
        layer,
        made: { bytes: 5000, compressed: 1234 },
      }),
      ...hit(1, { savedMs: 700, madeAt: '2025-12-31T00:00:00Z', source: 'actions' }),
      { type: 'warning', message: 'careful', line: 4 },
      image(['a:1']),
      { type: 'build-finished', durationMs: 99, ok: true },
    ]);
    expect(report).toMatchObject({
      version: 2,
      ok: true,
      image: { digest: sha256('m'), imageId: sha256('c'), tags: ['a:1'] },
      dockerfile: 'Dockerfile',
      startedAt: '2026-01-01T00:00:00.000Z',
      durationMs: 99,
      totals: { hits: 1, misses: 2, work: { hits: 0, misses: 2, hitRate: 0 }, savedMs: 700 },
      warnings: [{ message: 'careful', line: 4 }],
    });
    expect(report.steps.map((step) => [step.number, step.status, step.source])).toEqual([
      [1, 'hit', 'actions'],
      [2, 'miss', undefined],
      [3, 'miss', undefined],
    ]);
    expect(report.steps[0]).toMatchObject({ savedMs: 700, madeAt: '2025-12-31T00:00:00Z' });
    expect(report.steps[1]).toEqual({
      number: 2,
      total: 3,
      stage: 'base',
      platform: 'linux/amd64',
      instruction: 'RUN b',
      line: 2,
      endLine: 2,
      dependsOn: [1],
      status: 'miss',
      reason: 'a.txt modified',
      why: modified('a.txt'),
      cause: 2,
      startedMs: 300,
      durationMs: 12,
      times: { waitingMs: 0, restoringMs: 0, runningMs: 12, savingMs: 0 },
      ownMs: 12,
      usage: { cpuMs: 30, memoryBytes: 4096 },
      bytes: { restored: 0, made: 5000, compressed: 1234 },
      imageId: sha256('step 2'),
      layer,
    });
  });

  it('names in a reason no step that is folded away, but the one whose result it has', () => {
    const parent = { input: 'parent', step: { number: 2, instruction: 'COPY a', isNew: false } } as const;
    const config = { input: 'config', step: { number: 2, instruction: 'COPY a' } } as const;
    const files = {
      input: 'files',
      changes: [{ path: '/a', change: 'added' }],
      changed: 1,
      taken: 1,
      step: 2,
    } as const;
    const twin: BuildEvent = {
      type: 'step-finished',
      step: 2,
      outcome: { status: 'duplicate', reason: { kind: 'same-step' }, of: 4, imageId: someImageId('2'), ...span() },
    };
    const report = reportOf([
      plan('FROM a', 'COPY a', 'RUN b', 'COPY a'),
      ...hit(1),
      twin,
      ran(3, '', { reason: { kind: 'changed', changes: [parent, config, files] } }),
      ran(4, 'a.txt'),
    ]);
    expect(report.steps.map(({ reason, cause }) => [reason, cause])).toEqual([
      ['same command and inputs as before', undefined],
      ['the same as another step of this build', undefined],
      ['because of step 4; because of step 4; /a added, because of step 4', 4],
      ['a.txt modified', 4],
    ]);
  });

  it('has the steps that were not reached, and the error, when a build fails', () => {
    const error = new UserError('the command failed', { location: { file: 'Dockerfile', line: 2 }, hint: 'Look.' });
    const events = [plan('FROM a', 'RUN b', 'RUN c'), ...hit(1), running(2, 'a'), failed(2, error)];
    const report = reportOf(events, error);
    expect(report.ok).toBe(false);
    expect(report.image).toBeUndefined();
    expect(report.steps.map((step) => [step.number, step.status, step.reason])).toEqual([
      [1, 'hit', 'same command and inputs as before'],
      [2, 'failed', 'a modified'],
      [3, 'not-reached', 'the build ended before it'],
    ]);
    expect(report.error).toEqual({
      name: 'UserError',
      message: 'the command failed',
      location: { file: 'Dockerfile', line: 2 },
      hint: 'Look.',
    });
  });

  it('has what was at work, and its output, when a build is interrupted', () => {
    const failed = new FailedOutput();
    const builder = new ReportBuilder();
    const events: readonly BuildEvent[] = [
      plan('FROM a', 'RUN b', 'RUN c', 'RUN d'),
      ...hit(1),
      running(2, 'b'),
      running(3, 'c'),
      output(2, 'short\n'),
      output(3, 'one\r\n\u001b[31mtwo\u001b[0m\n'),
      { type: 'step-stopped', step: 2, ...span(100) },
      { type: 'step-stopped', step: 3, ...span(5000) },
    ];
    for (const event of events) for (const { sink } of [failed, builder]) sink(event);
    const report = builder.report(new Interruption('SIGTERM'), failed.evidence());
    expect(report.steps.map(({ status, durationMs }) => [status, durationMs])).toEqual([
      ['hit', 0],
      ['interrupted', 100],
      ['interrupted', 5000],
      ['not-reached', 0],
    ]);
    expect(report.totals).toMatchObject({ hits: 1, misses: 2 });
    expect(report.error).toEqual({
      name: 'Interruption',
      message: 'interrupted by SIGTERM',
      step: 3,
      telling: ['one', 'two'],
      output: ['one', 'two'],
    });
    expect(schemaErrors(report)).toEqual([]);
  });

  it('says why a step failed before it ran', () => {
    const error = new UserError('no such file');
    expect(reportOf([plan('COPY a b'), failed(1, error)], error).steps[0]).toMatchObject({
      status: 'failed',
      why: { kind: 'not-evaluated' },
      reason: 'it ended before its inputs were known',
    });
  });

  it('counts what was fetched at the step whose layers it is, and what was pushed', () => {
    const base = { digest: sha256('base'), size: 100 };
    const layer = { digest: sha256('made'), size: 30 };
    const push = (digest: string, skipped?: string): BuildEvent =>
      ({ ...pull(digest, 30, skipped), direction: 'push' }) as BuildEvent;
    const report = reportOf([
      plan('FROM a', 'RUN b'),
      ...hit(1, { base: { reference: 'docker.io/library/a:1', digest: sha256('manifest'), layers: [base] } }),
      ...hit(2, { layer }),
      { ...pull('base', 100), done: 40 } as BuildEvent,
      pull('base', 100),
      { ...pull('made', 30), direction: 'restore' } as BuildEvent,
      { ...pull('made', 30), direction: 'unpack' } as BuildEvent,
      push('made'),
      push('made', 'already there'),
      push('base', 'mounted from library/a'),
      {
        ...image([]),
        platforms: [platformImage({ ...base, paths: [{ path: '/bin', bytes: 9 }] }, layer)],
      } as BuildEvent,
    ]);
    expect(report.steps.map((step) => step.bytes.restored)).toEqual([100, 30]);
    expect(report.totals).toMatchObject({ restoredBytes: 130, pushedBytes: 30 });
    expect(report.image?.push?.blobs).toEqual([
      { digest: sha256('made'), size: 30 },
      { digest: sha256('base'), size: 30, skipped: 'mounted from library/a' },
    ]);
    expect(report.image?.size).toBe(130);
    expect(report.image?.platforms[0]?.layers).toEqual([
      { ...base, step: 1, base: true, paths: [{ path: '/bin', bytes: 9 }] },
      { ...layer, step: 2, base: false },
    ]);
    expect(report.image?.platforms[0]?.largestPaths).toEqual([{ path: '/bin', bytes: 9, layer: base.digest, step: 1 }]);
  });

  it('adds up what happened at each location that keeps caches', () => {
    const layer = { digest: sha256('made'), size: 30 };
    const entry = { key: 'k', bytes: 10, durationMs: 5 };
    const report = reportOf([
      plan('RUN b'),
      ...hit(1, { layer }),
      { type: 'cache', location: PLACE, action: 'pack-restored', records: 3, ...entry },
      { type: 'cache', location: PLACE, action: 'blob-restored', digest: layer.digest, bytes: 30, durationMs: 7 },
      { type: 'cache', location: PLACE, action: 'blob-saved', digest: layer.digest, why: 'a slow step', ...entry },
      { type: 'cache', location: PLACE, action: 'budget', entries: 2, bytes: 40, limit: 100 },
      { type: 'cache', location: PLACE, action: 'fault', doing: 'save', message: 'no answer' },
      { type: 'cache', location: { kind: 'registry', name: 'r' }, action: 'pack-missing' },
      { type: 'cache', action: 'left-out', digest: layer.digest, bytes: 30, why: 'cheaper to make again' },
      { type: 'cache', action: 'mount-left-out', id: 'npm', bytes: 60, why: 'over the budget of 50B for cache mounts' },
    ]);
    expect(report.cache).toEqual({
      places: [
        {
          ...PLACE,
          restored: {
            bytes: 40,
            durationMs: 12,
            entries: [
              { what: 'pack', key: 'k', bytes: 10 },
              { what: 'blob', key: layer.digest, bytes: 30, step: 1 },
            ],
          },
          saved: {
            bytes: 10,
            durationMs: 5,
            entries: [{ what: 'blob', key: 'k', bytes: 10, step: 1, why: 'a slow step' }],
          },
          budget: { entries: 2, bytes: 40, limit: 100 },
          remarks: [],
          faults: ['save: no answer'],
        },
        {
          kind: 'registry',
          name: 'r',
          restored: { bytes: 0, durationMs: 0, entries: [] },
          saved: { bytes: 0, durationMs: 0, entries: [] },
          remarks: ['it holds nothing for this build yet'],
          faults: [],
        },
      ],
      leftOut: [
        { digest: layer.digest, size: 30, step: 1, why: 'cheaper to make again' },
        { mount: 'npm', size: 60, why: 'over the budget of 50B for cache mounts' },
      ],
    });
  });
});
