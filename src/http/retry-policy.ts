/** How often, and for how long, a request is tried. */
export interface RetryPolicy {
  /** Attempts in all; 1 means no retry. */
  readonly maxAttempts: number;
  /** Milliseconds from the first attempt after which no further attempt begins, even if the server asks to wait longer. */
  readonly maxElapsedMs: number;
  /** Upper bound of the wait before the second attempt in milliseconds; it doubles with each attempt. */
  readonly baseMs: number;
  /** Upper bound of a wait in milliseconds, unless the server asks for a longer one. */
  readonly maxWaitMs: number;
}

/** For a request inside an operation that is itself tried again as a whole. */
export const NO_RETRY: RetryPolicy = { maxAttempts: 1, maxElapsedMs: 0, baseMs: 0, maxWaitMs: 0 };

/** For an answer that the build cannot do without: a base image, a token, a download. */
export const RETRY_REQUIRED: RetryPolicy = { maxAttempts: 6, maxElapsedMs: 120_000, baseMs: 500, maxWaitMs: 15_000 };

/** For an upload that the build cannot do without. A single attempt can take minutes. */
export const RETRY_REQUIRED_UPLOAD: RetryPolicy = { ...RETRY_REQUIRED, maxElapsedMs: 900_000 };

/** For what a signature needs. All talk about signatures is bounded as a whole as well. */
export const RETRY_SIGNING: RetryPolicy = { maxAttempts: 3, maxElapsedMs: 30_000, baseMs: 500, maxWaitMs: 5_000 };

/** For a mirror: when it fails, the registry that it mirrors is asked instead. */
export const RETRY_MIRROR: RetryPolicy = { maxAttempts: 2, maxElapsedMs: 5_000, baseMs: 250, maxWaitMs: 1_000 };

/** For a cache service: a build goes on without it. */
export const RETRY_CACHE: RetryPolicy = { maxAttempts: 4, maxElapsedMs: 30_000, baseMs: 400, maxWaitMs: 5_000 };

/** For an upload to a cache service. A single attempt can take minutes. */
export const RETRY_CACHE_UPLOAD: RetryPolicy = { ...RETRY_CACHE, maxElapsedMs: 300_000 };
