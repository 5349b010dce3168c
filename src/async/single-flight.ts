import { settledBefore } from './abortable.js';

/** Work that many may ask for at once, and that is done by one of them for all. Nothing is kept when it is over. */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Promise<T>>();

  /**
   * The result of the flight that is under way for `key`, else that of `start`. Who waits for another's flight starts its
   * own when that one was aborted, since its signal is not ours.
   */
  async run(key: string, signal: AbortSignal, start: () => Promise<T>): Promise<T> {
    for (;;) {
      const other = this.#flights.get(key);
      if (other === undefined) return await this.#lead(key, start);
      try {
        return await settledBefore(signal, other);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof Error && error.name === 'AbortError')) throw error;
      }
    }
  }

  async #lead(key: string, start: () => Promise<T>): Promise<T> {
    const flight = start();
    this.#flights.set(key, flight);
    try {
      return await flight;
    } finally {
      this.#flights.delete(key);
    }
  }
}
