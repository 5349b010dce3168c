import type { Environment } from '../../app/options/process/environment.js';
import { repositoryOf, serverOf } from '../github/github-api.js';

/** GitHub's numbers for a run and one of its jobs. */
export interface JobNumbers {
  readonly run: number;
  /** Absent where the runner does not tell it. */
  readonly job?: number;
}

/** @param jobId as the runner fills in the input `job-id`; empty on older runners */
export function jobNumbers(env: Environment, jobId: string | undefined): JobNumbers {
  const run = Number(env['GITHUB_RUN_ID'] ?? 0) || 0;
  return /^\d{1,15}$/.test(jobId ?? '') ? { run, job: Number(jobId) } : { run };
}

/** The page of the run; `undefined` outside of one. */
export function runUrl(env: Environment): string | undefined {
  const repository = repositoryOf(env);
  const { run } = jobNumbers(env, undefined);
  if (repository === undefined || run === 0) return undefined;
  return `${serverOf(env)}/${repository.owner}/${repository.repo}/actions/runs/${run}`;
}

/** The page with the job's log, or else that of its run; `undefined` outside of a run. */
export function jobUrl(env: Environment, jobId: string | undefined): string | undefined {
  const run = runUrl(env);
  const { job } = jobNumbers(env, jobId);
  return run === undefined || job === undefined ? run : `${run}/job/${job}`;
}
