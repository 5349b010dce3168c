import type { CacheSettings } from '../../../../src/app/options/cache-settings.js';

/** What holds when no option says anything of the cache. */
export const DEFAULT_CACHE: CacheSettings = {
  mode: 'auto',
  policy: 'auto',
  maxBytes: 2 * 1024 ** 3,
  timeoutMs: 5 * 60_000,
  mounts: true,
};
