import type { Clock } from './clock.js';
import { RegistryError } from './http-error.js';

export interface RetryPolicy {
  /** Attempts in all; 1 means no retry. */
  readonly maxAttempts: number;
  /** Milliseconds from the first attempt after which no further one is begun. */
  readonly maxElapsedMs: number;
  /** Upper bound of the wait before the second attempt; it doubles with each. */
  readonly baseMs: number;
  /** Upper bound of every wait that the server did not ask for. */
  readonly maxWaitMs: number;
}

export const RETRY_PATIENTLY: RetryPolicy = { maxAttempts: 6, maxElapsedMs: 120_000, baseMs: 500, maxWaitMs: 15_000 };
/** For an upload: one attempt may itself take minutes. */
export const UPLOAD: RetryPolicy = { ...RETRY_PATIENTLY, maxElapsedMs: 900_000 };
/** For what has a stand-in: a mirror before the origin. */
export const RETRY_BRIEFLY: RetryPolicy = { maxAttempts: 2, maxElapsedMs: 5_000, baseMs: 250, maxWaitMs: 1_000 };
/** For one request inside an operation that is itself tried again as a whole. */
export const NO_RETRY: RetryPolicy = { maxAttempts: 1, maxElapsedMs: 0, baseMs: 0, maxWaitMs: 0 };

const RETRYABLE_STATUSES: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

export function isRetryableStatus(status: number): boolean {
  return RETRYABLE_STATUSES.has(status);
}

/** The tries that an operation has left. `reset` after progress: a long download may break more than once. */
export class RetryBudget {
  readonly #policy: RetryPolicy;
  readonly #clock: Clock;
  readonly #random: () => number;
  #attempts = 0;
  #started: number;

  constructor(policy: RetryPolicy, clock: Clock, random: () => number) {
    this.#policy = policy;
    this.#clock = clock;
    this.#random = random;
    this.#started = clock.now();
  }

  reset(): void {
    this.#attempts = 0;
    this.#started = this.#clock.now();
  }

  /**
   * Called when an attempt failed: returns when the next one may begin.
   *
   * @throws the error itself, with the number of attempts, when it is none to try again after, or the budget is spent
   */
  async next(error: unknown, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#attempts += 1;
    if (!(error instanceof RegistryError)) throw error;
    const wait = error.retryAfterMs ?? this.#backoff();
    const late = this.#clock.now() - this.#started + wait > this.#policy.maxElapsedMs;
    if (!error.retryable || this.#attempts >= this.#policy.maxAttempts || late) {
      throw error.afterAttempts(this.#attempts);
    }
    await this.#clock.sleep(wait, signal);
  }

  /** Half of the wait is fixed and half is chance, so that many clients do not come back in step. */
  #backoff(): number {
    const bound = Math.min(this.#policy.maxWaitMs, this.#policy.baseMs * 2 ** (this.#attempts - 1));
    return bound / 2 + (this.#random() * bound) / 2;
  }
}

export async function retrying<T>(budget: RetryBudget, signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      await budget.next(error, signal);
    }
  }
}

/**
 * RFC 9110, "Retry-After": seconds or a date.
 *
 * @returns milliseconds, or `undefined` for anything else
 */
export function parseRetryAfter(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const trimmed = text.trim();
  if (/^\d{1,9}$/.test(trimmed)) return Number(trimmed) * 1000;
  const date = /^[A-Z][a-z]+,/.test(trimmed) ? Date.parse(trimmed) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
