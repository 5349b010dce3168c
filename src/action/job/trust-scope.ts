import { createHash } from 'node:crypto';

import type { Environment } from '../../app/options/process/environment.js';
import type { FileProbe } from '../../app/options/process/file-probe.js';
import { string } from '../../json/decoder.js';
import { object } from '../../json/object.js';
import { readEventFile } from '../github/event-file.js';
import { pullRequestOf } from '../github/pull-request.js';

/** Events that only people with write access can cause. With all other events, a job may work on content from anybody. */
const WRITER_EVENTS: ReadonlySet<string | undefined> = new Set([
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
 * The trust scope of a run, in words. Runs of the same trust scope may share what they leave on a machine. As with GitHub's cache scopes,
 * there is one for the default branch and the tags, one for each pull request, and one for each other branch. Any other run has
 * its own trust scope if its event is not one of `WRITER_EVENTS`. `''` outside of a repository.
 */
export function trustScopeOf(env: Environment, files: Pick<FileProbe, 'readText'>): string {
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  if (repository === '') return '';
  return `${env['GITHUB_SERVER_URL'] ?? ''} ${repository} ${refScopeOf(env, files)}`;
}

function refScopeOf(env: Environment, files: Pick<FileProbe, 'readText'>): string {
  const ref = env['GITHUB_REF'] ?? '';
  const number = /^refs\/pull\/(\d+)\//.exec(ref)?.[1] ?? pullRequestOf(env, files)?.number;
  if (number !== undefined) return `pull request ${number}`;
  if (!WRITER_EVENTS.has(env['GITHUB_EVENT_NAME'])) return `run ${runOf(env)}`;
  const isTrunk = ref.startsWith('refs/tags/') || ref === `refs/heads/${defaultBranchOf(env, files) ?? ''}`;
  return isTrunk ? 'default branch and tags' : `ref ${ref}`;
}

/** Identifies one attempt of one job of a workflow run. */
export function runOf(env: Environment): string {
  const names = ['GITHUB_RUN_ID', 'GITHUB_RUN_ATTEMPT', 'GITHUB_JOB'] as const;
  return names.map((name) => env[name] ?? '').join(' ');
}

/** A short name for a folder or file, from a text of any length. */
export function shortName(words: string): string {
  return createHash('sha256').update(words).digest('hex').slice(0, 16);
}

const event = object({ repository: object({ default_branch: string }) });

function defaultBranchOf(env: Environment, files: Pick<FileProbe, 'readText'>): string | undefined {
  return readEventFile(event, env, files)?.repository.default_branch;
}
