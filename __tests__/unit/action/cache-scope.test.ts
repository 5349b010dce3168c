import { expect, it } from 'vitest';

import { buildVariant, cacheScope } from '../../../src/action/cache-scope.js';

const WHOLE = { platforms: [] };

function variant(matrix: string, job = 'build'): string {
  return buildVariant({ GITHUB_JOB: job }, WHOLE, matrix);
}

it('is only the job if there is no matrix', () => {
  expect(variant('null')).toBe('build');
  expect(variant('')).toBe('build');
  expect(buildVariant({}, WHOLE, undefined)).toBe('');
});

it('distinguishes the jobs of a matrix, whatever order the runner writes it in', () => {
  // As toJSON prints it, over several lines.
  const written = '{\n  "os": "ubuntu",\n  "include": {\n    "b": [1, 2],\n    "a": null\n  }\n}';
  expect(variant(written)).toBe(variant('{"include":{"a":null,"b":[1,2]},"os":"ubuntu"}'));
  expect(variant(written)).toContain('build ');
  const all = [written, '{"os":"alpine"}', '{"os":"ubuntu"}', '{"os":["ubuntu"]}', 'null'];
  expect(new Set(all.map((matrix) => variant(matrix))).size).toBe(all.length);
  expect(variant('{}', 'test')).not.toBe(variant('{}'));
});

it('takes what is no JSON as it is', () => {
  expect(variant('${{ toJSON(matrix) }}')).toBe('build ${{ toJSON(matrix) }}');
});

it('has targets and platforms, which share the scope', () => {
  const env = { GITHUB_JOB: 'build', GITHUB_REPOSITORY: 'o/r' };
  expect(buildVariant(env, { target: 'test', platforms: ['linux/amd64', 'linux/arm64'] }, undefined)).toBe(
    '@test linux/amd64,linux/arm64 build',
  );
  expect(cacheScope(env, 'app/Dockerfile')).toBe('o/r:app/Dockerfile');
  expect(cacheScope({}, 'Dockerfile')).toBe('');
});
