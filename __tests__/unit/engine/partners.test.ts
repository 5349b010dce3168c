import { describe, expect, it } from 'vitest';

import { Partners } from '../../../src/engine/explain/partners.js';
import { stepKey } from '../../../src/engine/keys.js';
import { keyInputs } from '../../../src/engine/ops/op.js';
import { recordedPlainly, type StepRecord } from '../../../src/engine/record.js';

function record(instruction: string, position: number): StepRecord {
  const inputs = keyInputs({ operation: 'run', command: `${position}` });
  const created = '2026-01-01T00:00:00Z';
  return {
    version: 2,
    key: stepKey(inputs),
    stage: 's',
    instruction,
    inputs: recordedPlainly(inputs),
    durationMs: 1,
    created,
  };
}

/** For each instruction of now, the position of its partner; then those that are gone. */
function paired(before: readonly string[], now: readonly string[]): readonly (readonly (number | undefined)[])[] {
  const partners = new Partners(before.map(record), new Map([['s', now]]));
  const positionOf = ({ inputs }: StepRecord): number => Number(inputs.command);
  const found = now.map((_, ordinal) => partners.of({ stage: 's', ordinal }));
  return [found.map((one) => one && positionOf(one)), partners.gone('s').map(positionOf)];
}

describe('the step of the last build that a step is compared with', () => {
  it.each<[string, string[], string[], (number | undefined)[], number[]]>([
    ['has the same text', ['FROM a', 'RUN b'], ['FROM a', 'RUN b'], [0, 1], []],
    ['has the same text at another place', ['FROM a', 'RUN b'], ['FROM a', 'RUN x', 'RUN b'], [0, undefined, 1], []],
    [
      'is the same of several equal ones',
      ['RUN a', 'RUN a', 'RUN b'],
      ['RUN new', 'RUN a', 'RUN a', 'RUN b'],
      [undefined, 0, 1, 2],
      [],
    ],
    [
      'is at its place if one of several is gone',
      ['RUN a', 'RUN b', 'RUN a'],
      ['RUN x', 'RUN b', 'RUN a'],
      [0, 1, 2],
      [],
    ],
    ['was edited', ['FROM a', 'RUN b', 'CMD c'], ['FROM a', 'RUN d', 'CMD c'], [0, 1, 2], []],
    ['was edited behind a new one', ['FROM a', 'ENV b', 'RUN c'], ['FROM a', 'RUN d'], [0, 2], [1]],
    ['was an ADD and is a COPY', ['ADD a /', 'RUN b'], ['COPY a /', 'RUN b'], [0, 1], []],
    ['is none of another kind', ['FROM a', 'ENV b'], ['FROM a', 'RUN b'], [0, undefined], [1]],
    ['is gone', ['FROM a', 'LABEL b=c', 'RUN d'], ['FROM a', 'RUN d'], [0, 2], [1]],
  ])('%s', (_name, before, now, partners, gone) => {
    expect(paired(before, now)).toEqual([partners, gone]);
  });

  it('is found fast among very many equal ones', () => {
    const many = Array.from({ length: 20_000 }, () => 'RUN a');
    expect(paired(many, [...many, 'RUN a'])[0]?.slice(-2)).toEqual([19_999, undefined]);
  });
});
