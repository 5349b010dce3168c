import { describe, expect, it } from 'vitest';

import type { PlanOptions } from '../../../src/engine/plan/build-plan.js';
import type { NamedContexts } from '../../../src/engine/ports.js';
import { plan, refusal } from '../../support/plans.js';

const TIMES: Readonly<Record<string, number | undefined>> = {
  'https://example.com/file': 100,
  'https://example.com/timeless': undefined,
  'https://example.com/r.git#v1': 200,
};

const CONTEXTS: NamedContexts = {
  names: ['tools', 'folder'],
  open: () => Promise.reject(new Error('nobody needs it')),
  time: (name) => Promise.resolve(name === 'tools' ? 300 : undefined),
};

const OPTIONS: Partial<PlanOptions> = {
  contexts: CONTEXTS,
  contextTime: () => Promise.resolve(400),
  remoteTime: (source) => {
    const address = source.kind === 'git' ? `${source.address.remote}#${source.address.ref}` : source.url;
    return Promise.resolve(TIMES[address]);
  },
};

const epochOf = async (text: string, value?: string): Promise<number | undefined> => {
  const buildArgs = value === undefined ? {} : { SOURCE_DATE_EPOCH: value };
  return (await plan(text, { ...OPTIONS, buildArgs })).sourceDateEpoch;
};

describe('SOURCE_DATE_EPOCH', () => {
  const target = 'FROM scratch\nCOPY file /';
  it.each<readonly [string, string, number | undefined]>([
    ['a number', '12', 12],
    ['a number before 1970', '-12', -12],
    ['the build context', 'context', 400],
    ['a named context', 'tools', 300],
    ['a named context that has no time', 'folder', undefined],
    ['nothing', '', undefined],
  ])('can be %s', async (_what, value, seconds) => {
    expect(await epochOf(target, value)).toBe(seconds);
    expect(await epochOf(`ARG SOURCE_DATE_EPOCH=${value}\n${target}`)).toBe(seconds);
  });

  it.each<readonly [string, string, number | undefined]>([
    ['a download', 'FROM scratch AS src\nADD https://example.com/file /', 100],
    ['a download without a time', 'FROM scratch AS src\nADD https://example.com/timeless /', undefined],
    ['a repository', 'FROM scratch AS src\nADD https://example.com/r.git#v1 /', 200],
    ['variables', 'ARG v=v1\nFROM scratch AS src\nARG v\nARG n=r.git#$v\nADD https://example.com/$n /', 200],
    ['a name in capitals', 'FROM scratch AS SRC\nADD https://example.com/file /', 100],
    ['a base that is a variable', 'ARG base=scratch\nFROM $base AS src\nADD https://example.com/file /', 100],
  ])('can be a stage: %s', async (_what, stage, seconds) => {
    expect(await epochOf(`${stage}\n${target}`, 'src')).toBe(seconds);
  });

  it('is seen as a number by stages that declare it', async () => {
    const text = 'FROM scratch AS src\nADD https://example.com/file /\nFROM base\nARG SOURCE_DATE_EPOCH\nRUN x';
    for (const [value, before] of [
      ['src', ''],
      [undefined, 'ARG SOURCE_DATE_EPOCH=src\n'],
    ] as const) {
      const buildArgs = value === undefined ? {} : { SOURCE_DATE_EPOCH: value };
      const planned = await plan(before + text, { ...OPTIONS, buildArgs });
      const run = planned.stages.at(-1)?.steps.at(-1)?.operation;
      expect(run).toMatchObject({ kind: 'run', args: ['SOURCE_DATE_EPOCH=100'] });
      // The stage itself is not built.
      expect(planned.stages).toHaveLength(1);
    }
  });

  it.each([
    ['FROM base AS src\nADD https://example.com/file /', 'it is not FROM scratch'],
    ['FROM scratch AS src\nRUN x', 'it has the instruction RUN'],
    ['FROM scratch AS src\nADD https://example.com/file /\nCOPY a /', 'it has the instruction COPY'],
    ['FROM scratch AS src\nADD https://example.com/file /\nADD https://example.com/file /b', 'more than one ADD'],
    ['FROM scratch AS src\nADD https://example.com/file https://example.com/timeless /', 'another source than one'],
    ['FROM scratch AS src\nADD file /', 'another source than one'],
    ['FROM scratch AS src\nADD <<x /\nx\n', 'another source than one'],
    ['FROM scratch AS src\nARG a', 'it has no ADD'],
  ])('cannot be a stage of another kind: %s', async (stage, why) => {
    const error = await refusal(`${stage}\n${target}`, { ...OPTIONS, buildArgs: { SOURCE_DATE_EPOCH: 'src' } });
    expect(error).toMatchObject({ message: expect.stringContaining(why) as string, location: { line: 1 } });
  });

  it.each(['soon', '1.5', '1e3', '0x10', '99999999999999999999', 'none such', '../x'])(
    'cannot be %s',
    async (value) => {
      const error = await refusal(target, { ...OPTIONS, buildArgs: { SOURCE_DATE_EPOCH: value } });
      expect(error.message).toBe(`invalid SOURCE_DATE_EPOCH: ${value}`);
    },
  );
});
