import { InfraError } from '../errors.js';

/** A piece of work that uses the budget. The signal fires when the budget is used up. */
export interface Spending {
  readonly signal: AbortSignal;
  end(): void;
}

/**
 * A limit on the time that several pieces of work take together, whenever each one runs. Time in which several run side by
 * side counts once.
 */
export class TimeBudget {
  readonly #totalMs: number;
  readonly #bound: string;
  readonly #running = new Set<AbortController>();
  #spentMs = 0;
  #since = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param bound the name of what sets the limit, for the error: an option's name */
  constructor(totalMs: number, bound: string) {
    this.#totalMs = totalMs;
    this.#bound = bound;
  }

  /** Milliseconds that are left. */
  get leftMs(): number {
    const now = this.#running.size === 0 ? 0 : performance.now() - this.#since;
    return Math.max(0, this.#totalMs - this.#spentMs - now);
  }

  begin(signal: AbortSignal): Spending {
    const controller = new AbortController();
    if (this.#running.size === 0) {
      this.#since = performance.now();
      this.#timer = setTimeout(() => this.#exhaust(), this.leftMs);
    }
    this.#running.add(controller);
    if (this.leftMs === 0) controller.abort(this.#exhausted());
    return {
      signal: AbortSignal.any([signal, controller.signal]),
      end: () => {
        if (!this.#running.delete(controller) || this.#running.size > 0) return;
        clearTimeout(this.#timer);
        this.#spentMs += performance.now() - this.#since;
      },
    };
  }

  /** @throws InfraError when the time is up; whatever the work throws */
  async spend<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const spending = this.begin(signal);
    try {
      return await work(spending.signal);
    } finally {
      spending.end();
    }
  }

  #exhaust(): void {
    for (const controller of this.#running) controller.abort(this.#exhausted());
  }

  #exhausted(): InfraError {
    return new InfraError(`it took longer than ${Math.round(this.#totalMs / 1000)} s in total (${this.#bound})`);
  }
}
