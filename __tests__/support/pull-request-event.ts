import { writeFile } from 'node:fs/promises';

export interface PullRequestCommits {
  readonly base: string;
  readonly head: string;
}

/**
 * The variables that the runner gives to a job for pull request 5, from `feature` into `main`.
 *
 * @param file absolute path for the event's document
 */
export async function pullRequestEvent(
  file: string,
  { base, head }: PullRequestCommits,
): Promise<Readonly<Record<string, string>>> {
  const pull = { number: 5, head: { ref: 'feature', sha: head }, base: { ref: 'main', sha: base } };
  await writeFile(file, JSON.stringify({ action: 'synchronize', number: 5, pull_request: pull }));
  return {
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: file,
    GITHUB_REF: 'refs/pull/5/merge',
    GITHUB_BASE_REF: 'main',
    GITHUB_HEAD_REF: 'feature',
    GITHUB_SHA: 'c'.repeat(40),
  };
}
