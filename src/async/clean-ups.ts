import { setTimeout as delay } from 'node:timers/promises';

interface CleanUp {
  /** What it does, in words for messages: `close the worker`. */
  readonly what: string;
  readonly work: () => unknown;
}

/**
 * What must be done when a piece of work ends, whether it succeeded or not. A clean-up that fails or hangs does not keep the
 * others from being done.
 */
export class CleanUps {
  readonly #list: CleanUp[] = [];
  readonly #limitMs: number;

  /** @param limitMs milliseconds after which a clean-up is not waited for any more */
  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  add(what: string, work: () => unknown): void {
    this.#list.push({ what, work });
  }

  /**
   * Runs all clean-ups, the last added first. Never throws.
   *
   * @param onFault called for each one that failed or took too long
   */
  async run(onFault: (what: string, error: unknown) => void): Promise<void> {
    for (let next = this.#list.pop(); next !== undefined; next = this.#list.pop()) {
      try {
        await this.#bounded(next.work);
      } catch (error) {
        onFault(next.what, error);
      }
    }
  }

  async #bounded(work: () => unknown): Promise<void> {
    const done = Promise.resolve(work());
    const timer = new AbortController();
    const late = delay(this.#limitMs, 'late' as const, { signal: timer.signal }).catch(() => 'done' as const);
    try {
      if ((await Promise.race([done, late])) === 'late') {
        // It may still fail later, when nobody waits for it.
        done.catch(() => undefined);
        throw new Error(`it did not end within ${Math.round(this.#limitMs / 1000)} s`);
      }
    } finally {
      timer.abort();
    }
  }
}
