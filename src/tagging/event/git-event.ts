/** What a workflow runs for: the event, and the repository in which it happened. */
export interface GitEvent {
  /** `push`, `pull_request`, `schedule` … */
  readonly name: string;
  /** `refs/heads/main`, `refs/tags/v1`, `refs/pull/2/merge`; `''` when there is none. */
  readonly ref: string;
  /** The commit; `''` when there is none. */
  readonly sha: string;
  /** What a pull request is merged into, or where a tag was pushed to. */
  readonly baseRef?: string | undefined;
  readonly repository: RepositoryFacts;
}

export interface RepositoryFacts {
  readonly name: string;
  readonly description: string;
  /** Its page. */
  readonly url: string;
  /** SPDX identifier. */
  readonly license: string;
  readonly defaultBranch?: string | undefined;
}

const BRANCH = 'refs/heads/';
const TAG = 'refs/tags/';
const PULL_REQUEST = 'refs/pull/';

/** `undefined` when the event is not about a branch. */
export function branchOf({ ref }: GitEvent): string | undefined {
  return ref.startsWith(BRANCH) ? ref.slice(BRANCH.length) : undefined;
}

export function tagOf({ ref }: GitEvent): string | undefined {
  return ref.startsWith(TAG) ? ref.slice(TAG.length) : undefined;
}

/** The number, or what else names it. */
export function pullRequestOf({ ref }: GitEvent): string | undefined {
  return ref.startsWith(PULL_REQUEST) ? ref.slice(PULL_REQUEST.length).replace(/\/merge$/, '') : undefined;
}

/** Events that always happen on the last commit of the default branch. `discussion` stands for its comments too. */
const ON_DEFAULT_BRANCH = ['create', 'discussion', 'issues', 'schedule'];

export function isOnDefaultBranch(event: GitEvent): boolean {
  if (event.ref === '') return false;
  const { defaultBranch } = event.repository;
  const isDefault = defaultBranch !== undefined && branchOf(event) === defaultBranch;
  return isDefault || ON_DEFAULT_BRANCH.some((part) => event.name.includes(part));
}

export function isScheduled({ name }: GitEvent): boolean {
  return name.includes('schedule');
}
