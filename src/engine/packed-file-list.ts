import { deflateRawSync, inflateRawSync } from 'node:zlib';

import { BytePieces } from '../layer/packed/byte-pieces.js';
import { GrowingNumbers } from '../layer/packed/growing-numbers.js';
import { readText, textRoom, writeText } from '../layer/packed/packed-text.js';
import { PathTable } from '../layer/packed/path-table.js';
import { byCodeUnit } from '../text/code-unit-order.js';
import type { FileIdentities } from './record.js';

/** Characters that are compressed at once. */
const PART = 64 * 1024;

/** A file, and what counts of it. */
export type Pair = readonly [path: string, identity: string];

/** As `FileListBuilder`, for more files than there should be objects. */
export class PackedFileListBuilder {
  readonly #paths = new PathTable();
  /** For each path: 1 + the number of its identity. */
  readonly #first = new GrowingNumbers();
  readonly #others = new Map<number, string[]>();
  readonly #texts = new BytePieces();
  readonly #starts = new GrowingNumbers();

  add(path: string, identity: string): void {
    const number = this.#paths.numberOf(path);
    const first = this.#first.at(number);
    if (first === 0) {
      const text = packed(identity);
      const { buffer, offset } = this.#texts.room(textRoom(text));
      this.#starts.push(this.#texts.keep(writeText(buffer, offset, text)));
      this.#first.set(number, this.#starts.length);
    } else if (this.#textAt(first - 1) !== identity) {
      const others = this.#others.get(number) ?? [];
      if (!others.includes(identity)) this.#others.set(number, [...others, identity]);
    }
  }

  /** Sorted by path, then identity. What several sources have in common is listed once. */
  finish(): FileIdentities {
    return PackedFileList.of(this.#sorted());
  }

  *#sorted(): Generator<Pair, void, undefined> {
    for (const number of this.#paths.sorted()) {
      const first = this.#first.at(number);
      if (first === 0) continue;
      const path = this.#paths.pathOf(number);
      const identities = [this.#textAt(first - 1), ...(this.#others.get(number) ?? [])];
      for (const identity of identities.sort(byCodeUnit)) yield [path, identity];
    }
  }

  #textAt(number: number): string {
    const position = this.#starts.at(number);
    return unpacked(readText(this.#texts.bufferAt(position), this.#texts.offsetAt(position)));
  }
}

/** Stands in front of a digest of which the bytes are kept, one for each character. No identity has it. */
const BYTES = '\x01';
const DIGEST = /sha256:([0-9a-f]{64})/;

function packed(identity: string): string {
  return identity.replace(DIGEST, (_, hex: string) => BYTES + Buffer.from(hex, 'hex').toString('latin1'));
}

function unpacked(text: string): string {
  const at = text.indexOf(BYTES);
  if (at < 0) return text;
  const hex = Buffer.from(text.slice(at + 1, at + 33), 'latin1').toString('hex');
  return `${text.slice(0, at)}sha256:${hex}${text.slice(at + 33)}`;
}

/** A list that may have millions of files. It is compressed, since neighbours have most of their texts in common. */
class PackedFileList implements FileIdentities {
  readonly #parts: Buffer[] = [];
  #length = 0;

  static of(pairs: Iterable<Pair>): PackedFileList {
    const list = new PackedFileList();
    let texts: string[] = [];
    let size = 0;
    for (const [path, identity] of pairs) {
      texts.push(path, identity);
      list.#length++;
      size += path.length + identity.length;
      if (size < PART) continue;
      list.#add(texts);
      texts = [];
      size = 0;
    }
    if (texts.length > 0) list.#add(texts);
    return list;
  }

  /** Neither names of files nor what is known of them can have a NUL. */
  #add(texts: readonly string[]): void {
    const text = texts.join('\0');
    const buffer = Buffer.allocUnsafe(textRoom(text));
    this.#parts.push(deflateRawSync(buffer.subarray(0, writeText(buffer, 0, text)), { level: 1 }));
  }

  get length(): number {
    return this.#length;
  }

  *[Symbol.iterator](): Iterator<Pair> {
    for (const part of this.#parts) {
      const texts = readText(inflateRawSync(part), 0).split('\0');
      for (let at = 0; at < texts.length; at += 2) yield [texts[at] ?? '', texts[at + 1] ?? ''];
    }
  }
}
