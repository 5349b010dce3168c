import type { Environment } from '../app/options/process/environment.js';
import type { BuildOptions } from '../app/options/build-options.js';
import { parseOrUndefined } from '../json/decode-or.js';
import { anything } from '../json/decoder.js';
import { byCodeUnit } from '../text/code-unit-order.js';

/**
 * What keeps the caches of a repository's builds apart when no input says so: repository and Dockerfile. The targets and
 * platforms of one Dockerfile share stages, so each profits from what the others made. `''` outside of a repository.
 *
 * @param dockerfile its path in the workspace
 */
export function cacheScope(env: Environment, dockerfile: string): string {
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  return repository === '' ? '' : `${repository}:${dockerfile}`;
}

/**
 * Which of the builds of a scope this is: target and platforms, name of the job, and its matrix, in whatever order that is
 * written. Each saves a pack of its own. `''` when nothing is known.
 *
 * @param matrix JSON, as the runner fills in the input `cache-matrix`
 */
export function buildVariant(
  env: Environment,
  { target, platforms }: Pick<BuildOptions, 'target' | 'platforms'>,
  matrix: string | undefined,
): string {
  const parts = [
    target === undefined ? '' : `@${target}`,
    platforms.join(','),
    env['GITHUB_JOB'] ?? '',
    canonical(matrix ?? ''),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** Bytes. */
const MAX_MATRIX_SIZE = 1024 * 1024;

function canonical(json: string): string {
  const value = parseOrUndefined(anything, json, MAX_MATRIX_SIZE);
  if (value === undefined) return json;
  // Without a matrix the runner says null.
  return value === null ? '' : JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => byCodeUnit(left, right));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}
