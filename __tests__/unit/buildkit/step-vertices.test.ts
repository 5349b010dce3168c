import { describe, expect, it } from 'vitest';

import { StepVertices } from '../../../src/buildkit/status/step-vertices.js';
import type { StepInfo } from '../../../src/engine/events.js';

function stepsOf(...stages: readonly (readonly [string, readonly string[]])[]): readonly StepInfo[] {
  const steps = stages.flatMap(([stage, instructions]) => instructions.map((instruction) => ({ stage, instruction })));
  return steps.map(({ stage, instruction }, index) => ({
    ...{ number: index + 1, total: steps.length, stage, instruction, platform: 'linux/amd64' },
    ...{ line: index + 1, endLine: index + 1, dependsOn: [] },
  }));
}

function stepOf(steps: readonly StepInfo[], name: string): number | undefined {
  const vertices = new StepVertices(steps);
  vertices.note([{ digest: 'd', name, cached: false, inputs: [], error: '' }]);
  return vertices.stepOf('d');
}

describe('the step that a vertex is', () => {
  const one = stepsOf(['0', ['FROM busybox', 'ENV a=b', 'RUN one', 'LABEL x=y', 'COPY a b', 'workdir /x']]);

  it.each([
    ['[1/4] FROM docker.io/library/busybox@sha256:abc', 1],
    ['[2/4] RUN one', 3],
    ['[3/4] COPY a b', 5],
    ['[4/4] WORKDIR /x', 6],
    ['[internal] load build definition from Dockerfile', undefined],
    ['exporting to image', undefined],
    ['[3/4] RUN one', undefined],
    ['[9/4] RUN one', undefined],
  ])('in a Dockerfile with one stage: %s', (name, step) => {
    expect(stepOf(one, name)).toBe(step);
  });

  it('does not count what ONBUILD keeps for later', () => {
    const steps = stepsOf(['0', ['FROM busybox', 'WORKDIR /x', 'ONBUILD RUN later', 'RUN now']]);
    expect(stepOf(steps, '[2/3] WORKDIR /x')).toBe(2);
    expect(stepOf(steps, '[3/3] RUN now')).toBe(4);
  });

  it('finds the one step that another vertex serves', () => {
    const vertices = new StepVertices(stepsOf(['0', ['FROM scratch', 'COPY <<A /a', 'COPY <<B /b']]));
    const vertex = (digest: string, name: string, inputs: readonly string[]) => ({
      ...{ digest, name, inputs, cached: false, error: '' },
    });
    const document = '[internal] preparing inline document';
    vertices.note([vertex('a', '[1/2] COPY <<A /a', ['x']), vertex('x', document, []), vertex('y', document, [])]);
    vertices.note([vertex('b', '[2/2] COPY <<B /b', ['a', 'x'])]);
    expect(vertices.servedBy('a')).toBe(2);
    expect(vertices.servedBy('x')).toBeUndefined();
    expect(vertices.servedBy('y')).toBeUndefined();
    vertices.note([vertex('b', '[2/2] COPY <<B /b', ['a', 'y'])]);
    expect(vertices.servedBy('y')).toBe(3);
  });

  const several = stepsOf(
    ['', ['ARG V=1']],
    ['build', ['FROM busybox AS build', 'RUN make']],
    ['1', ['FROM scratch', 'COPY --from=build /a /b', 'ADD c d']],
    ['last', ['FROM build AS Last', ...Array.from({ length: 11 }, (_, index) => `RUN ${index}`)]],
  );

  it.each([
    ['[build 1/2] FROM docker.io/library/busybox', 2],
    ['[build 2/2] RUN make', 3],
    // Without a base that is an image, the first instruction is number 1.
    ['[stage-1 1/2] COPY --from=build /a /b', 5],
    ['[stage-1 2/2] ADD c d', 6],
    ['[last  2/11] RUN 1', 9],
    ['[last 11/11] RUN 10', 18],
    ['[2/11] RUN 1', undefined],
    ['[stage-7 1/2] RUN make', undefined],
  ])('in a Dockerfile with several: %s', (name, step) => {
    expect(stepOf(several, name)).toBe(step);
  });
});
