import { Unreadable } from '../findings/cataloger.js';

/** A value of a row. Texts and blobs are bytes. */
export type SqliteValue = number | Buffer | null;

const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');
const HEADER = 100;
const INTERIOR_TABLE = 0x05;
const LEAF_TABLE = 0x0d;
/** Columns of a row that are looked at. */
const MOST_COLUMNS = 32;

/**
 * Reads the rows of a table from an SQLite 3 database, as its file format says (sqlite.org, "Database File Format"). It knows no SQL
 * and no index. Each page is read once at most, so that a database whose pages lead in circles ends.
 */
export class SqliteFile {
  readonly #bytes: Buffer;
  readonly #pageSize: number;
  /** Bytes of a page without what is reserved at its end. */
  readonly #usable: number;
  readonly #seen = new Set<number>();
  /** Bytes of all rows so far. */
  #total = 0;

  /** @throws Unreadable when it is no such database */
  constructor(bytes: Buffer) {
    if (bytes.length < HEADER || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
      throw new Unreadable('it is not an SQLite database');
    }
    const size = bytes.readUInt16BE(16);
    this.#pageSize = size === 1 ? 65_536 : size;
    this.#usable = this.#pageSize - (bytes[20] ?? 0);
    if (this.#pageSize < 512 || this.#usable < 480) throw new Unreadable('its pages have an impossible size');
    this.#bytes = bytes;
  }

  /** @throws Unreadable when there is no such table, or it is damaged */
  *rows(table: string): Generator<readonly SqliteValue[], void, undefined> {
    for (const [type, name, , root] of this.#rowsFrom(1)) {
      if (textOf(type) !== 'table' || textOf(name) !== table || typeof root !== 'number') continue;
      yield* this.#rowsFrom(root);
      return;
    }
    throw new Unreadable(`it has no table ${table}`);
  }

  *#rowsFrom(root: number): Generator<readonly SqliteValue[], void, undefined> {
    const pending = [root];
    for (let number = pending.pop(); number !== undefined; number = pending.pop()) {
      const page = this.#page(number);
      // The first page begins with the header of the file.
      const start = number === 1 ? HEADER : 0;
      const cells = page.readUInt16BE(start + 3);
      const kind = page[start];
      if (kind !== INTERIOR_TABLE && kind !== LEAF_TABLE) throw new Unreadable(`page ${number} is not of a table`);
      const pointers = start + (kind === LEAF_TABLE ? 8 : 12);
      if (pointers + 2 * cells > page.length) throw new Unreadable(`page ${number} has too many cells`);
      const places = Array.from({ length: cells }, (_, cell) => page.readUInt16BE(pointers + 2 * cell));
      if (kind === LEAF_TABLE) for (const place of places) yield this.#row(page, place);
      else pending.push(page.readUInt32BE(start + 8), ...places.map((place) => uint32(page, place)).reverse());
    }
  }

  #page(number: number): Buffer {
    const end = number * this.#pageSize;
    if (number < 1 || end > this.#bytes.length) throw new Unreadable(`it has no page ${number}`);
    if (this.#seen.has(number)) throw new Unreadable(`it leads to page ${number} twice`);
    this.#seen.add(number);
    return this.#bytes.subarray(end - this.#pageSize, end - this.#pageSize + this.#usable);
  }

  #row(page: Buffer, place: number): readonly SqliteValue[] {
    const size = varint(page, place);
    const rowid = varint(page, size.end);
    // Else a small file could have any number of large rows.
    if ((this.#total += size.value) > this.#bytes.length) throw new Unreadable('its rows overlap');
    return valuesOf(this.#payload(page, rowid.end, size.value), rowid.value);
  }

  /** What does not fit in a page goes on in overflow pages ("Cell Payload Overflow Pages"). */
  #payload(page: Buffer, start: number, size: number): Buffer {
    const most = this.#usable - 35;
    if (size <= most) return page.subarray(start, start + size);
    const least = Math.floor(((this.#usable - 12) * 32) / 255) - 23;
    const fitting = least + ((size - least) % (this.#usable - 4));
    const local = fitting <= most ? fitting : least;
    const parts = [page.subarray(start, start + local)];
    let next = uint32(page, start + local);
    for (let left = size - local; left > 0;) {
      const overflow = this.#page(next);
      const part = overflow.subarray(4, 4 + left);
      parts.push(part);
      left -= part.length;
      next = uint32(overflow, 0);
    }
    return Buffer.concat(parts);
  }
}

function textOf(value: SqliteValue | undefined): string | undefined {
  return Buffer.isBuffer(value) ? value.toString('utf8') : undefined;
}

/** The values of a record ("Record Format"). A column that is the row's number is stored as null. */
function valuesOf(payload: Buffer, rowid: number): readonly SqliteValue[] {
  const header = varint(payload, 0);
  const values: SqliteValue[] = [];
  let at = header.value;
  for (let next = header.end; next < header.value && values.length < MOST_COLUMNS;) {
    const type = varint(payload, next);
    next = type.end;
    const length = lengthOf(type.value);
    if (at + length > payload.length) throw new Unreadable('a row is shorter than it says');
    values.push(
      type.value === 0 && values.length === 0 ? rowid : valueOf(type.value, payload.subarray(at, at + length)),
    );
    at += length;
  }
  return values;
}

function lengthOf(type: number): number {
  if (type >= 12) return (type - (type % 2) - 12) / 2;
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][type] ?? 0;
}

function valueOf(type: number, bytes: Buffer): SqliteValue {
  if (type >= 12) return bytes;
  if (type === 8 || type === 9) return type - 8;
  if (type >= 1 && type <= 5) return bytes.readIntBE(0, bytes.length);
  return type === 6 ? Number(bytes.readBigInt64BE(0)) : null;
}

/** Up to nine bytes, seven bits in each but the last ("varint"). Values that a double does not hold are no sizes here. */
function varint(bytes: Buffer, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let at = start; at < start + 9; at++) {
    const byte = bytes[at];
    if (byte === undefined) throw new Unreadable('a number is cut off');
    if (at === start + 8) return { value: value * 256 + byte, end: at + 1 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: at + 1 };
  }
  throw new Unreadable('a number is too long');
}

function uint32(bytes: Buffer, at: number): number {
  if (at + 4 > bytes.length) throw new Unreadable('a page is cut off');
  return bytes.readUInt32BE(at);
}
