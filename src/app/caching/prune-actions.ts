import { RepositoryCaches, type ListedEntry } from '../../cache/actions/repository-caches.js';
import { pullRequestsOf, supersededEntries, type Superseded } from '../../cache/actions/superseded-entries.js';
import { RETRY_CACHE } from '../../http/retry-policy.js';
import { httpClientOf } from '../host/http-client.js';
import type { HostSettings } from '../options/host-settings.js';

export interface PruneActionsOptions {
  readonly api: URL;
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string;
  /** Milliseconds. Entries that were not used for this long are deleted. */
  readonly olderThanMs: number;
  readonly dryRun: boolean;
}

export interface PruneActionsResult {
  readonly deleted: readonly Superseded[];
  readonly kept: readonly ListedEntry[];
  /** Why no more could be deleted, if GitHub did not permit it. That is not an error. */
  readonly denied?: string;
}

/** Deletes entries of a repository's Actions cache that are not needed any more. @throws InfraError when that fails */
export async function pruneActions(
  options: PruneActionsOptions,
  host: HostSettings,
  signal: AbortSignal,
): Promise<PruneActionsResult> {
  const { olderThanMs, dryRun } = options;
  const http = httpClientOf(host);
  try {
    const caches = new RepositoryCaches({ ...options, http, retry: RETRY_CACHE });
    const listed = await caches.list(signal);
    if (listed.kind === 'denied') return { deleted: [], kept: [], denied: listed.why };
    const closedRefs = new Set<string>();
    for (const [ref, number] of pullRequestsOf(listed.value)) {
      if (await caches.isPullRequestClosed(number, signal)) closedRefs.add(ref);
    }
    const superseded = supersededEntries(listed.value, { cutoff: Date.now() - olderThanMs, closedRefs });
    const deleted: Superseded[] = [];
    const resultWith = (more: { readonly denied?: string } = {}): PruneActionsResult => {
      const gone = new Set(deleted.map(({ id }) => id));
      return { deleted, kept: listed.value.filter(({ id }) => !gone.has(id)), ...more };
    };
    for (const entry of superseded) {
      const answer = dryRun ? ({ kind: 'done' } as const) : await caches.delete(entry, signal);
      if (answer.kind === 'denied') return resultWith({ denied: answer.why });
      deleted.push(entry);
    }
    return resultWith();
  } finally {
    http.close();
  }
}
