/** Milliseconds between two reports. */
const INTERVAL_MS = 100;

/** Reports the progress of a transfer of bytes: about ten times a second, and always at the end. */
export class Progress {
  readonly #total: number;
  readonly #report: (done: number, skipped?: string) => void;
  readonly #now: () => number;
  #done = 0;
  #last = Number.NEGATIVE_INFINITY;

  /**
   * @param report gets the bytes so far. At the end it gets `total`, and if nothing had to move, the reason
   * @param now milliseconds
   */
  constructor(total: number, report: (done: number, skipped?: string) => void, now: () => number) {
    this.#total = total;
    this.#report = report;
    this.#now = now;
  }

  /** Nothing moves any more, and what has moved is to move again. */
  putOff(): void {
    if (this.#done > 0) this.#report(0);
    this.#done = 0;
  }

  /** Another attempt begins from the start. */
  restart(): void {
    this.#done = 0;
  }

  add(bytes: number): void {
    this.#done += bytes;
    // `finish` reports the end, when the other side has taken all bytes.
    if (this.#done >= this.#total || this.#now() - this.#last < INTERVAL_MS) return;
    this.#last = this.#now();
    this.#report(this.#done);
  }

  finish(skipped?: string): void {
    this.#report(this.#total, skipped);
  }
}
