import { ConnectionProblem } from './connection-error.js';

/**
 * Bytes a second that a server must send while we wait for it. A tenth of the slowest link that people build over, so that only
 * a server that drips its answer, to hold us up, is given up. docs/threat-model.md names it.
 */
export const SLOWEST_RATE = 1024;

/** Sees that an answer comes at a rate at which it will end. */
export class RateWatch {
  readonly #windowMs: number;
  #waitedMs = 0;
  #bytes = 0;

  /** @param windowMs milliseconds of waiting over which the rate is taken */
  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /**
   * @param waitedMs milliseconds that we waited for this piece: a slow reader on our side is not the server's fault
   * @throws ConnectionProblem with the rate, when it is too low
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
