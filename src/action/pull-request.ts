import type { Environment } from '../app/options/process/environment.js';
import type { FileProbe } from '../app/options/process/file-probe.js';

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
  const text = files.readText(env['GITHUB_EVENT_PATH'] ?? '');
  try {
    const event: unknown = JSON.parse(text ?? '');
    return asPullRequest((event as { readonly pull_request?: unknown } | null)?.pull_request);
  } catch {
    return undefined;
  }
}

/** @returns `undefined` for anything but GitHub's form of a pull request */
export function asPullRequest(value: unknown): PullRequest | undefined {
  const { number, base, head } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const branch = (base as { readonly ref?: unknown } | undefined)?.ref;
  const commit = (head as { readonly sha?: unknown } | undefined)?.sha;
  if (!Number.isSafeInteger(number) || typeof branch !== 'string' || typeof commit !== 'string') return undefined;
  return { number: number as number, base: branch, head: commit };
}

/** The branch that a job runs on; `undefined` for a tag, and for a pull request. */
export function branchOf(env: Environment): string | undefined {
  if (EVENTS.has(env['GITHUB_EVENT_NAME'])) return undefined;
  return /^refs\/heads\/(.+)$/.exec(env['GITHUB_REF'] ?? '')?.[1];
}
