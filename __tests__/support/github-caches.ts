/** An entry of a repository's Actions cache, as GitHub's REST API gives it. */
export interface GitHubCache {
  readonly id: number;
  readonly ref: string;
  readonly key: string;
  readonly version: string;
  readonly last_accessed_at: string;
  readonly created_at: string;
  readonly size_in_bytes: number;
}

const PER_PAGE = 30;
const MOST_PER_PAGE = 100;
const ORDERS = ['created_at', 'last_accessed_at', 'size_in_bytes'] as const;

/** A page of the list, as "List GitHub Actions caches for a repository" is documented; `undefined` for an unknown order. */
export function pageOfCaches(caches: readonly GitHubCache[], query: URLSearchParams) {
  const order = ORDERS.find((name) => name === (query.get('sort') ?? 'last_accessed_at'));
  if (order === undefined) return undefined;
  const sign = query.get('direction') === 'asc' ? 1 : -1;
  const rank = (cache: GitHubCache): number =>
    order === 'size_in_bytes' ? cache.size_in_bytes : Date.parse(cache[order]);
  const matching = caches
    .filter(({ key, ref }) => key.startsWith(query.get('key') ?? '') && [ref, null].includes(query.get('ref')))
    .sort((one, other) => sign * (rank(one) - rank(other)));
  const count = Math.min(Number(query.get('per_page') ?? PER_PAGE), MOST_PER_PAGE);
  const page = Number(query.get('page') ?? 1);
  const shown = matching.slice((page - 1) * count, page * count);
  return {
    body: { total_count: matching.length, actions_caches: shown },
    pages: Math.max(Math.ceil(matching.length / count), 1),
  };
}
