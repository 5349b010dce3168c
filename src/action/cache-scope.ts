import type { Environment } from '../app/options/process/environment.js';
import type { BuildOptions } from '../app/options/build-options.js';
import { parseOrUndefined } from '../json/decode-or.js';
import { anything } from '../json/decoder.js';
import { byCodeUnit } from '../text/code-unit-order.js';

/**
 * What keeps the caches of a repository's builds apart when no input says so: repository, Dockerfile, target and platforms.
 * `''` outside of a repository.
 *
 * @param dockerfile its path in the workspace
 */
export function cacheScope(env: Environment, options: BuildOptions, dockerfile: string): string {
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  if (repository === '') return '';
  const target = options.target === undefined ? '' : `@${options.target}`;
  const platforms = options.platforms.length === 0 ? '' : ` ${options.platforms.join(',')}`;
  return `${repository}:${dockerfile}${target}${platforms}`;
}

/**
 * Which of the jobs that build a scope this is: its name, and its matrix, in whatever order that is written. `''` when neither
 * is known.
 *
 * @param matrix JSON, as the runner fills in the input `cache-matrix`
 */
export function jobVariant(env: Environment, matrix: string | undefined): string {
  const job = env['GITHUB_JOB'] ?? '';
  const shown = canonical(matrix ?? '');
  return shown === '' ? job : `${job} ${shown}`;
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
