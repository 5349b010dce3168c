import { expect, it } from 'vitest';

import { imageNames } from '../../../../../src/app/options/values/image-names.js';
import { formatReference } from '../../../../../src/oci/reference.js';

it('are full names, each once', () => {
  const names = imageNames('--tag', ['app', '', 'docker.io/library/app:latest', 'ghcr.io/me/app:1']);
  expect(names.map(formatReference)).toEqual(['docker.io/library/app:latest', 'ghcr.io/me/app:1']);
});

it.each([
  [`app@sha256:${'a'.repeat(64)}`, 'cannot be named by digest'],
  [`app:1@sha256:${'a'.repeat(64)}`, 'cannot be named by digest'],
  ['App', 'must be lower case'],
])('refuse %s', (tag, problem) => {
  expect(() => imageNames('--tag', ['fine', tag])).toThrow(problem);
  expect(() => imageNames('--tag', ['fine', tag])).toThrow(/^--tag: /);
});
