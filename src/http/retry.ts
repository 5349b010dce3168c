import type { Clock } from './clock.js';
import { HttpError } from './http-error.js';
import type { RetryPolicy } from './retry-policy.js';

const RETRYABLE_STATUSES: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

export function isRetryableStatus(status: number): boolean {
  return RETRYABLE_STATUSES.has(status);
}

/** Counts the attempts of one operation, and waits between them. */
export class RetryBudget {
  readonly #policy: RetryPolicy;
  readonly #clock: Clock;
  readonly #random: () => number;
  #attempts = 0;
  #started: number;
  #spent = false;

  /** @param random gives numbers in [0, 1) */
  constructor(policy: RetryPolicy, clock: Clock, random: () => number) {
    this.#policy = policy;
    this.#clock = clock;
    this.#random = random;
    this.#started = clock.now();
  }

  /** Gives all attempts back: the operation made progress, so the next failure is a new one. */
  restart(): void {
    this.#attempts = 0;
    this.#started = this.#clock.now();
  }

  /**
   * To be called when an attempt failed. Returns when the next one may begin.
   *
   * @throws `error`, with the number of attempts in it, when there is to be no further attempt; the signal's reason
   */
  async waitAfter(error: unknown, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    // An operation inside another one can share its budget: once spent, it stays spent for both.
    if (this.#spent || !(error instanceof HttpError)) throw error;
    this.#attempts += 1;
    const wait = error.retryAfterMs ?? this.#backoff();
    const late = this.#clock.now() - this.#started + wait > this.#policy.maxElapsedMs;
    if (!error.retryable || this.#attempts >= this.#policy.maxAttempts || late) {
      this.#spent = true;
      throw error.afterAttempts(this.#attempts);
    }
    await this.#clock.sleep(wait, signal);
  }

  /** Half of the wait is fixed and half is random, so that many clients do not come back at the same moment. */
  #backoff(): number {
    const bound = Math.min(this.#policy.maxWaitMs, this.#policy.baseMs * 2 ** (this.#attempts - 1));
    return bound / 2 + (this.#random() * bound) / 2;
  }
}

/** Calls `attempt` until it succeeds or the budget is spent. */
export async function retrying<T>(budget: RetryBudget, signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      await budget.waitAfter(error, signal);
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
