import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Report, StepReport } from '../../../src/report/model/report.js';
import { MemoryBuild } from '../../support/memory-build.js';
import { reportOf } from '../../support/reported-build.js';

/** Reports of real builds on a clock that only the work moves. */
describe('what a step is said to have cost', () => {
  let machine: MemoryBuild;
  let clock = 0;

  beforeEach(async () => {
    machine = await MemoryBuild.create('own-work');
    clock = Date.UTC(2026, 0, 1);
    machine.now = () => clock;
    machine.files = { 'src/a.js': 'a', lock: 'l' };
  });
  afterEach(() => machine.remove());

  /** A command that takes its time, in milliseconds. */
  function takes(command: string, milliseconds: number): void {
    machine.runner.scripts.set(command, () => {
      clock += milliseconds;
      return { [command]: command };
    });
  }

  async function build(text: string): Promise<Report> {
    return reportOf(await machine.build(text));
  }

  const stepOf = ({ steps }: Report, instruction: string): StepReport | undefined =>
    steps.find((step) => step.instruction === instruction);

  it('is the running of its command, without unpacking what is below and waiting for a cache mount', async () => {
    takes('install', 20_000);
    machine.runner.unpack = () => {
      clock += 7000;
      return Promise.resolve();
    };
    machine.runner.delays = { waitingMs: 3000, restoringMs: 2000 };
    machine.runner.scripts.set('build', () => {
      clock += 5000 + 3000 + 2000;
      return { build: 'b' };
    });
    const text = 'FROM base\nRUN install\nRUN build';
    const first = await build(text);
    expect(stepOf(first, 'RUN build')).toMatchObject({
      ownMs: 5000,
      durationMs: 5000 + 7000 + 2000,
      times: { waitingMs: 3000, restoringMs: 9000, runningMs: 5000 },
    });
    const second = await build(text);
    expect(second.steps.map(({ savedMs }) => savedMs)).toEqual([0, 15_000, 5000]);
    expect(second.totals).toMatchObject({ savedMs: 20_000, work: { hits: 2, misses: 0, hitRate: 1 } });
  });

  it("is a COPY's reading and writing, without fetching the layers that it reads", async () => {
    takes('install', 20_000);
    machine.layers.fetched = () => {
      clock += 4000;
    };
    const text = 'FROM base AS a\nRUN install\nFROM scratch\nCOPY --from=a /install /i';
    const copy = stepOf(await build(text), 'COPY --from=a /install /i');
    expect(copy).toMatchObject({ ownMs: 0, durationMs: 4000, times: { restoringMs: 4000 } });
  });

  it('is not that of records that do not say it, which count as hits all the same', async () => {
    takes('install', 20_000);
    await build('FROM base\nRUN install');
    // As versions before wrote them.
    for (const [key, { ownMs: _, ...record }] of machine.cache.records) machine.cache.records.set(key, record);
    takes('build', 10_000);
    const report = await build('FROM base\nRUN install\nRUN build');
    expect(stepOf(report, 'RUN install')?.savedMs).toBeUndefined();
    expect(report.totals).toMatchObject({ savedMs: 0, work: { hits: 1, misses: 1, hitRate: 0.5 } });
  });

  it('is counted once for equal steps, which neither hit nor miss but for the first', async () => {
    takes('same', 30_000);
    const text =
      'FROM base AS a\nRUN same\nFROM base AS b\nRUN same\nFROM scratch\nCOPY --from=a /same /a\nCOPY --from=b /same /b';
    const first = await build(text);
    expect(first.totals).toMatchObject({ work: { hits: 0, misses: 3 }, savedMs: 0 });
    expect(first.steps.map(({ status, duplicateOf }) => [status, duplicateOf]).slice(0, 4)).toEqual([
      ['miss', undefined],
      ['miss', undefined],
      ['duplicate', 1],
      ['duplicate', 2],
    ]);
    const second = await build(text);
    expect(second.steps.map(({ status }) => status)).toEqual([
      'hit',
      'hit',
      'duplicate',
      'duplicate',
      'hit',
      'hit',
      'hit',
    ]);
    expect(second.totals).toMatchObject({ hits: 5, misses: 0, savedMs: 30_000, work: { hits: 3, misses: 0 } });
  });

  it('is on the critical path: of two stages side by side, what the other takes is not saved', async () => {
    takes('long', 20_000);
    takes('short', 8000);
    const text = (word: string): string =>
      `FROM base AS a\nRUN long\nFROM base AS b\nRUN ${word}\nFROM scratch\nCOPY --from=a /long /a\nCOPY --from=b /bin/sh /b`;
    // One after the other, so that each is timed alone.
    await build('FROM base AS a\nRUN long');
    await build('FROM base AS b\nRUN short');
    await build(text('short'));
    expect((await build(text('short'))).totals.savedMs).toBe(20_000);
    takes('changed', 9000);
    const report = await build(text('changed'));
    expect(report.totals.savedMs).toBe(11_000);
    expect(report.totals.work?.hitRate).toBeCloseTo(20 / 29);
    expect(report.steps.map(({ dependsOn }) => dependsOn)).toEqual([[], [1], [], [3], [], [5, 2], [6, 4]]);
  });

  it('leaves ARG, ENV, USER, WORKDIR and LABEL out of the rate', async () => {
    takes('install', 30_000);
    takes('compile', 10_000);
    const text = (source: string): string =>
      `ARG V=1\nFROM base\nENV A=b\nUSER 1\nLABEL l=m\nRUN install\nCOPY src /${source}\nRUN compile\nCMD ["x"]`;
    await build(text('src'));
    const { totals } = await build(text('moved'));
    // Of 7 steps that hit and 3 that did not, 2 and 1 do work: ten of forty seconds had to be worked again.
    expect(totals.work).toEqual({ hits: 1, misses: 2, hitRate: 0.75 });
    expect(totals.savedMs).toBe(30_000);
  });
});
