/** How a step's time divides. What is left of its duration went to finding its key, reading sources for it included. */
export interface StepTimes {
  /** For another stage, or for an equal step. */
  readonly waitingMs: number;
  /** Fetching and unpacking what the step stands on. */
  readonly restoringMs: number;
  /** Its work, and writing its layer. */
  readonly runningMs: number;
  /** Taking the layer into the store, and recording it. */
  readonly savingMs: number;
}

export type StepPhase = 'waiting' | 'restoring' | 'running' | 'saving';

/** When a step was and how long it took. */
export interface StepSpan {
  /** When its turn came, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** Without what it waited. */
  readonly durationMs: number;
  readonly times: StepTimes;
}

/** Divides a step's time, from now on: of phases within one another, the inner one counts. */
export class StepTimer {
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #spent: Record<StepPhase, number> = { waiting: 0, restoring: 0, running: 0, saving: 0 };

  /** @param now milliseconds */
  constructor(now: () => number) {
    this.#now = now;
    this.#startedAt = now();
  }

  async measure<T>(phase: StepPhase, work: () => Promise<T>): Promise<T> {
    const started = this.#now();
    const before = this.#total();
    try {
      return await work();
    } finally {
      const inner = this.#total() - before;
      this.#spent[phase] += Math.max(this.#now() - started - inner, 0);
    }
  }

  /** Up to now. */
  span(): StepSpan {
    const { waiting, restoring, running, saving } = this.#spent;
    return {
      startedAt: this.#startedAt,
      durationMs: Math.max(this.#now() - this.#startedAt - waiting, 0),
      times: { waitingMs: waiting, restoringMs: restoring, runningMs: running, savingMs: saving },
    };
  }

  #total(): number {
    return Object.values(this.#spent).reduce((sum, spent) => sum + spent, 0);
  }
}
