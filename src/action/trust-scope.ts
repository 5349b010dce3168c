import { createHash } from 'node:crypto';

import type { Environment } from '../app/options/process/environment.js';
import type { FileProbe } from '../app/options/process/file-probe.js';
import { parseOrUndefined } from '../json/decode-or.js';
import { string } from '../json/decoder.js';
import { object } from '../json/object.js';
import { MAX_EVENT_SIZE, pullRequestOf } from './pull-request.js';

/** Events that only those who may write to the repository cause. On all others a job may work on what anybody sent. */
const OF_WRITERS: ReadonlySet<string | undefined> = new Set([
  'create',
  'deployment',
  'merge_group',
  'push',
  'release',
  'repository_dispatch',
  'schedule',
  'workflow_dispatch',
]);

/**
 * Which runs may share what a job leaves on its machine, in words: those of a repository's default branch and its tags; those of
 * one pull request; those of one other branch, as GitHub keeps the caches of refs apart. A run whose trust is not known shares with
 * nobody. `''` outside of a repository.
 */
export function trustOf(env: Environment, files: Pick<FileProbe, 'readText'>): string {
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  if (repository === '') return '';
  return `${env['GITHUB_SERVER_URL'] ?? ''} ${repository} ${lineOf(env, files)}`;
}

function lineOf(env: Environment, files: Pick<FileProbe, 'readText'>): string {
  const ref = env['GITHUB_REF'] ?? '';
  const number = /^refs\/pull\/(\d+)\//.exec(ref)?.[1] ?? pullRequestOf(env, files)?.number;
  if (number !== undefined) return `pull request ${number}`;
  if (!OF_WRITERS.has(env['GITHUB_EVENT_NAME'])) return `run ${runOf(env)}`;
  const isTrunk = ref.startsWith('refs/tags/') || ref === `refs/heads/${defaultBranchOf(env, files) ?? ''}`;
  return isTrunk ? 'default branch and tags' : `ref ${ref}`;
}

/** One attempt of one job of a workflow's run. */
export function runOf(env: Environment): string {
  const names = ['GITHUB_RUN_ID', 'GITHUB_RUN_ATTEMPT', 'GITHUB_JOB'] as const;
  return names.map((name) => env[name] ?? '').join(' ');
}

/** A short name for a folder or file. */
export function shortName(words: string): string {
  return createHash('sha256').update(words).digest('hex').slice(0, 16);
}

const event = object({ repository: object({ default_branch: string }) });

function defaultBranchOf(env: Environment, files: Pick<FileProbe, 'readText'>): string | undefined {
  const text = files.readText(env['GITHUB_EVENT_PATH'] ?? '') ?? '';
  return parseOrUndefined(event, text, MAX_EVENT_SIZE)?.repository.default_branch;
}
