import type { HttpResponse } from '../../http/exchange.js';
import type { HttpClient } from '../../http/http-client.js';
import { statusOf } from '../../http/http-error.js';
import { readBody } from '../../http/read-body.js';
import type { RetryPolicy } from '../../http/retry-policy.js';
import { array, withDefault } from '../../json/containers.js';
import { nonNegativeInteger, refine, stringUpTo } from '../../json/decoder.js';
import { decodeDocument } from '../../json/document.js';
import { type Decoded, object } from '../../json/object.js';
import { ENTRY_PREFIX } from './entry-keys.js';

/** An entry as GitHub's REST API shows it. */
export interface ListedEntry {
  readonly id: number;
  readonly key: string;
  /** The ref that it was saved under. */
  readonly ref: string;
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly lastUsed: number;
}

export type Permitted<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** The token may not see or delete the repository's entries, the repository does not exist, or GitHub limits requests. */
  | { readonly kind: 'denied'; readonly why: string };

interface RepositoryCachesParts {
  readonly http: HttpClient;
  /** `https://api.github.com`, or GITHUB_API_URL. */
  readonly api: URL;
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string;
  readonly retry: RetryPolicy;
}

const PAGE = 100;
/** A repository has at most a few thousand entries. The limit is for a list that never ends. */
const MAX_PAGES = 100;
const MAX_ANSWER = 1024 * 1024;

/**
 * The entries of a repository's Actions cache, through GitHub's REST API. Deleting needs the permission `actions: write`.
 */
export class RepositoryCaches {
  readonly #parts: RepositoryCachesParts;

  constructor(parts: RepositoryCachesParts) {
    this.#parts = parts;
  }

  /** All entries of this program, the most recently used first. */
  async list(signal: AbortSignal): Promise<Permitted<readonly ListedEntry[]>> {
    const entries = new Map<number, ListedEntry>();
    for (let page = 1; page <= MAX_PAGES; page++) {
      const query = `?key=${ENTRY_PREFIX}&per_page=${PAGE}&page=${page}&sort=last_accessed_at&direction=desc`;
      const answer = await this.#ask('GET', `actions/caches${query}`, signal, async (response) => {
        if (response.status === 404) return undefined;
        const what = { name: 'the list of caches', maxBytes: MAX_ANSWER };
        const { actions_caches: entries } = decodeDocument(cacheList, await readBody(response, MAX_ANSWER), what);
        return entries.map(toListedEntry);
      });
      if (answer.kind === 'denied') return answer;
      if (answer.value === undefined) return { kind: 'denied', why: `the token may not see ${this.#parts.repository}` };
      // Entries that are used meanwhile move to the front, so one may be on two pages.
      for (const entry of answer.value) if (entry.key.startsWith(ENTRY_PREFIX)) entries.set(entry.id, entry);
      if (answer.value.length < PAGE) break;
    }
    return { kind: 'done', value: [...entries.values()] };
  }

  /** @returns whether it still existed */
  async delete({ id }: Pick<ListedEntry, 'id'>, signal: AbortSignal): Promise<Permitted<boolean>> {
    return await this.#ask('DELETE', `actions/caches/${id}`, signal, async (response) => {
      await response.discard();
      return response.status !== 404;
    });
  }

  /** Whether a pull request is certainly closed: `false` if the token may not see it. */
  async isPullRequestClosed(number: number, signal: AbortSignal): Promise<boolean> {
    const answer = await this.#ask('GET', `pulls/${number}`, signal, async (response) => {
      if (response.status === 404) {
        await response.discard();
        return false;
      }
      const what = { name: 'the pull request', maxBytes: MAX_ANSWER };
      return decodeDocument(pullRequest, await readBody(response, MAX_ANSWER), what).state === 'closed';
    });
    return answer.kind === 'done' && answer.value;
  }

  /** @param read makes a value of an answer with a status of success or 404 */
  async #ask<T>(
    method: 'GET' | 'DELETE',
    target: string,
    signal: AbortSignal,
    read: (answer: HttpResponse) => Promise<T>,
  ): Promise<Permitted<T>> {
    const { http, api, repository, token, retry } = this.#parts;
    const request = {
      method,
      url: new URL(`${api.href.replace(/\/$/, '')}/repos/${repository}/${target}`),
      headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
      authorization: `Bearer ${token}`,
      secrets: [token],
      retry,
      signal,
    } as const;
    try {
      return await http.send(request, async (answer) => {
        const { status } = answer;
        if (status === 401 || status === 403) {
          await answer.discard();
          const need = method === 'GET' ? 'actions: read' : 'actions: write';
          const denied = `the token does not have the permission "${need}"`;
          return { kind: 'denied', why: status === 403 && isLimit(answer) ? TOO_MUCH : denied };
        }
        if (status !== 404 && (status < 200 || status > 299)) throw await http.failure(answer, request);
        return { kind: 'done', value: await read(answer) };
      });
    } catch (error) {
      if (statusOf(error) === 429) return { kind: 'denied', why: TOO_MUCH };
      throw error;
    }
  }
}

const TOO_MUCH = 'GitHub accepts no more requests from this token for now';

/** Whether a 403 means too many requests: GitHub uses it for both. */
function isLimit({ headers }: HttpResponse): boolean {
  return headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0';
}

/** GitHub's times have fractions of any length. */
const time = refine(stringUpTo(64), (text) => !Number.isNaN(Date.parse(text)), 'a time');

const cacheEntry = object({
  id: nonNegativeInteger,
  key: stringUpTo(512),
  ref: stringUpTo(1024),
  size_in_bytes: nonNegativeInteger,
  created_at: time,
  last_accessed_at: time,
});
const cacheList = object({ actions_caches: withDefault(array(cacheEntry), []) });
const pullRequest = object({ state: stringUpTo(64) });

function toListedEntry(entry: Decoded<typeof cacheEntry>): ListedEntry {
  return {
    id: entry.id,
    key: entry.key,
    ref: entry.ref,
    size: entry.size_in_bytes,
    created: Date.parse(entry.created_at),
    lastUsed: Date.parse(entry.last_accessed_at),
  };
}
