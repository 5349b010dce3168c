import { describe, expect, it } from 'vitest';

import type { InputChange } from '../../../../src/engine/reason.js';
import { conclusionOf } from '../../../../src/report/model/conclusion.js';
import { conclusionWords, plainWords } from '../../../../src/report/model/conclusion-words.js';
import type { Report, StepReport } from '../../../../src/report/model/report.js';
import { withCauses } from '../../../../src/report/model/step-causes.js';
import { HOSTILE_TEXTS, fullReport, sampleStep } from '../sample-report.js';

const NO_WAIT = { waitingMs: 0, restoringMs: 0, runningMs: 0, savingMs: 0 };
const FILES: InputChange = { input: 'files', changes: [{ path: 'a', change: 'added' }], changed: 1, taken: 2 };

function missed(number: number, instruction: string, changes: Partial<StepReport> = {}): StepReport {
  const times = { startedMs: number * 1000, durationMs: 1000, times: NO_WAIT };
  const why = { kind: 'changed', changes: [FILES] } as const;
  return sampleStep(number, { status: 'miss', instruction, reason: `${number} modified`, why, ...times, ...changes });
}

function after(step: number, number: number, instruction: string, changes: Partial<StepReport> = {}): StepReport {
  const parent: InputChange = { input: 'parent', step: { number: step, instruction: '', isNew: false } };
  return missed(number, instruction, { why: { kind: 'changed', changes: [parent] }, ...changes });
}

function report(steps: readonly StepReport[], changes: Partial<Report> = {}): Report {
  const totals = { hits: 0, misses: 0, savedMs: 0, restoredBytes: 0, pushedBytes: 0 };
  const cache = { places: [], leftOut: [] };
  const of = { version: 2, generator: 'x', ok: true, dockerfile: 'web/Dockerfile', durationMs: 10_000 } as const;
  return { ...of, totals, cache, warnings: [], steps: withCauses(steps), ...changes };
}

const sentence = (...args: Parameters<typeof report>): string =>
  plainWords(conclusionWords(conclusionOf(report(...args))));

