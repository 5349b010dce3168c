import { formatBytes } from '../../text/format.js';

/** Characters kept of an output's beginning, and the same number of its end. */
const KEPT = 512 * 1024;

/**
 * The output of a step that waits for its turn in the log. Its size is limited: from a long output the middle is cut, since
 * people look for its beginning and its end.
 */
export class OutputBuffer {
  readonly #head: string[] = [];
  #headSize = 0;
  /** The end of the output so far; whole chunks are dropped at the front. */
  #tail: string[] = [];
  #tailSize = 0;
  #dropped = 0;

  push(text: string): void {
    const room = KEPT - this.#headSize;
    const first = room > 0 ? text.slice(0, room) : '';
    if (first !== '') {
      this.#head.push(first);
      this.#headSize += first.length;
    }
    const rest = text.slice(first.length);
    if (rest === '') return;
    this.#tail.push(rest);
    this.#tailSize += rest.length;
    // It may grow to twice the size before it is cut, so that not every chunk costs a cut.
    if (this.#tailSize > 2 * KEPT) this.#cutTail();
  }

  #cutTail(): void {
    const all = this.#tail.join('');
    const kept = all.slice(-KEPT);
    this.#dropped += all.length - kept.length;
    this.#tail = [kept];
    this.#tailSize = kept.length;
  }

  /** Returns all that is kept, in pieces, and empties the buffer. */
  take(): string[] {
    const pieces = [...this.#head];
    if (this.#dropped > 0) pieces.push(`\n[${formatBytes(this.#dropped)} of this step's output were cut here]\n`);
    pieces.push(...this.#tail);
    this.#head.length = 0;
    this.#headSize = 0;
    this.#tail = [];
    this.#tailSize = 0;
    this.#dropped = 0;
    return pieces;
  }
}
