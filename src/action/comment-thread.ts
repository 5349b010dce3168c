import type { getOctokit } from '@actions/github';

import { isMarked } from '../report/comment/data.js';
import { asPullRequest, type PullRequest } from './pull-request.js';

export type Octokit = ReturnType<typeof getOctokit>;

export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

export interface MarkedComment {
  readonly id: number;
  readonly body: string;
}

/** A request is not waited for longer. Milliseconds. */
const PATIENCE = 15_000;

/** Those who may write to the repository, and so may edit any comment of it anyway. */
const WRITERS: ReadonlySet<string> = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);

/** A pull request's comments, as far as they are ours. Faults are Octokit's own: see `gitHubFault`. */
export class CommentThread {
  readonly #octokit: Octokit;
  readonly #place: Repository & { readonly issue_number: number };
  readonly #signal: AbortSignal;

  constructor(octokit: Octokit, repository: Repository, pullRequest: number, signal: AbortSignal) {
    this.#octokit = octokit;
    this.#place = { ...repository, issue_number: pullRequest };
    this.#signal = signal;
  }

  /** The oldest first. There are several for a moment when several jobs began one at once. */
  async find(): Promise<readonly MarkedComment[]> {
    const found: MarkedComment[] = [];
    const list = this.#octokit.rest.issues.listComments;
    const pages = this.#octokit.paginate.iterator(list, { ...this.#place, per_page: 100, ...this.#bounds() });
    for await (const { data } of pages) {
      for (const { id, body, user, author_association: association } of data) {
        // Anybody may write a comment that looks like ours, and would go on to be its author.
        const isOurs = user?.type === 'Bot' || WRITERS.has(association);
        if (body !== undefined && isMarked(body) && isOurs) found.push({ id, body });
      }
    }
    return found.sort((left, right) => left.id - right.id);
  }

  async create(body: string): Promise<void> {
    await this.#octokit.rest.issues.createComment({ ...this.#place, body, ...this.#bounds() });
  }

  async update(id: number, body: string): Promise<void> {
    await this.#octokit.rest.issues.updateComment({ ...this.#place, comment_id: id, body, ...this.#bounds() });
  }

  async remove(id: number): Promise<void> {
    await this.#octokit.rest.issues.deleteComment({ ...this.#place, comment_id: id, ...this.#bounds() });
  }

  #bounds(): { readonly request: { readonly signal: AbortSignal } } {
    return { request: { signal: AbortSignal.any([this.#signal, AbortSignal.timeout(PATIENCE)]) } };
  }
}

/** The open pull request that a branch of the repository itself is the head of; the oldest of several. */
export async function pullRequestOfBranch(
  octokit: Octokit,
  { owner, repo }: Repository,
  branch: string,
  signal: AbortSignal,
): Promise<PullRequest | undefined> {
  const request = { signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]) };
  const { data } = await octokit.rest.pulls.list({
    owner,
    repo,
    head: `${owner}:${branch}`,
    state: 'open',
    sort: 'created',
    direction: 'asc',
    request,
  });
  return asPullRequest(data[0]);
}