describe('the conclusion of a build', () => {
  it('is one cause at its line, with the time of all that followed', () => {
    const steps = [sampleStep(1), missed(2, 'COPY . .'), after(2, 3, 'RUN make'), after(3, 4, 'RUN test')];
    expect(sentence(steps)).toBe(
      'Cache ends at web/Dockerfile:2 `COPY . .`: 2 modified; 3.0s of 10.0s. Nothing to do.',
    );
  });

  it('counts steps that run side by side once, and never more than the whole build', () => {
    const steps = [
      missed(1, 'COPY . .', { startedMs: 0, durationMs: 8000 }),
      after(1, 2, 'RUN a'),
      after(1, 3, 'RUN b'),
    ];
    expect(sentence(steps)).toContain('; 8.0s of 10.0s.');
    expect(sentence(steps, { durationMs: 5000 })).toContain('; 5.0s of 5.0s.');
  });

  it('follows a COPY from a stage that missed, and a step that ran for another platform', () => {
    const stage = { stage: 'linux/amd64 build' };
    const steps = [
      sampleStep(1, { instruction: 'COPY src .', ...stage, line: 1, status: 'duplicate', duplicateOf: 4 }),
      after(1, 2, 'RUN make', stage),
      missed(3, 'COPY --chmod=644 --from=build /out /', {
        stage: 'linux/amd64 1',
        why: {
          kind: 'changed',
          changes: [{ input: 'files', changes: [{ path: '/out/a', change: 'added' }], changed: 1, taken: 1, step: 1 }],
        },
      }),
      missed(4, 'COPY src .', { stage: 'linux/arm64 build', line: 1 }),
    ];
    expect(sentence(steps)).toBe(
      'Cache ends at web/Dockerfile:1 `COPY src .`: 4 modified; 3.0s of 10.0s. Nothing to do.',
    );
  });

  it('names two causes, the dearest first, and counts the others', () => {
    const [a, b, c] = [missed(1, 'COPY a .'), missed(2, 'COPY b .', { durationMs: 3000 }), missed(5, 'COPY c .')];
    expect(sentence([a, b])).toBe(
      'Cache ends at web/Dockerfile:2 `COPY b .`: 2 modified (3.0s), and at web/Dockerfile:1 `COPY a .`: 1 modified (1.0s); 4.0s of 10.0s. Nothing to do.',
    );
    expect(sentence([a, b, c])).toContain(': 1 modified (1.0s), and at 1 more place; 5.0s of 10.0s.');
  });

  it('names what is the same on several platforms once', () => {
    const steps = [1, 2, 3].map((number) =>
      missed(number, 'COPY . .', { line: 7, reason: 'a added', stage: `linux/${number}` }),
    );
    expect(sentence(steps)).toBe(
      'Cache ends at web/Dockerfile:7 `COPY . .` on 3 platforms: a added; 3.0s of 10.0s. Nothing to do.',
    );
  });

  it('says what to do where there is something', () => {
    const remedy = {
      kind: 'ignore-files',
      words: 'ignore README.md',
      files: ['README.md'],
      steps: [1],
      savesMs: 1,
    } as const;
    expect(sentence([missed(1, 'COPY . .', { remedy })])).toMatch(/; 1\.0s of 10\.0s\. Ignore README\.md\.$/);
  });

  it.each([
    ['everything hit', [sampleStep(1), sampleStep(2)], {}, 'All 2 steps came from the cache; 10.0s. Nothing to do.'],
    [
      'it is the first build',
      [missed(1, 'RUN a', { why: { kind: 'no-record' } }), sampleStep(2, { why: { kind: 'same-step' } })],
      {},
      'First build here: nothing was in the cache yet; 10.0s. Nothing to do.',
    ],
    [
      'the cache is off',
      [missed(1, 'RUN a', { why: { kind: 'cache-off' } })],
      {},
      'Built without the cache (--no-cache); 10.0s.',
    ],
    [
      'the cache could not be reached',
      [
        missed(1, 'RUN a', {
          why: { kind: 'unreachable', faults: [{ place: { kind: 'registry', name: 'the cache' }, message: 'x' }] },
        }),
      ],
      {},
      'The cache could not be reached; 1.0s of 10.0s. See what the cache answered.',
    ],
    [
      'the base moved',
      [missed(1, 'FROM node', { reason: 'base node moved from sha256:1 to sha256:2' })],
      {},
      'Cache ends at web/Dockerfile:1 `FROM node`: base node moved from sha256:1 to sha256:2; 1.0s of 10.0s. Nothing to do.',
    ],
    [
      'a step failed',
      [sampleStep(1), missed(2, 'RUN make', { status: 'failed', durationMs: 2500 })],
      { ok: false, error: { name: 'UserError', message: 'RUN make: exit code 2\nmore', hint: 'look at it.' } },
      'Failed at web/Dockerfile:2 `RUN make` after 2.5s: exit code 2. Look at it.',
    ],
    [
      'the Dockerfile is wrong',
      [],
      { ok: false, error: { name: 'UserError', message: 'no stage x', location: { file: 'D', line: 3 } } },
      'Failed at D:3 after 10.0s: no stage x.',
    ],
    [
      'it was interrupted',
      [sampleStep(1)],
      { ok: false, error: { name: 'Interruption', message: 'interrupted by SIGTERM' } },
      'Interrupted by SIGTERM after 10.0s.',
    ],
    ['nothing was planned', [], {}, 'Built in 10.0s.'],
  ] as const)('says so when %s', (_what, steps, changes, words) => {
    expect(sentence(steps, changes)).toBe(words);
  });

  it('ends for reports that somebody made up', () => {
    const circle = [after(2, 1, 'RUN a'), after(1, 2, 'RUN b'), after(3, 3, 'RUN c')];
    expect(sentence(circle)).toContain('Cache ends at');
    for (const text of HOSTILE_TEXTS) expect(conclusionWords(conclusionOf(fullReport(text))).length).toBeGreaterThan(0);
  });
});
