import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { timeSaved } from '../../src/report/model/time-saved.js';
import type { StepReport } from '../../src/report/model/report.js';
import { workOf } from '../../src/report/model/work.js';
import { sampleStep } from '../unit/report/sample-report.js';

/** A step of a graph, before it is known how it ended. */
interface Node {
  /** Milliseconds of its own work. */
  readonly cost: number;
  /** How many steps before it those are that it depends on. */
  readonly below: readonly number[];
  readonly ended: 'hit' | 'miss';
  /** It is a duplicate of the step this far before it. */
  readonly duplicateOf: number | undefined;
}

const node = fc.record<Node>({
  cost: fc.integer({ min: 0, max: 100_000 }),
  below: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
  ended: fc.constantFrom('hit', 'miss'),
  duplicateOf: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined, freq: 5 }),
});
const graphs = fc.array(node, { minLength: 1, maxLength: 25 });

function stepsOf(graph: readonly Node[], all?: Node['ended']): readonly StepReport[] {
  const steps: StepReport[] = [];
  for (const [index, { cost, below, ended, duplicateOf }] of graph.entries()) {
    const number = index + 1;
    const dependsOn = [...new Set(below.map((distance) => number - distance).filter((step) => step > 0))];
    const first = duplicateOf === undefined ? undefined : steps[number - duplicateOf - 1];
    const isDuplicate = first !== undefined && first.status !== 'duplicate';
    const status = isDuplicate ? 'duplicate' : (all ?? ended);
    const { savedMs: _, ...step } = sampleStep(number, { dependsOn, status, ownMs: status === 'miss' ? cost : 0 });
    steps.push({
      ...step,
      times: { waitingMs: 0, restoringMs: 0, runningMs: step.ownMs ?? 0, savingMs: 0 },
      ...(status === 'hit' && { savedMs: cost }),
      ...(isDuplicate && { duplicateOf: first.number }),
    });
  }
  return steps;
}

/** When the last step ends if each starts when all that it waits for have ended: worked out by time, not by step. */
function simulate(steps: readonly StepReport[], cost: (step: StepReport) => number): number {
  const ends = new Map<number, number>();
  const waitsFor = ({ number, dependsOn = [], duplicateOf = number }: StepReport): readonly number[] =>
    duplicateOf === number ? dependsOn : [...dependsOn, duplicateOf];
  let left = [...steps];
  while (left.length > 0) {
    const ready = left.filter((step) => waitsFor(step).every((number) => ends.has(number)));
    for (const step of ready) {
      const start = Math.max(0, ...waitsFor(step).map((number) => ends.get(number) ?? Infinity));
      ends.set(step.number, start + (step.status === 'duplicate' ? 0 : cost(step)));
    }
    left = left.filter((step) => !ends.has(step.number));
  }
  return Math.max(...ends.values());
}

/** What a build takes that runs every step, and what this one took. */
function totals(steps: readonly StepReport[]): { readonly recorded: number; readonly now: number } {
  return {
    recorded: simulate(steps, ({ savedMs, ownMs = 0 }) => savedMs ?? ownMs),
    now: simulate(steps, ({ ownMs = 0 }) => ownMs),
  };
}

