import { describe, expect, it } from 'vitest';

import { stepKey } from '../../../../src/engine/keys.js';
import { mergeBuilds } from '../../../../src/engine/schedule/previous-build.js';
import { recordedPlainly, type StepRecord } from '../../../../src/engine/record.js';
import { keyInputs } from '../../../../src/engine/ops/op.js';

function record(stage: string, instruction: string, command = instruction): StepRecord {
  const inputs = keyInputs({ operation: 'run', command });
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

const BEFORE = {
  steps: [record('a', 'FROM x'), record('b', 'FROM y'), record('b', 'RUN 1', 'old'), record('b', 'RUN 2', 'old')],
  unfinished: [],
};

describe('mergeBuilds', () => {
  it('keeps nothing of the build before if all steps ended', () => {
    const done = [record('b', 'FROM y')];
    expect(mergeBuilds([], [{ name: 'b', instructions: ['FROM y'], records: done }], BEFORE)).toEqual({
      steps: done,
      unfinished: [],
    });
  });

  it('keeps what the build before did of a stage behind the step that failed, and names what was not done', () => {
    const arg = record('', 'ARG V');
    const done = [record('b', 'FROM y'), record('b', 'RUN 1', 'new')];
    const stage = { name: 'b', instructions: ['FROM y', 'RUN 1', 'RUN 2', 'RUN 3'], records: done };
    expect(mergeBuilds([arg], [stage], BEFORE)).toEqual({
      steps: [arg, ...done, record('b', 'RUN 2', 'old')],
      unfinished: [
        { stage: 'b', instruction: 'RUN 2' },
        { stage: 'b', instruction: 'RUN 3' },
      ],
    });
  });
});
