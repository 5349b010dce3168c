/** Shorter values would hide half of every log, and are no secrets. Bytes. */
const SHORTEST = 4;
/** Keys and certificates are smaller. The lines of a larger file are not masked one by one. Bytes. */
const LONGEST_BY_LINES = 64 * 1024;
const MASK = Buffer.from('***');

/**
 * Masks the values of secrets in what a step prints. Each line of a value with several lines is masked too, as a program may print
 * them one by one.
 */
export class SecretMask {
  /** Longest first: where two match, the longer one counts. */
  readonly #patterns: readonly Buffer[];

  private constructor(patterns: readonly Buffer[]) {
    this.#patterns = patterns;
  }

  static of(values: Iterable<Uint8Array>): SecretMask {
    const texts = new Set<string>();
    for (const value of values) {
      // As latin1, in which every byte is a character: values need not be UTF-8.
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
   * The mask of a build's secrets. A secret that cannot be read fails the step that mounts it, not the mask.
   *
   * @param others further values to mask
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

  /** For one stream of output. A value may be split between chunks. */
  stream(): MaskedStream {
    return new MaskedStream(this.#patterns);
  }
}

/** Masks one stream. What may be the start of a value is held back until the next chunk shows whether it is. */
export class MaskedStream {
  readonly #patterns: readonly Buffer[];
  readonly #firstBytes: ReadonlySet<number | undefined>;
  #held: Buffer = Buffer.alloc(0);

  constructor(patterns: readonly Buffer[]) {
    this.#patterns = patterns;
    this.#firstBytes = new Set(patterns.map((pattern) => pattern[0]));
  }

  /** What can be shown so far. */
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
      // A match that reaches into the held back end may be part of a longer one.
      if (match === undefined || match.start >= open) break;
      shown.push(text.subarray(at, match.start), MASK);
      at = match.end;
    }
    const until = Math.max(at, open);
    shown.push(text.subarray(at, until));
    this.#held = Buffer.from(text.subarray(until));
    return Buffer.concat(shown);
  }

  /** Where the last bytes begin that could be the start of a value. */
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
