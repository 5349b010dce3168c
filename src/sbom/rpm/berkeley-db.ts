import { Unreadable } from '../findings/cataloger.js';

const MAGIC = 0x0006_1561;
/** Bytes of the header that each page has. */
const PAGE_HEADER = 26;
const UNSORTED_HASH_PAGE = 2;
const OVERFLOW_PAGE = 7;
const HASH_PAGE = 13;
const INLINE = 1;
const OFF_PAGE = 3;

/** A key and its value. */
type Pair = readonly [key: Buffer, value: Buffer];

/**
 * The pairs of a hash database of Berkeley DB 4 and 5, in which rpm kept its headers until 2020 (Berkeley DB, `dbinc/db_page.h`). The
 * buckets are not followed: all pages are gone through in their order. Each overflow page is read once at most.
 *
 * @throws Unreadable
 */
export function* hashPairs(bytes: Buffer): Generator<Pair, void, undefined> {
  const file = new BerkeleyFile(bytes);
  for (let number = 1; number < file.pages; number++) yield* file.pairsOn(number);
}

class BerkeleyFile {
  readonly #bytes: Buffer;
  readonly #isBig: boolean;
  readonly #pageSize: number;
  readonly #seen = new Set<number>();

  constructor(bytes: Buffer) {
    if (bytes.length < 512) throw new Unreadable('it is not a hash database of Berkeley DB');
    this.#bytes = bytes;
    this.#isBig = bytes.readUInt32BE(12) === MAGIC;
    if (this.#uint32(12) !== MAGIC) throw new Unreadable('it is not a hash database of Berkeley DB');
    if (bytes[24] !== 0) throw new Unreadable('it is encrypted');
    this.#pageSize = this.#uint32(20);
    if (this.#pageSize < 512 || this.#pageSize > 65_536) throw new Unreadable('its pages have an impossible size');
  }

  get pages(): number {
    return Math.floor(this.#bytes.length / this.#pageSize);
  }

  *pairsOn(number: number): Generator<Pair, void, undefined> {
    const page = number * this.#pageSize;
    const kind = this.#bytes[page + 25];
    if (kind !== HASH_PAGE && kind !== UNSORTED_HASH_PAGE) return;
    const count = this.#uint16(page + 20);
    if (PAGE_HEADER + 2 * count > this.#pageSize) throw new Unreadable(`page ${number} has too many entries`);
    // Items fill a page from its end, so that each ends where the one before begins.
    let end = this.#pageSize;
    let key: Buffer | undefined;
    for (let item = 0; item < count; item++) {
      const start = this.#uint16(page + PAGE_HEADER + 2 * item);
      if (start >= end) throw new Unreadable(`the entries of page ${number} overlap`);
      const value = this.#item(this.#bytes.subarray(page + start, page + end));
      if (key !== undefined && value !== undefined) yield [key, value];
      key = item % 2 === 0 ? value : undefined;
      end = start;
    }
  }

  /** @returns `undefined` for a kind of item that rpm does not write */
  #item(item: Buffer): Buffer | undefined {
    if (item[0] === INLINE) return item.subarray(1);
    if (item[0] !== OFF_PAGE || item.length < 12) return undefined;
    const offset = item.byteOffset - this.#bytes.byteOffset;
    return this.#overflow(this.#uint32(offset + 4), this.#uint32(offset + 8));
  }

  #overflow(first: number, size: number): Buffer {
    const parts: Buffer[] = [];
    for (let left = size, number = first; left > 0;) {
      const page = number * this.#pageSize;
      if (this.#seen.has(number)) throw new Unreadable(`it leads to page ${number} twice`);
      this.#seen.add(number);
      const used = this.#uint16(page + 22);
      if (number >= this.pages || this.#bytes[page + 25] !== OVERFLOW_PAGE || used === 0) {
        throw new Unreadable(`page ${number} is not where a package goes on`);
      }
      const part = this.#bytes.subarray(page + PAGE_HEADER, page + Math.min(PAGE_HEADER + used, this.#pageSize));
      parts.push(part);
      left -= part.length;
      number = this.#uint32(page + 16);
    }
    return Buffer.concat(parts).subarray(0, size);
  }

  #uint16(at: number): number {
    if (at + 2 > this.#bytes.length) return 0;
    return this.#isBig ? this.#bytes.readUInt16BE(at) : this.#bytes.readUInt16LE(at);
  }

  #uint32(at: number): number {
    if (at + 4 > this.#bytes.length) return 0;
    return this.#isBig ? this.#bytes.readUInt32BE(at) : this.#bytes.readUInt32LE(at);
  }
}
