import { setImmediate } from 'node:timers/promises';

/** Milliseconds of synchronous work after which timers, sockets and signals get their turn. */
const SLICE = 10;

/**
 * Pauses for long runs of synchronous file system calls, so that other work gets its turn. Synchronous calls are used
 * because they cost much less than asynchronous ones.
 */
export class EventLoopTurns {
  readonly #signal: AbortSignal | undefined;
  #since = performance.now();

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  /**
   * Call this between two pieces of work. If it returns a promise, it is time to pause: wait for it.
   *
   * @throws the signal's reason once it is aborted
   */
  pause(): Promise<void> | undefined {
    this.#signal?.throwIfAborted();
    const now = performance.now();
    if (now - this.#since < SLICE) return undefined;
    return setImmediate().then(() => {
      this.#since = performance.now();
    });
  }
}
