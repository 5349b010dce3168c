import { describe, expect, it } from 'vitest';

import type { BuildPlan, PlanOptions } from '../../../src/engine/plan/build-plan.js';
import type { NamedContexts } from '../../../src/engine/ports.js';
import { planOf } from '../../support/memory-build.js';
import { bases, plan } from '../../support/plans.js';

/** What is built, in order, as `name<base`. */
function stagesOf({ stages }: BuildPlan): string[] {
  return stages.map(({ stage }) => {
    const { base } = stage;
    switch (base.kind) {
      case 'stage':
        return `${stage.name}<${base.index}`;
      case 'image':
        return `${stage.name}<${base.name}`;
      case 'named':
        return `${stage.name}<context ${base.name}`;
      case 'scratch':
        return `${stage.name}<scratch`;
    }
  });
}

function contexts(...names: readonly string[]): NamedContexts {
  return { names, open: () => Promise.resolve({ kind: 'scratch' }) };
}

describe('the stages of a build', () => {
  const rows: readonly (readonly [string, string, Partial<PlanOptions>, readonly string[]])[] = [
    ['one', 'FROM base', {}, ['0<base']],
    ['a stage on a stage', 'FROM base AS a\nFROM a', {}, ['a<0'.replace('0', 'base'), '1<0']],
    ['names are compared in lower case by AS', 'FROM base AS Build\nFROM build', {}, ['build<base', '1<0']],
    [
      'COPY --from compares names whatever their case',
      'FROM base AS Build\nFROM other\nCOPY --from=BUILD / /',
      {},
      ['build<base', '1<other'],
    ],
    ['COPY --from by number', 'FROM base\nFROM other\nCOPY --from=0 / /', {}, ['0<base', '1<other']],
    [
      'an unused stage is left out',
      'FROM base AS used\nFROM missing AS unused\nFROM scratch\nCOPY --from=used / /',
      {},
      ['used<base', '2<scratch'],
    ],
    ['what only an unused stage needs is left out', 'FROM missing AS a\nFROM a AS b\nFROM base', {}, ['2<base']],
    ['stages behind the target are left out', 'FROM base AS a\nFROM missing AS b', { target: 'a' }, ['a<base']],
    ['the target by number', 'FROM base\nFROM other\nFROM missing', { target: '1' }, ['1<other']],
    ['the target in another case', 'FROM base AS build\nFROM missing', { target: 'BUILD' }, ['build<base']],
    ['an empty target is the last stage', 'FROM base\nFROM other', { target: '' }, ['1<other']],
    [
      'a name that looks like a number is none for --target',
      'FROM base\nFROM other AS x1',
      { target: 'x1' },
      ['x1<other'],
    ],
    ['a stage shadows an image', 'FROM other AS base\nFROM base', {}, ['base<other', '1<0']],
    ['not before it stands there', 'FROM base\nFROM other AS base', { target: '0' }, ['0<base']],
    ['not for its own FROM', 'FROM base AS base', {}, ['base<base']],
    [
      'of two stages with a name the later one counts',
      'FROM base AS a\nFROM other AS a\nFROM a',
      {},
      ['a<other', '2<1'],
    ],
    ['so for a target', 'FROM missing AS a\nFROM other AS a', { target: 'a' }, ['a<other']],
    ['a stage named scratch', 'FROM base AS scratch\nFROM scratch', {}, ['scratch<base', '1<0']],
    [
      'a chain of copies',
      'FROM base AS a\nFROM base AS b\nCOPY --from=a / /\nFROM scratch\nCOPY --from=b / /',
      {},
      ['a<base', 'b<base', '2<scratch'],
    ],
    ['a mount needs its stage', 'FROM base AS a\nFROM base\nRUN --mount=from=a,target=/a x', {}, ['a<base', '1<base']],
    [
      'a cache mount too',
      'FROM base AS a\nFROM base\nRUN --mount=type=cache,from=A,target=/a x',
      {},
      ['a<base', '1<base'],
    ],
    ['an image as a source is no stage', 'FROM base\nCOPY --from=busybox:1.36 / /', {}, ['0<base']],
    ['a global ARG names the base', 'ARG b=other\nFROM $b', {}, ['0<other']],
    ['--build-arg wins over its default', 'ARG b=missing\nFROM ${b}', { buildArgs: { b: 'base' } }, ['0<base']],
    ['a default of the expansion', 'FROM ${unset:-other}', {}, ['0<other']],
    ['a quoted global ARG', 'ARG b="other"\nFROM $b', {}, ['0<other']],
    ['a global ARG made of another', 'ARG a=oth b=${a}er\nFROM $b', {}, ['0<other']],
    ['a stage by way of a variable', 'ARG which=a\nFROM base AS a\nFROM $which', {}, ['a<base', '1<0']],
    ['a named context in place of an image', 'FROM base', { contexts: contexts('base') }, ['0<context base']],
    [
      'a named context in place of a stage',
      'FROM missing AS a\nFROM a',
      { contexts: contexts('a') },
      ['a<context a', '1<0'],
    ],
    [
      'nothing is built for what stands in for a stage',
      'FROM base AS a\nFROM missing AS b\nCOPY --from=a / /\nFROM other\nCOPY --from=b / /\nCOPY --from=1 / /',
      { contexts: contexts('b') },
      ['2<other'],
    ],
    [
      'it may stand below the stage that uses it',
      'FROM other\nCOPY --from=b / /\nFROM missing AS b',
      { target: '0', contexts: contexts('b') },
      ['0<other'],
    ],
    [
      'a stage wins over a named context that only its user names',
      'FROM base AS a\nFROM a',
      { contexts: contexts('x') },
      ['a<base', '1<0'],
    ],
    [
      'triggers of an image pull stages in',
      'FROM base AS tools\nFROM with-triggers',
      {},
      ['tools<base', '1<with-triggers'],
    ],
    [
      'triggers of a stage do',
      'FROM base AS tools\nFROM base AS a\nONBUILD COPY --from=tools / /\nFROM a',
      {},
      ['tools<base', 'a<base', '2<1'],
    ],
    [
      'triggers of what a trigger pulled in',
      'FROM base AS x\nFROM base AS t\nONBUILD COPY --from=x / /\nFROM t AS tools\nFROM with-triggers',
      {},
      ['x<base', 't<base', 'tools<1', '3<with-triggers'],
    ],
  ];
  it.each(rows)('%s', async (_title, text, options, expected) => {
    const known = bases();
    known.add('a');
    expect(stagesOf(await planOf(text, known, options))).toEqual(expected);
  });

  it('asks the registry for each image once, and for none that is not needed', async () => {
    const known = bases();
    await planOf(
      'FROM base AS a\nFROM base AS b\nFROM missing\nFROM scratch\nCOPY --from=a / /\nCOPY --from=b / /\nCOPY --from=other / /\nCOPY --from=other /x /',
      known,
    );
    expect(known.resolved.toSorted()).toEqual(['base', 'other']);
  });

  it('asks for an image once for each platform', async () => {
    const known = bases();
    await planOf('FROM --platform=linux/arm64 base AS a\nFROM base\nCOPY --from=a / /', known);
    expect(known.resolved).toEqual(['base', 'base']);
  });

  it("a stage on a stage is for that stage's platform", async () => {
    const { stages } = await plan('FROM --platform=linux/arm64 base AS a\nFROM --platform=linux/s390x a\nRUN x');
    expect(stages.map(({ stage }) => stage.platform.architecture)).toEqual(['arm64', 'arm64']);
  });

  it("scratch is for the target's platform", async () => {
    const { stages } = await plan('FROM --platform=linux/arm64 scratch');
    expect(stages[0]?.stage.platform).toEqual({ os: 'linux', architecture: 'amd64' });
  });

  it('numbers the steps that the target needs, global ARGs first', async () => {
    const { steps } = await plan('ARG v=1\nFROM base AS a\nRUN x\nFROM missing\nRUN no\nFROM a AS b\nRUN \\\n  y', {
      target: 'b',
    });
    expect(
      steps.map(({ number, total, stage, line, instruction }) => `${number}/${total} ${stage}:${line} ${instruction}`),
    ).toEqual(['1/5 :1 ARG v=1', '2/5 a:2 FROM base AS a', '3/5 a:3 RUN x', '4/5 b:6 FROM a AS b', '5/5 b:7 RUN   y']);
  });
});
