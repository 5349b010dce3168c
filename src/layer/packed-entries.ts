import { digestHex, digestOfHex } from '../oci/digest.js';
import { unreachable } from '../errors.js';
import type { EntryMetadata, LayerEntry } from './entry.js';
import { GrowingNumbers } from './packed/growing-numbers.js';
import { compareTexts, readText, textLength, writeText } from './packed/packed-text.js';

/** Bytes of a piece, which has many entries. A longer entry gets its own piece. */
const PIECE = 1024 * 1024;
/** Bytes of an entry without its texts: type, number of its metadata, mtime, two numbers, and a digest. */
const FIXED = 1 + 4 + 8 + 8 + 8 + 32;

const TYPES = ['file', 'directory', 'symlink', 'hardlink', 'char', 'block', 'fifo', 'whiteout'] as const;
type KnownMetadata = Omit<EntryMetadata, 'mtime'>;

/**
 * A layer's entries, in the order in which they were added. A layer may have millions of them. So they are not objects: they take a tenth
 * of the memory, and that is outside of JavaScript's heap. An entry becomes an object when it is read.
 */
export class PackedEntries implements Iterable<LayerEntry> {
  readonly #pieces: Buffer[] = [];
  #used = PIECE;
  /** Where each entry begins: the number of its piece, and the offset in the piece. */
  readonly #pieceOf = new GrowingNumbers();
  readonly #startOf = new GrowingNumbers();
  /** Modes, owners and extended attributes. Each combination is kept once, since there are few. */
  readonly #metadata: KnownMetadata[] = [];
  readonly #numbers = new Map<string, number>();

  get length(): number {
    return this.#startOf.length;
  }

  push(entry: LayerEntry): void {
    const target = 'target' in entry ? entry.target : '';
    const piece = this.#room(FIXED + textLength(entry.path) + textLength(target));
    let at = this.#used;
    this.#pieceOf.push(this.#pieces.length - 1);
    this.#startOf.push(at);
    at = piece.writeUInt8(TYPES.indexOf(entry.type), at);
    at = piece.writeUInt32LE('mode' in entry ? this.#numberOf(entry) : 0, at);
    at = piece.writeDoubleLE('mtime' in entry ? entry.mtime : 0, at);
    const [first, second] = numbersOf(entry);
    at = piece.writeDoubleLE(first, at);
    at = piece.writeDoubleLE(second, at);
    if (entry.type === 'file') piece.write(digestHex(entry.digest), at, 'hex');
    at = writeText(piece, at + 32, entry.path);
    this.#used = writeText(piece, at, target);
  }

  at(number: number): LayerEntry {
    const { piece, start } = this.#positionOf(number);
    const type = TYPES[piece.readUInt8(start)] ?? 'whiteout';
    const name = readText(piece, start + FIXED);
    const path = name.text;
    if (type === 'whiteout') return { type, path };
    if (type === 'hardlink') return { type, path, target: readText(piece, name.end).text };
    const { mode, uid, gid, xattrs } = this.#metadata[piece.readUInt32LE(start + 1)] ?? NONE;
    const mtime = piece.readDoubleLE(start + 5);
    const first = piece.readDoubleLE(start + 13);
    const second = piece.readDoubleLE(start + 21);
    if (type === 'file') {
      const digest = digestOfHex(piece.toString('hex', start + 29, start + FIXED));
      if (xattrs === undefined) return { type, path, mode, uid, gid, mtime, size: first, digest };
      return { type, path, mode, uid, gid, mtime, xattrs, size: first, digest };
    }
    const metadata = { path, mode, uid, gid, mtime, ...(xattrs !== undefined && { xattrs }) };
    switch (type) {
      case 'directory':
        return { type, ...metadata, ...(first === 1 && { opaque: true as const }) };
      case 'symlink':
        return { type, ...metadata, target: readText(piece, name.end).text };
      case 'char':
      case 'block':
        return { type, ...metadata, major: first, minor: second };
      case 'fifo':
        return { type, ...metadata };
      default:
        return unreachable(type);
    }
  }

  typeAt(number: number): LayerEntry['type'] {
    const { piece, start } = this.#positionOf(number);
    return TYPES[piece.readUInt8(start)] ?? 'whiteout';
  }

  pathAt(number: number): string {
    const { piece, start } = this.#positionOf(number);
    return readText(piece, start + FIXED).text;
  }

  *[Symbol.iterator](): Iterator<LayerEntry> {
    for (let number = 0; number < this.length; number++) yield this.at(number);
  }

  /** The numbers of the entries, sorted by path in the order of code units. */
  sorted(): Uint32Array {
    const order = Uint32Array.from({ length: this.length }, (_, number) => number);
    return order.sort((one, other) => {
      const left = this.#positionOf(one);
      const right = this.#positionOf(other);
      return compareTexts(left.piece, left.start + FIXED, right.piece, right.start + FIXED);
    });
  }

  #positionOf(number: number): { readonly piece: Buffer; readonly start: number } {
    const piece = this.#pieces[this.#pieceOf.at(number)];
    if (piece === undefined) throw new RangeError(`no entry ${number}`);
    return { piece, start: this.#startOf.at(number) };
  }

  /** The piece for the next entry, which takes so many bytes. */
  #room(bytes: number): Buffer {
    const last = this.#pieces.at(-1);
    if (last !== undefined && this.#used + bytes <= last.length) return last;
    const piece = Buffer.allocUnsafeSlow(Math.max(PIECE, bytes));
    this.#pieces.push(piece);
    this.#used = 0;
    return piece;
  }

  #numberOf({ mode, uid, gid, xattrs }: EntryMetadata): number {
    const key = `${mode} ${uid} ${gid} ${xattrs === undefined ? '' : JSON.stringify(xattrs)}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#metadata.push(xattrs === undefined ? { mode, uid, gid } : { mode, uid, gid, xattrs }) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }
}

const NONE: KnownMetadata = { mode: 0, uid: 0, gid: 0 };

function numbersOf(entry: LayerEntry): readonly [first: number, second: number] {
  switch (entry.type) {
    case 'file':
      return [entry.size, 0];
    case 'directory':
      return [entry.opaque === true ? 1 : 0, 0];
    case 'char':
    case 'block':
      return [entry.major, entry.minor];
    default:
      return [0, 0];
  }
}
