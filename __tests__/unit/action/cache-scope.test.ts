import { expect, it } from 'vitest';

import { jobVariant } from '../../../src/action/cache-scope.js';

function variant(matrix: string, job = 'build'): string {
  return jobVariant({ GITHUB_JOB: job }, matrix);
}

it('is only the job if there is no matrix', () => {
  expect(variant('null')).toBe('build');
  expect(variant('')).toBe('build');
  expect(jobVariant({}, undefined)).toBe('');
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
