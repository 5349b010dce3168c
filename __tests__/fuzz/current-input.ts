const HEADER = 8;
const LONGEST_INPUT = 1024 * 1024;

/** The input that a thread runs, in shared memory. The main thread can read it even if the thread does not answer any more. */
export class CurrentInput {
  readonly memory: SharedArrayBuffer;
  /** Number of inputs that were started, and length of the current one. */
  readonly #numbers: Int32Array;
  readonly #bytes: Buffer;

  constructor(memory = new SharedArrayBuffer(HEADER + LONGEST_INPUT)) {
    this.memory = memory;
    this.#numbers = new Int32Array(memory, 0, 2);
    this.#bytes = Buffer.from(memory, HEADER);
  }

  begin(input: Buffer): void {
    input.copy(this.#bytes);
    this.#numbers[1] = input.length;
    Atomics.add(this.#numbers, 0, 1);
  }

  /** Grows with each input. While it does not change, the same input runs. */
  get begun(): number {
    return Atomics.load(this.#numbers, 0);
  }

  get bytes(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#numbers[1]));
  }
}
