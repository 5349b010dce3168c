import { settledBefore } from '../async/abortable.js';
import type { TimeBudget } from '../async/time-budget.js';
import type { Environment } from '../app/options/process/environment.js';
import { BranchBaselines } from '../app/caching/branch-baseline.js';
import { hashFieldList } from '../oci/digest.js';
import { commentRow, type RowIdentity } from '../report/comment/row.js';
import { baselineOf, withKnownPaths, type BaseRun } from '../report/model/baseline.js';
import type { ProcessEnvironment } from '../app/options/process/process-environment.js';
import { oneLine } from '../text/sanitize-line.js';
import { trendWith } from '../report/model/trend.js';
import type { Report } from '../report/model/report.js';
import { disarmCommands } from '../report/console/step-frame.js';
import { baselineKeyOf, lastRunOn, type BaseRunDependencies } from './base-run.js';
import { CommentThread, pullRequestOfBranch } from './comment-thread.js';
import { type Octokit, type Repository, repositoryOf, serverOf } from './github/github-api.js';
import { gitHubFault, gitHubWords } from './github/github-fault.js';
import type { ActionInputs } from './inputs.js';
import { jobNumbers } from './reporting/job-link.js';
import { mergeIntoComment, type CommentOutcome, type CommentProgress } from './merge-comment.js';
import { branchOf, pullRequestOf, type PullRequest } from './github/pull-request.js';
import type { Toolkit } from './job/toolkit.js';

export interface PullRequestDependencies extends BaseRunDependencies {
  readonly job: ProcessEnvironment;
  readonly write: (text: string) => void;
  /** Loads @actions/github. It is large, so it is loaded only for a comment. */
  readonly loadGitHub: () => Promise<(token: string) => Octokit>;
  /** What is left of the time for requests to GitHub's API. */
  readonly gitHubTime: TimeBudget;
}

/** Milliseconds that another job may take between reading and writing the comment. */
const SETTLE_MS = 1500;
/** Milliseconds for the comment of a job that is cancelled. The runner kills the process 7.5 seconds after its first signal. */
const HURRIED_MS = 3500;

/**
 * Reports a finished build: a run on a branch is kept for later runs to compare with, and a pull request gets a row in its
 * comment, compared with the last run on its base branch. An error here never fails the job.
 *
 * @param known that last run, if the caller has already looked for it
 */
export async function reportToPullRequest(
  report: Report,
  known: BaseRun | undefined,
  inputs: ActionInputs,
  dependencies: PullRequestDependencies,
  settleMs = SETTLE_MS,
): Promise<void> {
  const { job, toolkit } = dependencies;
  const { env } = job;
  const cancelled = dependencies.signal.aborted;
  // A job that is cancelled has a few seconds. They are enough to say what was at work: it may have run out of time.
  const signal = cancelled ? AbortSignal.timeout(HURRIED_MS) : dependencies.signal;
  const kept = new BranchBaselines(baselineKeyOf(inputs.host, inputs.options, inputs.dockerfile));
  try {
    const branch = branchOf(env);
    const own = baselineOf(report, env['GITHUB_SHA'] ?? '');
    await comment(report, known, inputs, { ...dependencies, signal, settleMs });
    if (branch !== undefined && own !== undefined) {
      const earlier = await kept.find(branch);
      const trend = trendWith(earlier?.trend ?? [], report);
      await kept.save(branch, { ...withKnownPaths(own, earlier), trend });
    }
  } catch (error) {
    if (!cancelled) toolkit.warning(oneLine(`The pull request got no comment about the build: ${gitHubWords(error)}`));
  }
}

