import type { FoundPackage } from '../findings/found-package.js';

/** Bytes of a file. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** Reads a file by asking for ranges. It gets their bytes: fewer, or none, where the file ends. */
export type RangeReader<T> = Generator<ByteRange, T, Buffer>;

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Bytes behind the reader that are kept: the names of sections mostly come shortly before the table that says where they are. */
const KEPT = 64 * 1024;

/**
 * A binary that is read from a stream. A reader that asks for something that has gone by has to wait for the next pass over the file,
 * so that no file is ever whole in memory.
 */
export class BinaryReading {
  readonly #reader: RangeReader<readonly FoundPackage[]>;
  #step: IteratorResult<ByteRange, readonly FoundPackage[]>;

  #failure: unknown;

  constructor(reader: RangeReader<readonly FoundPackage[]>) {
    this.#reader = reader;
    this.#step = reader.next();
  }

  /** What was found, once the reader is at its end. */
  get found(): readonly FoundPackage[] | undefined {
    return this.#step.done === true ? this.#step.value : undefined;
  }

  /**
   * Gives the reader what it asks for, as far as one pass goes. Stops reading as soon as nothing more is wanted of the file.
   *
   * @returns what the reader threw; then it is at its end
   * @throws whatever the stream throws
   */
  async pass(data: Chunks): Promise<unknown> {
    let window: Buffer = Buffer.alloc(0);
    let start = 0;
    for await (const chunk of data) {
      const from = Math.max(0, Math.min((this.#wanted?.offset ?? 0) - start, window.length - KEPT));
      start += from;
      window = Buffer.concat([window.subarray(from), chunk]);
      this.#serve(window, start, false);
      if (this.#wanted === undefined || this.#wanted.offset < start) return this.#failure;
    }
    this.#serve(window, start, true);
    return this.#failure;
  }

  get #wanted(): ByteRange | undefined {
    return this.#step.done === true ? undefined : this.#step.value;
  }

  #serve(window: Buffer, start: number, atEnd: boolean): void {
    for (let wanted = this.#wanted; wanted !== undefined; wanted = this.#wanted) {
      const from = wanted.offset - start;
      if (from < 0 || (!atEnd && from + wanted.length > window.length)) return;
      try {
        this.#step = this.#reader.next(window.subarray(from, from + wanted.length));
      } catch (error) {
        this.#failure = error;
        this.#step = { done: true, value: [] };
      }
    }
  }
}
