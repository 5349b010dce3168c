/** GitHub's API as the action asks it. */
import type { getOctokit } from '@actions/github';

import { TimeBudget } from '../../async/time-budget.js';
import type { Environment } from '../../app/options/process/environment.js';

export type Octokit = ReturnType<typeof getOctokit>;

export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** Milliseconds that all requests of a run to GitHub's API may take together. Main makes such requests, and post makes none. */
const GITHUB_MS = 15_000;

/** The time that is left for requests to GitHub's API. */
export function gitHubTime(ms = GITHUB_MS): TimeBudget {
  return new TimeBudget(ms, "the bound on all talk with GitHub's API");
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
