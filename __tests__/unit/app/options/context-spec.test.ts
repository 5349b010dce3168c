import { expect, it } from 'vitest';

import { parseContextSpec } from '../../../../src/app/options/values/context-spec.js';
import { parseReference } from '../../../../src/oci/reference.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;

it.each([
  ['lib', { kind: 'directory', path: '/repo/lib' }],
  ['docker-image://alpine', { kind: 'image', reference: parseReference('docker.io/library/alpine') }],
  ['docker-image://ghcr.io/me/app:1', { kind: 'image', reference: parseReference('ghcr.io/me/app:1') }],
  ['docker-image://scratch', { kind: 'scratch' }],
  ['oci-layout://out:1', { kind: 'layout', directory: '/repo/out', tag: '1' }],
  [`oci-layout:///out@${DIGEST}`, { kind: 'layout', directory: '/out', digest: DIGEST }],
  ['https://example.com/a.tar', { kind: 'download', url: 'https://example.com/a.tar' }],
])('%s', (text, spec) => {
  expect(parseContextSpec(text, '/repo')).toEqual(spec);
});

it.each([
  ['docker-image://', 'invalid image reference ""'],
  ['docker-image://Not:Good', 'invalid image reference "Not:Good"'],
  ['s3://bucket', 'unsupported context source'],
])('refuses %s', (text, problem) => {
  expect(() => parseContextSpec(text, '/repo')).toThrow(problem);
});
