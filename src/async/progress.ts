/** Milliseconds between two calls of `tell`. */
const INTERVAL_MS = 100;

/** Tells how far a transfer of bytes has come: about ten times a second, and always at the end. */
export class Progress {
  readonly #total: number;
  readonly #tell: (done: number, skipped?: string) => void;
  readonly #now: () => number;
  #done = 0;
  #last = Number.NEGATIVE_INFINITY;

  /**
   * @param tell is given the bytes so far; `total` of them when it is over, then also why nothing had to move, if so
   * @param now milliseconds
   */
  constructor(total: number, tell: (done: number, skipped?: string) => void, now: () => number) {
    this.#total = total;
    this.#tell = tell;
    this.#now = now;
  }

  /** Another attempt begins from the start. */
  restart(): void {
    this.#done = 0;
  }

  add(bytes: number): void {
    this.#done += bytes;
    // The end is told by `finish`, when the other side has taken it.
    if (this.#done >= this.#total || this.#now() - this.#last < INTERVAL_MS) return;
    this.#last = this.#now();
    this.#tell(this.#done);
  }

  finish(skipped?: string): void {
    this.#tell(this.#total, skipped);
  }
}
