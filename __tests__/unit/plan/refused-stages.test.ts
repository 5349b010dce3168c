import { describe, expect, it } from 'vitest';

import type { PlanOptions } from '../../../src/engine/plan/build-plan.js';
import { plan, refusal } from '../../support/plans.js';

describe('refused stages', () => {
  const rows: readonly (readonly [
    string,
    string,
    Partial<PlanOptions>,
    string,
    number | undefined,
    string | undefined,
  ])[] = [
    ['a blank base', 'ARG b\nFROM $b', {}, 'base name ($b) should not be blank', 2, '--build-arg'],
    ['an image that does not exist', 'FROM base\nFROM nowhere', {}, 'no image nowhere', 2, undefined],
    [
      'a misspelt stage',
      'FROM base AS builder\nFROM scratch\nCOPY --from=biulder / /',
      {},
      'no image biulder',
      3,
      'Did you mean builder?',
    ],
    [
      'a misspelt stage as base',
      'FROM base AS builder\nFROM bulider',
      {},
      'no image bulider',
      2,
      'Did you mean builder?',
    ],
    [
      'a copy of itself by number',
      'FROM base\nCOPY --from=0 a b',
      {},
      'circular dependency detected on stage: 0',
      2,
      undefined,
    ],
    [
      'a copy of itself by name',
      'FROM base AS a\nCOPY --from=a a b',
      {},
      'circular dependency detected on stage: a',
      2,
      undefined,
    ],
    [
      'a mount of itself',
      'FROM base AS a\nRUN --mount=from=a,target=/x y',
      {},
      'circular dependency detected on stage: a',
      2,
      undefined,
    ],
    [
      'two that copy from each other',
      'FROM base AS a\nCOPY --from=b / /\nFROM base AS b\nCOPY --from=a / /',
      {},
      'circular dependency detected',
      4,
      undefined,
    ],
    [
      'a ring of three',
      'FROM base AS a\nCOPY --from=b / /\nFROM base AS b\nCOPY --from=c / /\nFROM base AS c\nCOPY --from=a / /',
      {},
      'circular',
      6,
      undefined,
    ],
    [
      'a ring that the target does not need',
      'FROM base AS a\nCOPY --from=a / /\nFROM base',
      {},
      'circular',
      2,
      undefined,
    ],
    [
      'a later stage by name',
      'FROM base\nCOPY --from=late a b\nFROM base AS late',
      { target: '0' },
      'cannot copy from stage "late"',
      2,
      'Move that stage',
    ],
    [
      'a later stage by number',
      'FROM base\nCOPY --from=1 a b\nFROM base AS late',
      { target: '0' },
      'cannot copy from stage "late"',
      2,
      'Move that stage',
    ],
    [
      'a mount of a later stage',
      'FROM base\nRUN --mount=from=late,target=/l x\nFROM base AS late',
      { target: '0' },
      'cannot mount from stage "late" to "/l"',
      2,
      undefined,
    ],
    [
      'a stage that stands on the one that copies from it',
      'FROM base AS a\nCOPY --from=b / /\nFROM a AS b',
      {},
      'cannot copy from stage "b"',
      2,
      undefined,
    ],
    ['a number beyond the stages', 'FROM base\nCOPY --from=5 a b', {}, 'invalid stage index 5', 2, undefined],
    ['a negative number', 'FROM base\nCOPY --from=-1 a b', {}, 'invalid stage index -1', 2, undefined],
    [
      'a variable in --from',
      'ARG s\nFROM base AS a\nFROM base\nARG s=a\nCOPY --from=$s a b',
      {},
      'variable expansion is not supported for --from',
      5,
      'FROM $VARIABLE AS name',
    ],
    [
      'an unknown target',
      'FROM base AS build\nFROM base',
      { target: 'biuld' },
      'target stage "biuld" could not be found',
      undefined,
      'Did you mean build?',
    ],
    [
      'an unknown target, names far off',
      'FROM base AS build',
      { target: 'x' },
      'could not be found',
      undefined,
      'The stages are: build.',
    ],
    [
      'a target where no stage has a name',
      'FROM base',
      { target: 'x' },
      'could not be found',
      undefined,
      'No stage of this Dockerfile has a name',
    ],
    [
      'a target number beyond the stages',
      'FROM base AS a',
      { target: '1' },
      'could not be found',
      undefined,
      undefined,
    ],
    [
      'a blank platform',
      'FROM --platform=$TARGTPLATFORM base',
      {},
      'empty platform value from expression $TARGTPLATFORM',
      1,
      'Did you mean $TARGETPLATFORM?',
    ],
    ['a platform that is none', 'FROM --platform=a/b/c/d base', {}, 'invalid platform', 1, undefined],
    ['a bad substitution in FROM', 'FROM ${x', {}, "missing '}'", 1, undefined],
    ['a bad substitution in a global ARG', 'ARG a=${}\nFROM base', {}, 'bad substitution', 1, undefined],
    [
      'a required argument that is missing',
      'ARG v\nFROM base:${v:?give-a-version}',
      {},
      'v: give-a-version',
      2,
      '--build-arg',
    ],
  ];
  it.each(rows)('%s', async (_title, text, options, message, line, hint) => {
    const error = await refusal(text, options);
    expect(error.message).toContain(message);
    expect(error.location?.line).toBe(line);
    if (hint !== undefined) expect(error.hint).toContain(hint);
    if (line !== undefined) expect(error.excerpt).toContain(`> ${line} |`);
  });

  it("a numeric mount source is an image's name, as in BuildKit", async () => {
    expect((await refusal('FROM base\nFROM base\nRUN --mount=from=0,target=/x y')).message).toBe('no image 0');
  });
});

describe('many stages', () => {
  const COUNT = 20_000;

  it('each on the one before', async () => {
    const text = [
      'FROM scratch AS s0',
      ...Array.from({ length: COUNT }, (_, index) => `FROM s${index} AS s${index + 1}`),
    ].join('\n');
    expect((await plan(text)).stages).toHaveLength(COUNT + 1);
  });

  it('each copying from the next end in a refusal, not in a stack overflow', async () => {
    const text = Array.from(
      { length: COUNT },
      (_, index) => `FROM scratch\nCOPY --from=${(index + 1) % COUNT} a b`,
    ).join('\n');
    expect((await refusal(text)).message).toContain('circular dependency');
  });
});
