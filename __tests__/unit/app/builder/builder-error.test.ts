import { describe, expect, it } from 'vitest';

import { builderError } from '../../../../src/app/builder/builder-error.js';
import type { BuildPlan } from '../../../../src/engine/plan/build-plan.js';
import { CommandFailed, InfraError, UserError } from '../../../../src/errors.js';

const lines = ['FROM scratch', 'COPY a /', 'RUN one \\', '  two'];
const step = (number: number, start: number, end: number): object => ({
  ...{ info: { number }, range: { start, end }, text: lines[start - 1] },
});
/** As much of a plan as is read. */
const plan = {
  dockerfile: { name: 'Dockerfile', lines },
  stages: [{ steps: [step(1, 1, 1), step(2, 2, 2), step(3, 3, 4)] }],
} as unknown as BuildPlan;

describe('the error of a build that failed on a builder', () => {
  it.each([
    ['process "/bin/sh -c x" did not complete successfully: exit code: 3', { step: 3 }, CommandFailed, 3],
    ['executor failed running [/bin/sh -c x]: exit code: 3', { step: 3 }, CommandFailed, 3],
    ['"/a": not found', { step: 2 }, UserError, 2],
    ['"/a": not found', { lines: { start: 2, end: 2 } }, UserError, 2],
    ['unknown flag', { lines: { start: 4, end: 4 } }, UserError, 3],
    ['target stage "x" could not be found', {}, UserError, undefined],
    ['granting entitlement security.insecure is not allowed by build daemon configuration', {}, UserError, undefined],
    ['unknown cache exporter: "gha"', {}, UserError, undefined],
    ['write /a: no space left on device', { step: 2 }, InfraError, 2],
    ['failed to do request: Head "https://r/v2/": dial tcp: lookup r: no such host', { step: 1 }, InfraError, 1],
    ['parent snapshot sha256:00 does not exist: not found', { step: 3 }, InfraError, 3],
    ['something else', {}, InfraError, undefined],
  ] as const)('%s with %o', (words, place, kind, line) => {
    const error = builderError(plan, 'tcp://builder:1', { words, output: 'printed', ...place });
    expect(error).toBeInstanceOf(kind);
    expect((error as UserError | InfraError).location?.line).toBe(line);
  });
});
