import type { Environment } from '../../app/options/process/environment.js';
import type { FileProbe } from '../../app/options/process/file-probe.js';
import { decodeOrUndefined } from '../../json/decode-or.js';
import { type Decoder, integer, string } from '../../json/decoder.js';
import { object } from '../../json/object.js';
import { readEventFile } from './event-file.js';

/** A pull request, as an event or GitHub's API describes it. */
export interface PullRequest {
  readonly number: number;
  /** Name of the branch that it will be merged into. */
  readonly base: string;
  /** Its last commit. */
  readonly head: string;
}

const EVENTS: ReadonlySet<string | undefined> = new Set(['pull_request', 'pull_request_target']);

/** The pull request that a job runs for; `undefined` on other events. */
export function pullRequestOf(env: Environment, files: Pick<FileProbe, 'readText'>): PullRequest | undefined {
  if (!EVENTS.has(env['GITHUB_EVENT_NAME'])) return undefined;
  return readEventFile(event, env, files)?.pull_request;
}

/** @returns `undefined` for anything but GitHub's form of a pull request */
export function asPullRequest(value: unknown): PullRequest | undefined {
  return decodeOrUndefined(pullRequest, value);
}

const githubPullRequest = object({
  number: integer,
  base: object({ ref: string }),
  head: object({ sha: string }),
});
const pullRequest: Decoder<PullRequest> = (value) => {
  const { number, base, head } = githubPullRequest(value);
  return { number, base: base.ref, head: head.sha };
};
const event = object({ pull_request: pullRequest });

/** The branch that a job runs on; `undefined` for a tag, and for a pull request. */
export function branchOf(env: Environment): string | undefined {
  if (EVENTS.has(env['GITHUB_EVENT_NAME'])) return undefined;
  return /^refs\/heads\/(.+)$/.exec(env['GITHUB_REF'] ?? '')?.[1];
}
