/** Shorter values turn up by chance in what tools keep: six random bytes do so once in 256 terabytes. */
const SHORTEST = 6;

/**
 * What a secret may look like in a file: the value as it is, without blanks around it, and each of them in base64, as in an
 * authorization. What is compressed, encrypted, or a part of a value, is not looked for.
 */
export function tracesOf(value: Uint8Array): readonly Buffer[] {
  const bytes = Buffer.from(value);
  const trimmed = Buffer.from(bytes.toString('latin1').trim(), 'latin1');
  const traces = [bytes, trimmed].flatMap((text) => [text, Buffer.from(text.toString('base64').replace(/=+$/, ''))]);
  const known = new Map(traces.map((trace) => [trace.toString('latin1'), trace]));
  return trimmed.length < SHORTEST ? [] : [...known.values()];
}

/** Looks for some byte strings in streams. */
export class ByteSearch {
  readonly #patterns: readonly Buffer[];
  readonly #overlap: number;

  constructor(patterns: readonly Uint8Array[]) {
    this.#patterns = patterns.map((pattern) => Buffer.from(pattern));
    this.#overlap = Math.max(0, ...this.#patterns.map(({ length }) => length - 1));
  }

  isIn(bytes: Buffer): boolean {
    return this.#patterns.some((pattern) => bytes.includes(pattern));
  }

  /** @returns a function that takes the chunks of one stream, and returns whether something was found so far */
  stream(): (chunk: Buffer) => boolean {
    if (this.#patterns.length === 0) return () => false;
    let found = false;
    let tail = Buffer.alloc(0);
    return (chunk) => {
      if (found) return true;
      // Search across the border of the two chunks, and in this chunk.
      const border = Buffer.concat([tail, chunk.subarray(0, this.#overlap)]);
      found = this.isIn(border) || this.isIn(chunk);
      const end = chunk.length >= this.#overlap ? chunk : border;
      tail = Buffer.from(end.subarray(Math.max(0, end.length - this.#overlap)));
      return found;
    };
  }
}
