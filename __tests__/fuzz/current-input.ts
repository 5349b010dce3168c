const HEADER = 8;
const LONGEST_INPUT = 1024 * 1024;

/** The input that a thread runs, in memory that its watcher can read when the thread itself can tell nothing any more. */
export class CurrentInput {
  readonly memory: SharedArrayBuffer;
  /** How many inputs were begun, and the length of the present one. */
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

  /** It counts on with each input: while it stands still, one runs. */
  get begun(): number {
    return Atomics.load(this.#numbers, 0);
  }

  get bytes(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#numbers[1]));
  }
}
