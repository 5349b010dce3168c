/** GitHub's API as the action asks it. */
import type { getOctokit } from '@actions/github';

import type { Environment } from '../../app/options/process/environment.js';

export type Octokit = ReturnType<typeof getOctokit>;

export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** How long one request may take. Milliseconds. */
const PATIENCE = 15_000;

/** Aborted by `signal`, and after the time that one request may take. */
export function withPatience(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
}

/** The repository that a job runs for; `undefined` outside of one. */
export function repositoryOf(env: Environment): Repository | undefined {
  const [, owner, repo] = /^([^/]+)\/([^/]+)$/.exec(env['GITHUB_REPOSITORY'] ?? '') ?? [];
  return owner === undefined || repo === undefined ? undefined : { owner, repo };
}

/** Where the pages of its repositories are. */
export function serverOf(env: Environment): string {
  return env['GITHUB_SERVER_URL'] ?? 'https://github.com';
}
