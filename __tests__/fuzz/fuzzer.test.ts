import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readCorpus, targetModule, TARGETS } from './corpus.js';
import { instrumentInto, type Instrumented } from './instrument.js';
import { BOUNDS, fuzz, THREAD, type Result } from './session.js';
import { rounds } from '../support/thorough.js';

const STAIRCASE = '__tests__/fuzz/planted/staircase.ts';
const FAULTS = '__tests__/fuzz/planted/faults.ts';
/** Enough to see that a target runs, and to find what a change broke at once. `npm run fuzz` runs longer. */
const ROUNDS = rounds(200).numRuns;
/** Other tests may run in the same process. */
const PATIENT = { ...BOUNDS, hangMs: 60_000, waitMs: 360_000 };

let folder: string;
/** No words of the product's sources: they would make it harder to find what is planted. */
let planted: Instrumented;
let built: Instrumented;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'layer-build-fuzzed-'));
  planted = instrumentInto(join(folder, 'planted'), [THREAD, STAIRCASE, FAULTS]);
  built = instrumentInto(join(folder, 'product'), [THREAD, ...TARGETS.map(targetModule)]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the fuzzer', () => {
  it('comes to an error behind many branches, step by step', async () => {
    const result = await fuzz(planted, STAIRCASE, { rounds: 50_000 }, PATIENT);
    expect(result).toMatchObject({ kind: 'crash', what: expect.stringContaining('TypeError: planted') as string });
    expect('input' in result && result.input.subarray(0, 4).toString('hex')).toBe('f1757ae2');
  });

  it('does not come to it when it does not see the branches', async () => {
    const result = await fuzz(planted, STAIRCASE, { rounds: 50_000, isGuided: false }, PATIENT);
    expect(result).toMatchObject({ kind: 'done', outcome: { rounds: 50_000 } });
  });

  it('makes the same inputs of the same seed', async () => {
    const run = async (seed: number) => without(await fuzz(built, targetModule('csv'), { rounds: 300, seed }, PATIENT));
    const [one, again, other] = [await run(7), await run(7), await run(8)];
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it.each([
    ['crash', 'crash', 'TypeError: planted'],
    ['property', 'crash', 'BrokenProperty: planted'],
    ['rejected elsewhere', 'crash', 'TypeError: planted'],
    ['loop', 'hang', 'it takes more than 500 ms'],
    ['wait', 'hang', 'it waits for something that never comes'],
    ['heap', 'memory', 'out of memory'],
    ['buffers', 'memory', 'the process grew by'],
  ])('tells of an input that ends in: %s', async (input, kind, what) => {
    // Of processor time: however busy the machine is, the other inputs take next to none.
    const hangMs = input === 'loop' ? 500 : 60_000;
    const bounds = { ...PATIENT, hangMs, memory: 128 * 1024 ** 2, heap: 32 };
    const inputs = [Buffer.from('refused'), Buffer.from(input), Buffer.from('well')];
    const result = await fuzz(planted, FAULTS, { inputs }, bounds);
    expect(result).toEqual({ kind, what: expect.stringContaining(what) as string, input: Buffer.from(input) });
  });
});

describe('inputs of', () => {
  it.each(TARGETS)('%s', async (target) => {
    const { inputs, findings } = readCorpus(target);
    expect(Math.max(0, ...inputs.map(({ length }) => length))).toBeLessThanOrEqual(16 * 1024);
    const result = await fuzz(built, targetModule(target), { inputs, findings, rounds: ROUNDS }, PATIENT);
    expect(result).toMatchObject({ kind: 'done', outcome: { rounds: ROUNDS } });
    expect(result.kind === 'done' && result.outcome.edges).toBeGreaterThan(0);
  });
});

/** The results that do not depend on the clock. */
function without(result: Result): unknown {
  return result.kind === 'done' ? { ...result.outcome, slowest: undefined } : result;
}
