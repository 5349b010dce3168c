import type { EventSink } from '../engine/events.js';
import type { Descriptor } from '../oci/descriptor.js';

/** Milliseconds between two events of one blob. */
const INTERVAL_MS = 100;

/** `transfer` events of one blob: about ten a second, and always one at the end. */
export class TransferProgress {
  readonly #sink: EventSink;
  readonly #direction: 'pull' | 'push';
  readonly #blob: Descriptor;
  readonly #now: () => number;
  #done = 0;
  #last = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds */
  constructor(sink: EventSink, direction: 'pull' | 'push', blob: Descriptor, now: () => number) {
    this.#sink = sink;
    this.#direction = direction;
    this.#blob = blob;
    this.#now = now;
  }

  /** Another attempt begins from here. */
  restart(): void {
    this.#done = 0;
  }

  add(bytes: number): void {
    this.#done += bytes;
    // The end is told by `finish`, when the other side has taken it.
    if (this.#done >= this.#blob.size || this.#now() - this.#last < INTERVAL_MS) return;
    this.#last = this.#now();
    this.#emit(this.#done);
  }

  finish(skipped?: string): void {
    this.#emit(this.#blob.size, skipped);
  }

  #emit(done: number, skipped?: string): void {
    const { digest, size } = this.#blob;
    const base = { type: 'transfer', direction: this.#direction, digest, done, total: size } as const;
    this.#sink(skipped === undefined ? base : { ...base, skipped });
  }
}
