import { describe, expect, it } from 'vitest';

import type { PlanOptions } from '../../../src/engine/plan/build-plan.js';
import type { RunOperation } from '../../../src/plan/operation.js';
import { plan, refusal } from '../../support/plans.js';

/** The last RUN of the target. */
async function lastRun(text: string, options: Partial<PlanOptions> = {}): Promise<RunOperation> {
  const { stages } = await plan(text, options);
  const operation = stages.at(-1)?.steps.findLast((step) => step.operation.kind === 'run')?.operation;
  if (operation?.kind !== 'run') throw new Error('there is no RUN');
  return operation;
}

/** What the last RUN sees, but for PATH. */
async function seen(text: string, options: Partial<PlanOptions> = {}): Promise<readonly string[]> {
  return (await lastRun(text, options)).env.filter((variable) => !variable.startsWith('PATH='));
}

/** The last label's value: what an expansion came to. */
async function label(text: string, options: Partial<PlanOptions> = {}): Promise<string | undefined> {
  const { stages } = await plan(`${text}\nLABEL result="$a|$b"`, options);
  return stages.at(-1)?.end.image.config.Labels?.value['result'];
}

describe('what RUN sees', () => {
  const rows: readonly (readonly [string, string, Partial<PlanOptions>, readonly string[]])[] = [
    ['nothing of a global ARG', 'ARG a=1\nFROM base\nRUN x', {}, []],
    ['a global ARG that the stage declares again', 'ARG a=1\nFROM base\nARG a\nRUN x', {}, ['a=1']],
    ["the stage's own default rather than the global one", 'ARG a=1\nFROM base\nARG a=2\nRUN x', {}, ['a=2']],
    ['--build-arg over both', 'ARG a=1\nFROM base\nARG a=2\nRUN x', { buildArgs: { a: '3' } }, ['a=3']],
    ['--build-arg for an ARG without default', 'FROM base\nARG a\nRUN x', { buildArgs: { a: '3' } }, ['a=3']],
    ['an empty --build-arg', 'FROM base\nARG a=1\nRUN x', { buildArgs: { a: '' } }, ['a=']],
    ['nothing of a --build-arg that no ARG declares', 'FROM base\nRUN x', { buildArgs: { a: '3' } }, []],
    ['nothing of an ARG without value', 'FROM base\nARG a\nRUN x', {}, []],
    ['an ARG with an empty default', 'FROM base\nARG a=\nRUN x', {}, ['a=']],
    ['nothing of an ARG that comes later', 'FROM base\nRUN x\nARG a=1', {}, []],
    ["nothing of another stage's ARG", 'FROM base AS o\nARG a=1\nFROM base\nCOPY --from=o / /\nRUN x', {}, []],
    ['the ARGs of the stage below', 'FROM base AS o\nARG a=1\nFROM o\nRUN x', {}, ['a=1']],
    ['ENV of the base', 'FROM with-env\nRUN x', {}, ['HOME=/h', 'LANG=C']],
    ['ENV of the stage below', 'FROM base AS o\nENV a=1\nFROM o\nRUN x', {}, ['a=1']],
    ['ENV over the ARG before it', 'FROM base\nARG a=1\nENV a=2\nRUN x', {}, ['a=2']],
    // BuildKit keeps one list of both: what is set last counts.
    ['an ARG that comes after ENV', 'FROM base\nARG a=1\nENV a=2\nARG a=3\nRUN x', {}, ['a=3']],
    ['ENV of the stage below over its ARG', 'FROM base AS o\nENV a=1\nARG a=2\nFROM o\nRUN x', {}, ['a=1']],
    ['what is set again at the end', 'FROM base\nENV a=1 b=2\nENV a=3\nRUN x', {}, ['b=2', 'a=3']],
    [
      'an ARG named like what objects inherit',
      'FROM base\nARG constructor\nARG __proto__=1\nRUN x',
      {},
      ['__proto__=1'],
    ],
    ['TARGETARCH once declared', 'FROM base\nARG TARGETARCH\nRUN x', {}, ['TARGETARCH=amd64']],
    ['nothing of it undeclared', 'FROM base\nRUN x', {}, []],
    ['its own default, if one is given', 'FROM base\nARG TARGETARCH=mine\nRUN x', {}, ['TARGETARCH=mine']],
    [
      '--build-arg over a predefined one',
      'FROM base\nARG TARGETOS\nRUN x',
      { buildArgs: { TARGETOS: 'plan9' } },
      ['TARGETOS=plan9'],
    ],
    [
      'build and target platform apart',
      'FROM base\nARG BUILDPLATFORM TARGETPLATFORM TARGETVARIANT\nRUN x',
      { platform: { os: 'linux', architecture: 'arm', variant: 'v7' } },
      ['BUILDPLATFORM=linux/amd64', 'TARGETPLATFORM=linux/arm/v7', 'TARGETVARIANT=v7'],
    ],
    ["TARGETSTAGE, the last stage's name", 'FROM base AS Last\nARG TARGETSTAGE\nRUN x', {}, ['TARGETSTAGE=last']],
    ['TARGETSTAGE, "default" where it has none', 'FROM base\nARG TARGETSTAGE\nRUN x', {}, ['TARGETSTAGE=default']],
    [
      'TARGETSTAGE as it was asked for',
      'FROM base AS a\nARG TARGETSTAGE\nRUN x\nFROM a',
      { target: 'A' },
      ['TARGETSTAGE=A'],
    ],
    ['nothing of arguments that speak to the builder', 'FROM base\nARG BUILDKIT_SBOM_SCAN_STAGE=true\nRUN x', {}, []],
    ['several ARGs of a line, each seeing the ones before', 'FROM base\nARG a=1 b=$a-2 c\nRUN x', {}, ['a=1', 'b=1-2']],
  ];
  it.each(rows)('%s', async (_title, text, options, expected) => {
    expect(await seen(text, options)).toEqual(expected);
  });

  it("has a PATH, the base's or the usual one", async () => {
    expect((await lastRun('FROM base\nRUN x')).env).toEqual([
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    ]);
    expect((await lastRun('FROM base\nENV PATH=/mine:$PATH\nRUN x')).env).toEqual([
      'PATH=/mine:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    ]);
  });

  it('names its ARGs apart, with the values that count', async () => {
    const run = await lastRun('FROM base\nARG a=1 b\nENV a=2\nRUN x');
    expect(run.args).toEqual(['a=2', 'b=']);
  });
});

describe('what an expansion comes to', () => {
  it.each<readonly [string, string, Partial<PlanOptions>, string]>([
    ['values from before the line', 'FROM base\nENV a=1\nENV a=2 b=$a', {}, '2|1'],
    ['in ARG, values from before the word', 'FROM base\nARG a=1 b=$a', {}, '1|1'],
    ['keys too', 'FROM base\nENV k=b\nENV $k=1', {}, '|1'],
    ['ENV key value', 'FROM base\nENV a  some   words  ', {}, 'some   words|'],
    ['ENV key value with quotes', 'FROM base\nENV a "some"  \'words\'', {}, 'some  words|'],
    ['ENV key value with a variable', 'FROM base\nENV b 1\nENV a x$b', {}, 'x1|1'],
    ['single quotes', "FROM base\nENV b=1 a='$b'", {}, '$b|1'],
    ['an escaped dollar', 'FROM base\nENV a=\\$b', {}, '$b|'],
    ['a backtick as escape', '# escape=`\nFROM base\nENV a=`$b', {}, '$b|'],
    ['a global ARG is none', 'ARG a=1\nFROM base', {}, '|'],
    ['a default that reads a global ARG declared here', 'ARG b=1\nFROM base\nARG b\nARG a=$b$b', {}, '11|1'],
    // The default is not even looked at when --build-arg gives a value.
    ['a bad default under --build-arg', 'FROM base\nARG a=${b', { buildArgs: { a: '1' } }, '1|'],
    ['an unset variable', 'FROM base\nENV a=x${nothing}y', {}, 'xy|'],
  ])('%s', async (_title, text, options, expected) => {
    expect(await label(text, options)).toBe(expected);
  });

  it.each([
    ['ENV a=${', 'FROM base\nENV ok=1\nENV a=${', "missing '}'"],
    ['LABEL', 'FROM base\n\nLABEL a=${x:q}', 'unsupported modifier (:q)'],
    ['COPY', 'FROM base\nENV x=1\nCOPY ${y:?no} /', 'y: no'],
    ['EXPOSE', 'FROM base\nENV p=1\nEXPOSE ${p%\\a}', 'invalid escape'],
    ['WORKDIR', 'FROM base\nENV p=1\nWORKDIR /${}', 'bad substitution'],
    ['ARG', 'FROM base\nENV p=1\nARG a="b', 'double-quote'],
  ])('is refused at its line: %s', async (_title, text, message) => {
    const error = await refusal(text);
    expect(error.location).toMatchObject({ file: 'Dockerfile', line: 3, endLine: 3 });
    expect(error.message).toContain(message);
  });

  it('marks the word that cannot be expanded', async () => {
    const error = await refusal('FROM base\nENV a=1 b=${x:q} c=2');
    expect(error.location).toMatchObject({ line: 2, column: 11, endColumn: 16 });
    expect(error.excerpt).toContain('^^^^^^');
  });
});
