import { ConnectionProblem } from './connection-error.js';

/** Ends a connection when the other side does nothing for too long. */
export class IdleTimer {
  readonly #end: (problem: ConnectionProblem) => void;
  #timer: NodeJS.Timeout | undefined;
  #problem: ConnectionProblem | undefined;

  /** @param end called at most once, with what did not happen in time */
  constructor(end: (problem: ConnectionProblem) => void) {
    this.#end = end;
  }

  /** What did not happen in time, once the time is over. */
  get problem(): ConnectionProblem | undefined {
    return this.#problem;
  }

  /** From now on, the other side has `ms` milliseconds to do something. @param problem names its failure: `no answer` */
  start(ms: number, problem: string): void {
    this.stop();
    this.#timer = setTimeout(() => {
      this.#problem = new ConnectionProblem(`${problem} for ${ms / 1000} s`);
      this.#end(this.#problem);
    }, ms);
  }

  /** The other side has nothing to do now. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
