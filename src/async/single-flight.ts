import { settledBefore } from './abortable.js';

/** Work that several callers may ask for at the same time: one of them does it for all. Results are not kept. */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Promise<T>>();

  /**
   * The result of the work that runs for `key` already, or else of `start`. If the work of another caller is aborted by that
   * caller's signal, we start our own.
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
