import { describe, expect, it } from 'vitest';

import { explainMiss, type Miss, type Past } from '../../../src/engine/explain/explain.js';
import { Partners } from '../../../src/engine/explain/partners.js';
import { stepKey } from '../../../src/engine/keys.js';
import { recordedPlainly, type KeyInputs, type PreviousBuild, type StepRecord } from '../../../src/engine/record.js';
import { keyInputs } from '../../../src/engine/ops/op.js';
import type { LayerIndex } from '../../../src/layer/layer-index.js';
import type { Layer } from '../../../src/layer/layer.js';
import { sha256 } from '../../../src/oci/digest.js';
import { contentIdOfBase } from '../../../src/oci/identity.js';
import { someSnapshotId } from '../../support/identities.js';
import { reasonWords } from '../../../src/report/model/reason-words.js';
import { directory, file, indexOf } from '../../support/layer-samples.js';

const run = keyInputs({
  operation: 'run',
  command: 'npm ci',
  parent: someSnapshotId('p1'),
  env: ['NODE_ENV=test'],
  args: ['V=1'],
});
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
    version: 2,
    key: stepKey(inputs),
    stage,
    instruction,
    inputs: recordedPlainly(inputs),
    durationMs: 1,
    created: '2026-01-01T00:00:00Z',
  };
}

function miss(inputs: KeyInputs, instruction: string, extra: Partial<Miss> = {}): Miss {
  return { instruction, stage: 'build', ordinal: 0, inputs, now: recordedPlainly(inputs), below: [], ...extra };
}

function built(...steps: StepRecord[]): PreviousBuild {
  return { steps, unfinished: [] };
}

const NOTHING_AT_HAND = { indexAtHand: () => Promise.resolve(undefined) };
const RECORDS: Past['records'] = {
  filesOf: ({ inputs }) => Promise.resolve(typeof inputs.files === 'string' ? undefined : inputs.files),
};

async function words(missed: Miss, previous: PreviousBuild, more: Partial<Past> = {}): Promise<string> {
  const stages = new Map<string, string[]>();
  for (const { stage, ordinal, instruction } of [
    ...missed.below.map(({ info, ordinal }) => ({ ...info, ordinal })),
    missed,
  ]) {
    const known = stages.get(stage) ?? [];
    stages.set(
      stage,
      Array.from({ length: Math.max(known.length, ordinal + 1) }, (_, at) =>
        at === ordinal ? instruction : (known[at] ?? ''),
      ),
    );
  }
  const past: Past = {
    previous,
    partners: new Partners(previous.steps, stages),
    faults: [],
    masked: (text) => text,
    layers: NOTHING_AT_HAND,
    records: RECORDS,
    ...more,
  };
  return reasonWords(await explainMiss(missed, past));
}

const FIRST: PreviousBuild = { steps: [], unfinished: [] };

