import { BytePieces } from '../layer/packed/byte-pieces.js';
import { GrowingNumbers } from '../layer/packed/growing-numbers.js';
import { readText, textRoom, writeText } from '../layer/packed/packed-text.js';
import { PairPacker, type Pair } from '../layer/packed/packed-pairs.js';
import { PathTable } from '../layer/packed/path-table.js';
import { byCodeUnit } from '../text/code-unit-order.js';
import type { FileIdentities } from './record.js';

/** As `FileListBuilder`, for more files than there should be objects. */
export class PackedFileListBuilder {
  readonly #paths: PathTable;
  /** For each path: 1 + the number of its identity. */
  readonly #first = new GrowingNumbers();
  readonly #others = new Map<number, string[]>();
  readonly #texts = new BytePieces();
  readonly #starts = new GrowingNumbers();

  /** @param paths may have others */
  constructor(paths = new PathTable()) {
    this.#paths = paths;
  }

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
    const packer = new PairPacker();
    for (const pair of this.#sorted()) packer.add(pair);
    return packer.finish();
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
