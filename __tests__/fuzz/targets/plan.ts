import { InfraError, UserError } from '../../../src/errors.js';
import { plan } from '../../support/plans.js';
import { DOCKERFILES, DOCKERFILE_WORDS } from '../seeds/dockerfile.js';
import { holds, type Target } from '../target.js';

/** A Dockerfile up to the steps of its build, on base images that are known without a registry. */
export const target: Target = {
  seeds: [
    ...DOCKERFILES,
    ...[
      'ARG I=with-env\nFROM ${I} AS one\nENV A=$HOME/x\nWORKDIR $A\nCOPY . .\nFROM one\nCOPY --from=one /x /y\nRUN a\n',
      'FROM with-triggers AS tools\nFROM with-triggers\nUSER app\nEXPOSE 80\nVOLUME /v\n',
      'FROM --platform=linux/arm64 busybox:1.36 AS a\nRUN --mount=type=cache,target=$HOME --mount=from=a,target=/m x\n',
      'FROM with-odd-workdir\nARG TARGETPLATFORM\nARG SOURCE_DATE_EPOCH=1\nADD https://example.com/a /b\nSHELL ["a"]\nCMD b\n',
    ].map((text) => Buffer.from(text)),
  ],
  dictionary: [
    ...DOCKERFILE_WORDS,
    'base',
    'other',
    'with-env',
    'with-triggers',
    'scratch',
    'TARGETARCH',
    'BUILDKIT_SYNTAX',
  ],
  refusals: [UserError, InfraError],
  async run(input) {
    const { steps } = await plan(input.toString('utf8'));
    holds(steps.length > 0, 'a plan has a step');
  },
};
