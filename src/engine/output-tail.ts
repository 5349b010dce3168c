/** Keeps the last lines of a process's output, up to a limit, for the error of a step that fails. */
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
    // Not joined at every call, so that many small writes stay cheap.
    if (this.#size > 4 * this.#maxBytes) this.#compact();
  }

  /** The lines, the last one without its line feed; empty if there was no output. */
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
