import { ConnectionProblem } from './connection-error.js';

/**
 * Bytes per second that a server must send while we wait for it. The slowest links that people use are ten times as fast. So only a server
 * that sends its answer slowly on purpose is given up. docs/threat-model.md names this limit.
 */
export const SLOWEST_RATE = 1024;

/** Checks that an answer is not too slow. */
export class RateWatch {
  readonly #windowMs: number;
  #waitedMs = 0;
  #bytes = 0;

  /** @param windowMs the rate is measured over this many milliseconds of waiting */
  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /**
   * @param waitedMs milliseconds that we waited for these bytes. Time that our own side needs to process them does not count
   * @throws ConnectionProblem with the rate if it is too low
   */
  received(bytes: number, waitedMs: number): void {
    this.#waitedMs += waitedMs;
    this.#bytes += bytes;
    if (this.#waitedMs < this.#windowMs) return;
    const seconds = this.#waitedMs / 1000;
    if (this.#bytes < SLOWEST_RATE * seconds) {
      const sent = `${this.#bytes} bytes in ${Math.round(seconds)} s`;
      throw new ConnectionProblem(`it sent ${sent}, and less than ${SLOWEST_RATE} bytes a second are too few to go on`);
    }
    this.#waitedMs = 0;
    this.#bytes = 0;
  }
}
