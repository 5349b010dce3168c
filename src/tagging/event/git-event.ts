/** The event that started a workflow, and its repository. */
export interface GitEvent {
  /** `push`, `pull_request`, `schedule` … */
  readonly name: string;
  /** `refs/heads/main`, `refs/tags/v1`, `refs/pull/2/merge`; `''` if it is not known. */
  readonly ref: string;
  /** The commit; `''` if it is not known. */
  readonly sha: string;
  /** The branch that a pull request is merged into, or that a pushed tag is on. */
  readonly baseRef?: string | undefined;
  readonly repository: RepositoryFacts;
}

export interface RepositoryFacts {
  readonly name: string;
  readonly description: string;
  /** Address of its page. */
  readonly url: string;
  /** SPDX identifier. */
  readonly license: string;
  readonly defaultBranch?: string | undefined;
}

const BRANCH = 'refs/heads/';
const TAG = 'refs/tags/';
const PULL_REQUEST = 'refs/pull/';

/** `undefined` if the event is not about a branch. */
export function branchOf({ ref }: GitEvent): string | undefined {
  return ref.startsWith(BRANCH) ? ref.slice(BRANCH.length) : undefined;
}

export function tagOf({ ref }: GitEvent): string | undefined {
  return ref.startsWith(TAG) ? ref.slice(TAG.length) : undefined;
}

/** Usually the number of the pull request. */
export function pullRequestOf({ ref }: GitEvent): string | undefined {
  return ref.startsWith(PULL_REQUEST) ? ref.slice(PULL_REQUEST.length).replace(/\/merge$/, '') : undefined;
}

/** Events whose commit is always the last one of the default branch. `discussion` also matches the events of its comments. */
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
