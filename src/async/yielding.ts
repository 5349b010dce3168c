import { setImmediate } from 'node:timers/promises';

/** Milliseconds of synchronous work after which timers, sockets and signals get their turn. */
const SLICE = 10;

/**
 * Lets a long run of synchronous file system calls, which is much cheaper than as many asynchronous ones, leave the event
 * loop its share.
 */
export class EventLoopTurns {
  readonly #signal: AbortSignal | undefined;
  #since = performance.now();

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  /**
   * Asked between two pieces of work; a promise to wait for when it is time to pause.
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
