import { onSpan, type Span } from './span.js';

/** Spans that are kept. Some 300 bytes each. */
const MOST_SPANS = 200_000;

/** Keeps all spans from now on, up to a number. */
export class SpanLog {
  readonly #spans: Span[] = [];
  readonly #stop: () => void;
  #dropped = 0;

  constructor() {
    this.#stop = onSpan((span) => {
      if (this.#spans.length < MOST_SPANS) this.#spans.push(span);
      else this.#dropped++;
    });
  }

  get spans(): readonly Span[] {
    return this.#spans;
  }

  /** How many were not kept. */
  get dropped(): number {
    return this.#dropped;
  }

  close(): void {
    this.#stop();
  }
}
