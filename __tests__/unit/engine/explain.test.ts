import { describe, expect, it } from 'vitest';

import { explainMiss, type Miss } from '../../../src/engine/explain.js';
import { stepKey } from '../../../src/engine/keys.js';
import type { KeyInputs, PreviousBuild, StepRecord } from '../../../src/engine/record.js';
import { keyInputs } from '../../../src/engine/step-work.js';

const run = keyInputs({ operation: 'run', command: 'npm ci', parent: 'p1', env: ['NODE_ENV=test'], args: ['V=1'] });
const copy = keyInputs({
  operation: 'copy',
  command: 'COPY . /app',
  files: [
    ['a.ts', '1'],
    ['b.ts', '2'],
  ],
});

function record(inputs: KeyInputs, instruction: string, stage = 'build'): StepRecord {
  return {
    version: 1,
    key: stepKey(inputs),
    stage,
    instruction,
    inputs,
    durationMs: 1,
    created: '2026-01-01T00:00:00Z',
  };
}

function miss(inputs: KeyInputs, instruction: string, extra: Partial<Miss> = {}): Miss {
  return { instruction, stage: 'build', ordinal: 0, inputs, ...extra };
}

function built(...steps: StepRecord[]): PreviousBuild {
  return { steps, unfinished: [] };
}

describe('explainMiss', () => {
  const files = (list: KeyInputs['files']): string =>
    explainMiss(miss({ ...copy, files: list }, 'COPY . /app'), built(record(copy, 'COPY . /app')));
  const ran = (change: Partial<KeyInputs>, extra: Partial<Miss> = {}): string =>
    explainMiss(miss({ ...run, ...change }, 'RUN npm ci', extra), built(record(run, 'RUN npm ci')));

  it.each<[string, string, string]>([
    ['no record at all', explainMiss(miss(run, 'RUN npm ci'), built()), 'no earlier build is known here'],
    [
      'a new instruction',
      explainMiss(miss(run, 'RUN x'), built(record(copy, 'COPY . /app'))),
      'new instruction: the last build had none like it here',
    ],
    [
      'an edited one',
      explainMiss(miss({ ...run, command: 'npm i' }, 'RUN npm i'), built(record(run, 'RUN npm ci'))),
      'instruction edited, was: RUN npm ci',
    ],
    [
      'another stage',
      explainMiss(miss(run, 'RUN npm ci'), built(record(run, 'RUN npm ci', 'other'))),
      'new instruction: the last build had none like it here',
    ],
    [
      'the step at which the last build failed',
      explainMiss(miss(run, 'RUN npm ci'), { steps: [], unfinished: [{ stage: 'build', instruction: 'RUN npm ci' }] }),
      'the last build did not get past it',
    ],
    [
      'a step at which the last build failed, and an earlier one did not',
      explainMiss(miss({ ...run, args: ['V=2'] }, 'RUN npm ci'), {
        steps: [record(run, 'RUN npm ci')],
        unfinished: [{ stage: 'build', instruction: 'RUN npm ci' }],
      }),
      'ARG V: 1 → 2',
    ],
    [
      'a modified file',
      files([
        ['a.ts', '9'],
        ['b.ts', '2'],
      ]),
      'a.ts modified',
    ],
    [
      'an added file',
      files([
        ['a.ts', '1'],
        ['b.ts', '2'],
        ['c.ts', '3'],
      ]),
      'c.ts added',
    ],
    ['a removed file', files([['a.ts', '1']]), 'b.ts removed'],
    [
      'many files',
      files([
        ['1', ''],
        ['2', ''],
        ['3', ''],
        ['4', ''],
      ]),
      '1 added, 2 added, 3 added (+3 more)',
    ],
    ['an ARG', ran({ args: ['V=2'] }), 'ARG V: 1 → 2'],
    ['a new ARG', ran({ args: ['V=1', 'W=2'] }), 'ARG W added'],
    ['a removed ARG', ran({ args: [] }), 'ARG V removed'],
    ['an ENV', ran({ env: ['NODE_ENV=production'] }), 'ENV NODE_ENV: test → production'],
    ['the platform', ran({ platform: 'linux/arm64' }), 'platform:  → linux/arm64'],
    [
      'the parent',
      ran({ parent: 'p2' }, { changedParent: { number: 3, instruction: 'COPY . /app' } }),
      'parent step 3 (COPY . /app) changed its result',
    ],
    [
      'a parent of many words',
      ran({ parent: 'p2' }, { changedParent: { number: 3, instruction: `RUN ${'x'.repeat(80)}` } }),
      `parent step 3 (RUN ${'x'.repeat(55)}…) changed its result`,
    ],
    ['the parent, unnamed', ran({ parent: 'p2' }), 'the layers below it changed'],
    ['nothing', ran({}), 'its result is no longer in the cache'],
  ])('%s', (_name, reason, expected) => {
    expect(reason).toBe(expected);
  });

  it('never shows a value whose name looks secret', () => {
    const before = record({ ...run, args: ['NPM_TOKEN=old'] }, 'RUN npm ci');
    const reason = explainMiss(miss({ ...run, args: ['NPM_TOKEN=new'] }, 'RUN npm ci'), built(before));
    expect(reason).toBe('ARG NPM_TOKEN changed');
  });

  it('prefers the same instruction in the same place over an earlier equal one', () => {
    const first = record({ ...run, env: ['A=1'] }, 'RUN npm ci');
    const second = record(run, 'RUN npm ci');
    const reason = explainMiss(
      miss({ ...run, env: ['NODE_ENV=x'] }, 'RUN npm ci', { ordinal: 1 }),
      built(first, second),
    );
    expect(reason).toBe('ENV NODE_ENV: test → x');
  });
});

describe('stepKey', () => {
  it.each<[string, Partial<KeyInputs>]>([
    ['operation', { operation: 'copy' }],
    ['command', { command: 'npm i' }],
    ['platform', { platform: 'linux/arm64' }],
    ['parent', { parent: 'p2' }],
    ['config', { config: 'c' }],
    ['env', { env: ['NODE_ENV=x'] }],
    ['args', { args: ['V=2'] }],
    ['files', { files: [['a', 'b']] }],
    ['a variable that moved from ENV to ARG', { env: [], args: ['NODE_ENV=test', 'V=1'] }],
  ])('changes with %s', (_name, change) => {
    expect(stepKey({ ...run, ...change })).not.toBe(stepKey(run));
  });

  it('keeps apart names that join to the same string', () => {
    const one = stepKey({ ...copy, files: [['ab', 'c']] });
    const other = stepKey({ ...copy, files: [['a', 'bc']] });
    expect(one).not.toBe(other);
  });
});
