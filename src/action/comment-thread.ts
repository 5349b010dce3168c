import { isMarked } from '../report/comment/data.js';
import type { Octokit, Repository } from './github/github-api.js';
import { asPullRequest, type PullRequest } from './github/pull-request.js';

export interface MarkedComment {
  readonly id: number;
  readonly body: string;
}

/** People who may write to the repository. They could edit any comment anyway. */
const WRITERS: ReadonlySet<string> = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);

/** Our own comments on a pull request. Errors are those of Octokit: see `gitHubFault`. */
export class CommentThread {
  readonly #octokit: Octokit;
  readonly #address: Repository & { readonly issue_number: number };
  readonly #signal: AbortSignal;

  constructor(octokit: Octokit, repository: Repository, pullRequest: number, signal: AbortSignal) {
    this.#octokit = octokit;
    this.#address = { ...repository, issue_number: pullRequest };
    this.#signal = signal;
  }

  /** The oldest first. For a moment there can be several, when several jobs began one at the same time. */
  async find(): Promise<readonly MarkedComment[]> {
    const found: MarkedComment[] = [];
    const list = this.#octokit.rest.issues.listComments;
    const pages = this.#octokit.paginate.iterator(list, { ...this.#address, per_page: 100, ...this.#bounds() });
    for await (const { data } of pages) {
      for (const { id, body, user, author_association: association } of data) {
        // Anybody can write a comment that looks like ours, and could still edit it later.
        const isOurs = user?.type === 'Bot' || WRITERS.has(association);
        if (body !== undefined && isMarked(body) && isOurs) found.push({ id, body });
      }
    }
    return found.sort((left, right) => left.id - right.id);
  }

  async create(body: string): Promise<void> {
    await this.#octokit.rest.issues.createComment({ ...this.#address, body, ...this.#bounds() });
  }

  async update(id: number, body: string): Promise<void> {
    await this.#octokit.rest.issues.updateComment({ ...this.#address, comment_id: id, body, ...this.#bounds() });
  }

  async remove(id: number): Promise<void> {
    await this.#octokit.rest.issues.deleteComment({ ...this.#address, comment_id: id, ...this.#bounds() });
  }

  #bounds(): { readonly request: { readonly signal: AbortSignal } } {
    return { request: { signal: this.#signal } };
  }
}

/** The open pull request whose head is this branch of the repository itself; the oldest of several. */
export async function pullRequestOfBranch(
  octokit: Octokit,
  { owner, repo }: Repository,
  branch: string,
  signal: AbortSignal,
): Promise<PullRequest | undefined> {
  const { data } = await octokit.rest.pulls.list({
    owner,
    repo,
    head: `${owner}:${branch}`,
    state: 'open',
    sort: 'created',
    direction: 'asc',
    request: { signal },
  });
  return asPullRequest(data[0]);
}
