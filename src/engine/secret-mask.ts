/** Shorter values would blot out half of every log, and nobody can call them secret. Bytes. */
const SHORTEST = 4;
/** Keys and certificates are shorter; the lines of a larger file are no secrets one by one. Bytes. */
const LONGEST_BY_LINES = 64 * 1024;
const MASK = Buffer.from('***');

/**
 * Blots out the values of secrets in what a step prints. Of a value of several lines each line counts by itself too, as a
 * program may print them one by one.
 */
export class SecretMask {
  /** Longest first: of two that match at one place the longer one is taken. */
  readonly #patterns: readonly Buffer[];

  private constructor(patterns: readonly Buffer[]) {
    this.#patterns = patterns;
  }

  static of(values: Iterable<Uint8Array>): SecretMask {
    const texts = new Set<string>();
    for (const value of values) {
      // Bytes as latin1, so that every value is a text of its own.
      const text = Buffer.from(value).toString('latin1');
      const lines = text.length > LONGEST_BY_LINES ? [] : text.split(/\r?\n/).map((line) => line.trim());
      for (const part of [text, text.trim(), ...lines]) {
        if (part.length >= SHORTEST) texts.add(part);
      }
    }
    const patterns = [...texts].map((text) => Buffer.from(text, 'latin1'));
    return new SecretMask(patterns.sort((a, b) => b.length - a.length));
  }

  /**
   * The mask of a build's secrets. One that cannot be read fails the step that mounts it, and shows nowhere else.
   *
   * @param others values to mask besides
   */
  static async read(
    secrets: ReadonlyMap<string, () => Promise<Uint8Array>>,
    others: readonly Uint8Array[] = [],
  ): Promise<SecretMask> {
    const values = await Promise.allSettled([...secrets.values()].map((read) => read()));
    const known = values.flatMap((value) => (value.status === 'fulfilled' ? [value.value] : []));
    return SecretMask.of([...known, ...others]);
  }

  text(text: string): string {
    const stream = this.stream();
    return Buffer.concat([stream.push(Buffer.from(text)), stream.end()]).toString();
  }

  /** For one stream of output, whose values may be cut anywhere. */
  stream(): MaskedStream {
    return new MaskedStream(this.#patterns);
  }
}

/** One stream: what may be the beginning of a value is held back until it is known. */
export class MaskedStream {
  readonly #patterns: readonly Buffer[];
  readonly #firstBytes: ReadonlySet<number | undefined>;
  #held: Buffer = Buffer.alloc(0);

  constructor(patterns: readonly Buffer[]) {
    this.#patterns = patterns;
    this.#firstBytes = new Set(patterns.map((pattern) => pattern[0]));
  }

  /** What of the stream can be shown now. */
  push(chunk: Uint8Array): Buffer {
    if (this.#patterns.length === 0) return Buffer.from(chunk);
    return this.#mask(Buffer.concat([this.#held, chunk]), false);
  }

  /** The rest, at the stream's end. */
  end(): Buffer {
    return this.#mask(this.#held, true);
  }

  #mask(text: Buffer, ended: boolean): Buffer {
    const shown: Buffer[] = [];
    let at = 0;
    const open = ended ? text.length : this.#openEnd(text);
    for (;;) {
      const match = this.#nextMatch(text, at);
      // A match that lies in an open end may turn out to be part of a longer one.
      if (match === undefined || match.start >= open) break;
      shown.push(text.subarray(at, match.start), MASK);
      at = match.end;
    }
    const until = Math.max(at, open);
    shown.push(text.subarray(at, until));
    this.#held = Buffer.from(text.subarray(until));
    return Buffer.concat(shown);
  }

  /** Where the last part begins that more bytes could make a value of. */
  #openEnd(text: Buffer): number {
    const longest = this.#patterns[0]?.length ?? 0;
    for (let start = Math.max(0, text.length - longest + 1); start < text.length; start++) {
      if (!this.#firstBytes.has(text[start])) continue;
      const tail = text.subarray(start);
      const begins = (pattern: Buffer): boolean =>
        pattern.length > tail.length && pattern.subarray(0, tail.length).equals(tail);
      if (this.#patterns.some(begins)) return start;
    }
    return text.length;
  }

  #nextMatch(text: Buffer, from: number): { readonly start: number; readonly end: number } | undefined {
    let best: { start: number; end: number } | undefined;
    for (const pattern of this.#patterns) {
      const start = text.indexOf(pattern, from);
      if (start >= 0 && (best === undefined || start < best.start)) best = { start, end: start + pattern.length };
    }
    return best;
  }
}