async function comment(
  report: Report,
  known: BaseRun | undefined,
  inputs: ActionInputs,
  dependencies: PullRequestDependencies & { readonly settleMs: number },
): Promise<void> {
  const { write, toolkit, signal, loadGitHub, gitHubTime, settleMs } = dependencies;
  const { env, files } = dependencies.job;
  const { policy, token } = inputs.comment;
  const event = pullRequestOf(env, files);
  if (policy === 'never' || (policy === 'auto' && event === undefined)) return;
  const repository = repositoryOf(env);
  if (repository === undefined) return;
  const notice = (text: string): void => write(disarmCommands(`${oneLine(text)}\n`));
  if (token === '') {
    notice('No comment on the pull request: the input github-token is empty');
    return;
  }
  const octokit = (await loadGitHub())(token);
  // Octokit may continue to read an answer that does not end.
  const talk = <T>(work: (bounded: AbortSignal) => Promise<T>): Promise<T> =>
    gitHubTime.spend(signal, (bounded) => settledBefore(bounded, work(bounded)));
  const found = event ?? (await talk((bounded) => ofBranch(octokit, repository, env, bounded)));
  if (found === undefined) return;
  // A build without a result is not compared.
  const compared = report.ok && found.base !== known?.branch;
  const base = compared ? await lastRunOn(found.base, inputs, dependencies) : known;
  const { job } = jobNumbers(env, inputs.jobId);
  const row = commentRow(report, {
    identity: identityOf(report, inputs, env),
    title: titleOf(inputs, env),
    commit: found.head,
    dockerfile: inputs.dockerfile,
    ...(job !== undefined && { job }),
    ...(inputs.reportArtifact !== undefined && { artifact: true as const }),
    ...(base !== undefined && { base }),
  });
  const url = `${serverOf(env)}/${repository.owner}/${repository.repo}`;
  const progress: CommentProgress = {};
  const outcome = await talk((bounded) => {
    const thread = new CommentThread(octokit, repository, found.number, bounded);
    return mergeIntoComment(thread, row, url, bounded, { settle: settleMs, total: gitHubTime.leftMs }, progress);
  }).catch((error: unknown): CommentOutcome => {
    signal.throwIfAborted();
    // When the time is up, what kept the row from its place says more than that.
    return { kind: 'failed', why: progress.why ?? gitHubWords(error) };
  });
  showOutcome(outcome, found, notice, toolkit);
}

/** For `always`, on a push. `undefined` when the branch has no open pull request, or the token may not look for one. */
async function ofBranch(
  octokit: Octokit,
  repository: Repository,
  env: Environment,
  signal: AbortSignal,
): Promise<PullRequest | undefined> {
  const branch = branchOf(env);
  if (branch === undefined) return undefined;
  try {
    return await pullRequestOfBranch(octokit, repository, branch, signal);
  } catch (error) {
    signal.throwIfAborted();
    const { kind } = gitHubFault(error, Date.now());
    if (kind === 'forbidden' || kind === 'missing') return undefined;
    throw error;
  }
}

function showOutcome(
  outcome: CommentOutcome,
  { number }: PullRequest,
  notice: (text: string) => void,
  toolkit: Toolkit,
): void {
  switch (outcome.kind) {
    case 'written':
      break;
    case 'forbidden':
      notice(
        `No comment on pull request ${number}: the token may not write one. ` +
          'A pull request from a fork never gets such a token; other jobs need "permissions: pull-requests: write".',
      );
      break;
    case 'failed':
      toolkit.warning(oneLine(`No comment on pull request ${number}: ${outcome.why}`));
      break;
  }
}

function identityOf(report: Report, { options, dockerfile }: ActionInputs, env: Environment): RowIdentity {
  const name = (...fields: readonly string[]): string => hashFieldList(fields).slice(0, 16);
  const workflow = env['GITHUB_WORKFLOW'] ?? '';
  // A job can build several images, even in one scope. The runner gives each step a name of its own.
  const step = env['GITHUB_ACTION'] ?? '';
  return {
    id: name(options.scope ?? dockerfile, options.variant ?? '', step),
    workflow: name(workflow),
    run: Number(env['GITHUB_RUN_ID'] ?? 0) || 0,
    attempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? 1) || 1,
    at: report.startedAt ?? new Date().toISOString(),
  };
}

/** How people recognize the build: the Dockerfile, what is built of it, and in which job. */
function titleOf({ options, dockerfile }: ActionInputs, env: Environment): string {
  const { scope = dockerfile, variant = '' } = options;
  const repository = `${env['GITHUB_REPOSITORY'] ?? ''}:`;
  const build = scope.startsWith(repository) ? scope.slice(repository.length) : scope;
  return variant === '' ? build : `${build} (${variant})`;
}
