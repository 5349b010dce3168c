import { ConnectionProblem } from './connection-error.js';

/** Ends what waits too long for the other side. */
export class Watchdog {
  readonly #bite: (problem: ConnectionProblem) => void;
  #timer: NodeJS.Timeout | undefined;
  #problem: ConnectionProblem | undefined;

  /** @param bite called once, with what did not happen in time */
  constructor(bite: (problem: ConnectionProblem) => void) {
    this.#bite = bite;
  }

  /** Set once the time was over. */
  get problem(): ConnectionProblem | undefined {
    return this.#problem;
  }

  /** Starts the time anew: something is to happen within `ms`. */
  expect(ms: number, problem: string): void {
    this.rest();
    this.#timer = setTimeout(() => {
      this.#problem = new ConnectionProblem(`${problem} for ${ms / 1000} s`);
      this.#bite(this.#problem);
    }, ms);
  }

  /** Nothing is expected of the other side now. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