describe('explainMiss', () => {
  const ran = (change: Partial<KeyInputs>, extra: Partial<Miss> = {}, more: Partial<Past> = {}): Promise<string> =>
    words(miss({ ...run, ...change }, 'RUN npm ci', extra), built(record(run, 'RUN npm ci')), more);

  it('says that there is no earlier build', async () => {
    expect(await words(miss(run, 'RUN npm ci'), FIRST)).toBe('first build here, or nothing is kept of earlier ones');
  });

  it('says that caches could not be reached, and which', async () => {
    const faults = [{ location: { kind: 'actions', name: 'the Actions cache' }, message: 'no answer in 30s' }] as const;
    expect(await words(miss(run, 'RUN npm ci'), FIRST, { faults })).toBe(
      'the cache was unreachable: the Actions cache: no answer in 30s',
    );
    expect(await ran({ args: ['V=2'] }, {}, { faults }), 'what is known here counts').toBe('ARG V: 1 → 2');
  });

  it.each<[string, Promise<string>, string]>([
    [
      'a new instruction',
      words(miss(run, 'RUN x'), built(record(copy, 'COPY . /app'))),
      'new instruction: the last build had none like it here',
    ],
    [
      'an edited one',
      words(miss({ ...run, command: 'npm i' }, 'RUN npm i'), built(record(run, 'RUN npm ci'))),
      'instruction edited, was `RUN npm ci`',
    ],
    [
      'another stage',
      words(miss(run, 'RUN npm ci'), built(record(run, 'RUN npm ci', 'other'))),
      'new instruction: the last build had none like it here',
    ],
    [
      'the step at which the last build failed',
      words(miss(run, 'RUN npm ci'), { steps: [], unfinished: [{ stage: 'build', instruction: 'RUN npm ci' }] }),
      'the last build did not get past it',
    ],
    [
      'a step at which the last build failed, and an earlier one did not',
      words(miss({ ...run, args: ['V=2'] }, 'RUN npm ci'), {
        steps: [record(run, 'RUN npm ci')],
        unfinished: [{ stage: 'build', instruction: 'RUN npm ci' }],
      }),
      'ARG V: 1 → 2',
    ],
    ['an ARG', ran({ args: ['V=2'] }), 'ARG V: 1 → 2'],
    ['a new ARG', ran({ args: ['V=1', 'W=2'] }), 'ARG W added'],
    ['a removed ARG', ran({ args: [] }), 'ARG V removed'],
    ['an ARG that had no value', ran({ args: ['V'] }), 'ARG V: 1 → '],
    ['a long value', ran({ args: [`V=${'x'.repeat(200)}`] }), `ARG V: 1 → ${'x'.repeat(79)}…`],
    ['an ENV', ran({ env: ['NODE_ENV=production'] }), 'ENV NODE_ENV: test → production'],
    ['the platform', ran({ platform: 'linux/arm64' }), 'platform:  → linux/arm64'],
    ['the config below', ran({ config: 'c' }), 'the image config below it changed'],
    ['an expansion', ran({ command: 'npm i' }), 'its variables expand to other values than before'],
    ['the parent, unnamed', ran({ parent: someSnapshotId('p2') }), 'the layers below it changed'],
    ['nothing', ran({}), 'its result is no longer in the cache'],
  ])('%s', async (_name, reason, expected) => {
    expect(await reason).toBe(expected);
  });

  it('names the options that differ, with values where they are plain', async () => {
    const options = (change: object): KeyInputs => ({
      ...run,
      command: JSON.stringify({ argv: ['x'], network: 'host', mounts: [], user: 'a', ...change }),
    });
    const before = built(record(options({}), 'RUN x'));
    expect(await words(miss(options({ network: 'none' }), 'RUN x'), before)).toBe('its network changed: host → none');
    expect(await words(miss(options({ mounts: [{ id: 'c' }] }), 'RUN x'), before)).toBe('its mounts changed');
    expect(await words(miss(options({ argv: ['s3cret'] }), 'RUN x'), before)).toBe('its shell changed');
  });

  it('distinguishes a base that moved from another base', async () => {
    const from = (reference: string, content: string): KeyInputs =>
      keyInputs({ operation: 'from', command: `${reference}@${sha256(content)}` });
    const before = built(record(from('docker.io/library/node:18', 'a'), 'FROM node:$V'));
    const [old, now] = [sha256('a'), sha256('b')].map((digest) => digest.slice(0, 19));
    expect(await words(miss(from('docker.io/library/node:18', 'b'), 'FROM node:$V'), before)).toBe(
      `base node:18 moved from ${old} to ${now}`,
    );
    expect(await words(miss(from('docker.io/library/node:20', 'b'), 'FROM node:$V'), before)).toBe(
      'base changed from node:18 to node:20',
    );
  });

  it.each(['old', 'https://user:pass@registry.example/x', 'ghp_0123456789', 'the hidden value'])(
    'never shows a value that looks secret or is one: %s',
    async (value) => {
      const name = value === 'old' ? 'NPM_TOKEN' : 'V';
      const before = record({ ...run, args: [`${name}=${value}`] }, 'RUN npm ci');
      const masked = (text: string): string => text.replaceAll('hidden', '***');
      const reason = await words(miss({ ...run, args: [`${name}=new`] }, 'RUN npm ci'), built(before), { masked });
      expect(reason).toBe(`ARG ${name} changed`);
    },
  );

  it('prefers the same instruction in the same place over an earlier equal one', async () => {
    const first = record({ ...run, env: ['A=1'] }, 'RUN npm ci');
    const second = record(run, 'RUN npm ci');
    const reason = await words(
      miss({ ...run, env: ['NODE_ENV=x'] }, 'RUN npm ci', { ordinal: 1 }),
      built(first, second),
    );
    expect(reason).toBe('ENV NODE_ENV: test → x');
  });
});

describe('a parent that changed its result', () => {
  const copied = (content: LayerIndex): StepRecord => ({ ...record(copy, 'COPY . /app'), layer: layerOf(content) });
  const layerOf = ({ diffId }: LayerIndex): Layer => ({
    blob: { mediaType: 'x', digest: sha256(diffId), size: 1 },
    diffId,
    contentId: contentIdOfBase(diffId),
  });
  const before = indexOf([directory('app'), file('app/a', '1'), file('app/b', '2'), file('app/same', '3')]);
  const now = indexOf([directory('app'), file('app/a', '9'), file('app/c', '2'), file('app/same', '3')]);
  const below = (index: LayerIndex, instruction = 'COPY . /app') => [
    { info: { number: 3, instruction, stage: 'build' }, ordinal: 0, record: copied(index) },
  ];
  const missed = (...done: Miss['below']): Miss =>
    miss({ ...run, parent: someSnapshotId('p2') }, 'RUN npm ci', { ordinal: 1, below: done });
  const previous = built(copied(before), record(run, 'RUN npm ci'));
  const atHand = {
    indexAtHand: ({ diffId }: Layer) => Promise.resolve([before, now].find((index) => index.diffId === diffId)),
  };

  it('is named in a few words, as it has a reason of its own', async () => {
    expect(await words(missed(...below(now)), previous, { layers: atHand })).toBe('because of step 3');
  });

  it('is named with the paths that differ if it hit', async () => {
    const hit = below(now).map((done) => ({ ...done, isHit: true as const }));
    const reason = 'step 3 (COPY . /app) came from the cache with another result than in the last build';
    expect(await words(missed(...hit), previous, { layers: atHand })).toBe(`${reason}: /app/a, /app/c, /app/b`);
    expect(await words(missed(...hit), previous), 'an index is not at hand').toBe(reason);
  });

  it('is passed over where its result is what it was', async () => {
    const later = { ...below(now)[0]!, info: { number: 4, instruction: 'RUN npm ci', stage: 'build' }, ordinal: 1 };
    expect(await words(missed(...below(before), later), previous)).toBe('because of step 4');
  });

  it('may be new', async () => {
    const other = { ...below(now)[0]!, info: { number: 3, instruction: 'RUN x', stage: 'other' } };
    expect(await words(missed(other), previous)).toBe('because of step 3, which is new');
  });
});

describe('stepKey', () => {
  it.each<[string, Partial<KeyInputs>]>([
    ['operation', { operation: 'copy' }],
    ['command', { command: 'npm i' }],
    ['platform', { platform: 'linux/arm64' }],
    ['parent', { parent: someSnapshotId('p2') }],
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
