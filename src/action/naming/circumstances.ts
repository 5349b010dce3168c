import { settledBefore } from '../../async/abortable.js';
import type { TimeBudget } from '../../async/time-budget.js';
import type { ProcessEnvironment } from '../../app/options/process/process-environment.js';
import type { Environment } from '../../app/options/process/environment.js';
import { messageOf } from '../../errors.js';
import type { Circumstances } from '../../tagging/event/circumstances.js';
import type { GitEvent, RepositoryFacts } from '../../tagging/event/git-event.js';
import { type Octokit, type Repository, repositoryOf, serverOf } from '../github/github-api.js';
import { asDate, asRepository, commitDateIn, type EventPayload, readPayload } from './event-payload.js';
import type { MetadataSettings } from './metadata-settings.js';

/** How to get what the event does not have. */
export interface Asking {
  /** `''` if there is no token. */
  readonly token: string;
  readonly loadGitHub: () => Promise<(token: string) => Octokit>;
  readonly gitHubTime: TimeBudget;
  readonly signal: AbortSignal;
  /** Called with the reason if something is not known. */
  readonly say: (line: string) => void;
}

/**
 * The event and the repository of a job. Nearly all of it is in the event's file. GitHub's API is asked for the rest, and if it does not
 * answer, nothing fails.
 *
 * @param needsCommitDate whether a name or label has the time of the commit
 */
export async function circumstancesOf(
  job: Pick<ProcessEnvironment, 'env' | 'files'>,
  settings: MetadataSettings,
  needsCommitDate: boolean,
  asking: Asking,
): Promise<Circumstances> {
  const { env, files } = job;
  const payload = readPayload(env, files);
  const now = new Date();
  const sha = shaOf(env, payload, settings);
  const repository = payload.repository ?? (await askForRepository(env, asking));
  const event: GitEvent = { name: nameOf(env), ref: refOf(env, payload), sha, baseRef: undefined, repository };
  const inEvent = commitDateIn(payload, sha);
  const commitDate = inEvent ?? (needsCommitDate && sha !== '' ? await askForCommitDate(env, sha, asking) : undefined);
  return {
    event: { ...event, baseRef: baseRefOf(event.ref, payload) },
    now,
    commitDate: commitDate ?? now,
    shortSha: settings.shortSha,
  };
}

function nameOf(env: Environment): string {
  return env['GITHUB_EVENT_NAME'] ?? '';
}

/** For `pull_request_target`, the runner gives the ref of the base branch. But the image belongs to the pull request. */
function refOf(env: Environment, { number }: EventPayload): string {
  const isTarget = nameOf(env) === 'pull_request_target' && number !== undefined;
  return isTarget ? `refs/pull/${number}/merge` : (env['GITHUB_REF'] ?? '');
}

function shaOf(env: Environment, payload: EventPayload, { headOfPullRequest }: MetadataSettings): string {
  const ofHead =
    headOfPullRequest && nameOf(env).includes('pull_request') ? payload.pull_request?.head?.sha : undefined;
  return ofHead ?? env['GITHUB_SHA'] ?? '';
}

function baseRefOf(ref: string, payload: EventPayload): string | undefined {
  if (ref.startsWith('refs/tags/')) return payload.base_ref?.replace(/^refs\/heads\//, '');
  return ref.startsWith('refs/pull/') ? payload.pull_request?.base?.ref : undefined;
}

async function askForRepository(env: Environment, asking: Asking): Promise<RepositoryFacts> {
  const repository = repositoryOf(env);
  if (repository === undefined) return { name: '', description: '', url: '', license: '' };
  const found = await ask(
    "the repository's description, licence and default branch",
    repository,
    asking,
    async (octokit, { owner, repo }, signal) => {
      const { data } = await octokit.rest.repos.get({ owner, repo, request: { signal } });
      return asRepository(data);
    },
  );
  const url = `${serverOf(env)}/${repository.owner}/${repository.repo}`;
  return found ?? { name: repository.repo, description: '', url, license: '' };
}

async function askForCommitDate(env: Environment, sha: string, asking: Asking): Promise<Date | undefined> {
  const repository = repositoryOf(env);
  return ask('the time of the commit', repository, asking, async (octokit, { owner, repo }, signal) => {
    const { data } = await octokit.rest.repos.getCommit({ owner, repo, ref: sha, request: { signal } });
    return asDate(data.commit.committer?.date);
  });
}

async function ask<T>(
  what: string,
  repository: Repository | undefined,
  { token, loadGitHub, gitHubTime, signal, say }: Asking,
  request: (octokit: Octokit, repository: Repository, signal: AbortSignal) => Promise<T | undefined>,
): Promise<T | undefined> {
  let why = 'the input github-token is empty';
  if (repository !== undefined && token !== '') {
    try {
      const octokit = (await loadGitHub())(token);
      // Octokit may continue to read an answer that does not end.
      const found = await gitHubTime.spend(signal, (bounded) =>
        settledBefore(bounded, request(octokit, repository, bounded)),
      );
      if (found !== undefined) return found;
      why = "GitHub's answer does not say it";
    } catch (error) {
      signal.throwIfAborted();
      why = messageOf(error);
    }
  }
  say(`Not known: ${what}: ${why}`);
  return undefined;
}