const NO_TIMES = { waitingMs: 0, restoringMs: 0, runningMs: 0, savingMs: 0 };

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('the time that a cache saved', () => {
  it('is the recorded total less that of this build', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const steps = stepsOf(graph);
        const { recorded, now } = totals(steps);
        expect(timeSaved(steps)).toBe(recorded - now);
      }),
    );
  });

  it('is never negative, nor more than the hits took when they ran', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const steps = stepsOf(graph);
        const saved = timeSaved(steps);
        expect(saved).toBeGreaterThanOrEqual(0);
        expect(saved).toBeLessThanOrEqual(sum(steps.map(({ savedMs = 0 }) => savedMs)));
      }),
    );
  });

  it('is nothing where nothing hit, and the whole recorded time where everything did', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        expect(timeSaved(stepsOf(graph, 'miss'))).toBe(0);
        const hits = stepsOf(graph, 'hit');
        expect(timeSaved(hits)).toBe(totals(hits).recorded);
      }),
    );
  });

  it('counts stages that run side by side once, and those one after the other each', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 9 }), (costs) => {
        const graph = (below: readonly number[]): readonly StepReport[] =>
          stepsOf(
            costs.map((cost) => ({ cost, below, ended: 'hit', duplicateOf: undefined })),
            'hit',
          );
        expect(timeSaved(graph([]))).toBe(Math.max(...costs));
        expect(timeSaved(graph([1]))).toBe(sum(costs));
      }),
    );
  });

  it('counts stages that lock the same cache mount one after the other, and those with other mounts side by side', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 9 }), (costs) => {
        const stages = stepsOf(
          costs.map((cost) => ({ cost, below: [], ended: 'hit', duplicateOf: undefined })),
          'hit',
        );
        expect(timeSaved(stages.map((step) => ({ ...step, locks: ['npm'] })))).toBe(sum(costs));
        expect(timeSaved(stages.map((step) => ({ ...step, locks: [`cache ${step.number}`] })))).toBe(
          Math.max(...costs),
        );
        // The cache freed them from waiting for each other, too: what ran now had the mount for itself.
        const [first, ...others] = stages.map((step) => ({ ...step, locks: ['npm'] }));
        if (first === undefined) return;
        const { savedMs = 0, ...ran } = first;
        expect(timeSaved([{ ...ran, status: 'miss', ownMs: savedMs }, ...others])).toBe(sum(costs) - savedMs);
      }),
    );
  });

  it('lets a step use a locked mount in the meantime, while another waits for its inputs', () => {
    const hits = (cost: number, changes: Partial<StepReport>): StepReport =>
      sampleStep(changes.number ?? 1, { ownMs: 0, savedMs: cost, ...changes, times: NO_TIMES });
    const steps = [
      hits(10, { number: 1, dependsOn: [] }),
      hits(5, { number: 2, dependsOn: [1], locks: ['npm'] }),
      hits(5, { number: 3, dependsOn: [], locks: ['npm'] }),
    ];
    expect(timeSaved(steps)).toBe(15);
  });

  it('grows with no duplicate, in whichever order the equal steps ran', () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 1, max: 99_999 }), (graph, cost) => {
        const steps = stepsOf(graph);
        const number = steps.length + 1;
        const first = steps.find(({ status }) => status === 'hit');
        if (first === undefined) return;
        const copy = sampleStep(number, { dependsOn: first.dependsOn ?? [], status: 'duplicate', savedMs: cost });
        expect(timeSaved([...steps, { ...copy, ownMs: 0, duplicateOf: first.number }])).toBe(timeSaved(steps));
        // The equal step with the higher number ran, and the other waited for it.
        const { savedMs: _, ...earlier } = { ...first, status: 'duplicate' as const, duplicateOf: number };
        const later = { ...first, number };
        const swapped = [...steps.map((step) => (step === first ? earlier : step)), later].map((step) =>
          step.duplicateOf === first.number ? { ...step, duplicateOf: number } : step,
        );
        expect(timeSaved(swapped)).toBe(timeSaved(steps));
      }),
    );
  });

  it('is less by the time for which layers from a cache were fetched, and not by that for a base', () => {
    const ran = { waitingMs: 0, restoringMs: 400, runningMs: 100, savingMs: 0 };
    const build = (cached: number, ofBase: number): readonly StepReport[] =>
      [
        sampleStep(1, {
          base: { reference: 'a', digest: 'b' },
          savedMs: 0,
          ownMs: 0,
          bytes: { restored: ofBase, made: 0, compressed: 0 },
        }),
        sampleStep(2, { savedMs: 1000, ownMs: 0, bytes: { restored: cached, made: 0, compressed: 0 } }),
        sampleStep(3, { status: 'miss', ownMs: 100, times: ran, bytes: { restored: 0, made: 0, compressed: 0 } }),
      ].map((step) => (step.number < 3 ? { ...step, times: { ...ran, restoringMs: 0 } } : step));
    expect(timeSaved(build(0, 50))).toBe(1000);
    expect(timeSaved(build(50, 50))).toBe(800);
    expect(timeSaved(build(50, 0))).toBe(600);
  });

  it('is found for any graph that a report from elsewhere may claim', () => {
    const anyStep = fc.record({
      number: fc.integer({ min: 1, max: 5 }),
      dependsOn: fc.array(fc.integer({ min: 1, max: 9 })),
      duplicateOf: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
      status: fc.constantFrom('hit', 'duplicate', 'miss', 'failed'),
      savedMs: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    });
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 8 }), (claims) => {
        const steps = claims.map(({ number, duplicateOf, ...claim }): StepReport => {
          return sampleStep(number, { ...claim, ...(duplicateOf !== undefined && { duplicateOf }) });
        });
        expect(timeSaved(steps)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('how much of the work came from the cache', () => {
  it('is a share, of RUN, COPY and ADD alone', () => {
    const instruction = fc.constantFrom(
      'RUN a',
      'COPY a b',
      'add a b',
      'ENV RUN=1',
      'USER x',
      'FROM a',
      'WORKDIR /run',
    );
    fc.assert(
      fc.property(graphs, fc.array(instruction, { minLength: 25, maxLength: 25 }), (graph, instructions) => {
        const steps = stepsOf(graph).map((step, index) => ({ ...step, instruction: instructions[index] ?? 'RUN a' }));
        const counted = steps.filter(({ status, instruction: text }) => {
          return status !== 'duplicate' && /^(?:RUN|COPY|add) /.test(text);
        });
        const work = workOf(steps);
        expect((work?.hits ?? 0) + (work?.misses ?? 0)).toBe(counted.length);
        expect(work).toEqual(workOf(counted));
        if (work === undefined) return;
        expect(work.hitRate).toBeGreaterThanOrEqual(0);
        expect(work.hitRate).toBeLessThanOrEqual(1);
        if (work.misses === 0) expect(work.hitRate).toBe(1);
        if (work.hits === 0) expect(work.hitRate).toBe(0);
      }),
    );
  });

  it('is by time, and by number where a time is not known or all are nothing', () => {
    const hit = (savedMs: number): StepReport => sampleStep(1, { savedMs });
    const { savedMs: _, ...unknown } = hit(0);
    const miss = (ownMs: number): StepReport => ({ ...unknown, status: 'miss', ownMs });
    expect(workOf([hit(900), hit(0), miss(100)])?.hitRate).toBe(0.9);
    expect(workOf([hit(900), unknown, miss(100)])?.hitRate).toBeCloseTo(2 / 3);
    expect(workOf([hit(0), miss(0)])?.hitRate).toBe(0.5);
  });
});
