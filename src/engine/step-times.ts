import { traced } from '../trace/span.js';

/** How a step's time is spent. The rest of its duration is for its key, which includes reading its sources. */
export interface StepTimes {
  /** For another stage, or for an equal step that runs. */
  readonly waitingMs: number;
  /** Fetching and unpacking the layers below. */
  readonly restoringMs: number;
  /** The step itself, and writing its layer. */
  readonly runningMs: number;
  /** Moving the layer into the store, and recording it. */
  readonly savingMs: number;
}

/** `reading`: finding a key that hits need not find, as an early key is enough for them. */
export type StepPhase = 'waiting' | 'restoring' | 'reading' | 'running' | 'saving';

/** When a step ran and how long it took. */
export interface StepSpan {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Milliseconds, without the time that it waited. */
  readonly durationMs: number;
  readonly times: StepTimes;
  /**
   * Milliseconds of its own work: all that a hit does without. Waiting for other steps is not in it, and neither is fetching and unpacking
   * what they made.
   */
  readonly ownMs: number;
  /** Only of a RUN that ran to its end, also to a bad one. */
  readonly usage?: StepUsage;
}

/** What the processes of a RUN used (docs/adr/0015-what-a-step-uses.md). */
export interface StepUsage {
  /** Milliseconds of all processors together. What the container's runtime needs is in it. */
  readonly cpuMs: number;
  /** The most memory that was seen, without files that are mapped. Absent for a command that was over before anyone looked. */
  readonly memoryBytes?: number;
}

/** Where a trace shows a step. */
export function traceRow({ number, instruction }: { readonly number: number; readonly instruction: string }): string {
  return `step ${number}: ${instruction}`;
}

/** Measures a step's phases from now on. Time of a phase within another counts for the inner one. */
export class StepTimer {
  readonly #now: () => number;
  readonly #row: string;
  readonly #startedAt: number;
  readonly #spent: Record<StepPhase, number> = { waiting: 0, restoring: 0, reading: 0, running: 0, saving: 0 };
  #usage: StepUsage | undefined;

  /**
   * @param now milliseconds
   * @param row where a trace shows the step
   */
  constructor(now: () => number, row: string) {
    this.#now = now;
    this.#row = row;
    this.#startedAt = now();
  }

  async measure<T>(phase: StepPhase, work: () => Promise<T>): Promise<T> {
    const started = this.#now();
    const before = this.#total();
    try {
      return await traced('steps', () => phase, work, this.#row);
    } finally {
      const inner = this.#total() - before;
      this.#spent[phase] += Math.max(this.#now() - started - inner, 0);
    }
  }

  /** Says that a part of the work that is being measured, and is over, belongs to another phase. @param milliseconds how long it took */
  note(phase: StepPhase, milliseconds: number): void {
    this.#spent[phase] += milliseconds;
  }

  /** @param usage `undefined`: it is not known */
  noteUsage(usage: StepUsage | undefined): void {
    this.#usage = usage;
  }

  /** Milliseconds, up to the end of the last phase. */
  get ownMs(): number {
    const { reading, running, saving } = this.#spent;
    return reading + running + saving;
  }

  /** Up to now. */
  span(): StepSpan {
    const { waiting, restoring, running, saving } = this.#spent;
    return {
      startedAt: this.#startedAt,
      durationMs: Math.max(this.#now() - this.#startedAt - waiting, 0),
      times: { waitingMs: waiting, restoringMs: restoring, runningMs: running, savingMs: saving },
      ownMs: this.ownMs,
      ...(this.#usage !== undefined && { usage: this.#usage }),
    };
  }

  #total(): number {
    return Object.values(this.#spent).reduce((sum, spent) => sum + spent, 0);
  }
}
