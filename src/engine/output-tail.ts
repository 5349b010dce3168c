/** Keeps the last lines of a process's output, within a bound, for the error of a step that failed. */
export class OutputTail {
  readonly #maxBytes: number;
  readonly #maxLines: number;
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(maxLines = 20, maxBytes = 8192) {
    this.#maxLines = maxLines;
    this.#maxBytes = maxBytes;
  }

  add(data: Uint8Array): void {
    this.#chunks.push(Buffer.from(data));
    this.#size += data.length;
    // Joined only once in a while, so that many small writes stay cheap.
    if (this.#size > 4 * this.#maxBytes) this.#compact();
  }

  /** The lines, the last one without its end; empty where there was no output. */
  text(): string {
    this.#compact();
    const lines = (this.#chunks[0] ?? Buffer.alloc(0)).toString('utf8').replace(/\n+$/, '').split('\n');
    return lines.slice(-this.#maxLines).join('\n');
  }

  #compact(): void {
    const kept = Buffer.concat(this.#chunks).subarray(-this.#maxBytes);
    this.#chunks = [kept];
    this.#size = kept.length;
  }
}
