import { deflateRawSync, inflateRawSync } from 'node:zlib';

import { readText, textRoom, writeText } from './packed-text.js';

/** Characters that are compressed at once. */
const PART = 64 * 1024;

/** Such as a file, and what counts of it. */
export type Pair = readonly [first: string, second: string];

/** A list that may have millions of pairs. */
interface Pairs extends Iterable<Pair> {
  readonly length: number;
}

/** Makes a list of pairs that come in its order. It is compressed, since neighbours have most of their texts in common. */
export class PairPacker {
  readonly #parts: Buffer[] = [];
  #texts: string[] = [];
  #size = 0;
  #length = 0;

  /** No text can have a NUL, as names of files cannot. */
  add([first, second]: Pair): void {
    this.#texts.push(first, second);
    this.#length++;
    this.#size += first.length + second.length;
    if (this.#size >= PART) this.#pack();
  }

  finish(): Pairs {
    if (this.#texts.length > 0) this.#pack();
    return new PackedPairs(this.#parts, this.#length);
  }

  #pack(): void {
    const text = this.#texts.join('\0');
    const buffer = Buffer.allocUnsafe(textRoom(text));
    this.#parts.push(deflateRawSync(buffer.subarray(0, writeText(buffer, 0, text)), { level: 1 }));
    this.#texts = [];
    this.#size = 0;
  }
}

class PackedPairs implements Pairs {
  readonly #parts: readonly Buffer[];
  readonly length: number;

  constructor(parts: readonly Buffer[], length: number) {
    this.#parts = parts;
    this.length = length;
  }

  *[Symbol.iterator](): Iterator<Pair> {
    for (const part of this.#parts) {
      const texts = readText(inflateRawSync(part), 0).split('\0');
      for (let at = 0; at < texts.length; at += 2) yield [texts[at] ?? '', texts[at + 1] ?? ''];
    }
  }
}
