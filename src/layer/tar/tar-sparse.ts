/** Sparse members of GNU archives: only the file's data is stored, and a map says where it belongs. */
import { BLOCK, InvalidTar, isZeroBlock, parseNumber } from './tar-block.js';

export interface SparseMap {
  /** Bytes of the file, holes included. */
  readonly realSize: number;
  /** Offset and length in turns, ascending. */
  readonly segments: readonly number[];
}

/** More segments than any real file has. It limits the memory that a hostile map can take. */
const MAX_SEGMENTS = 200_000;

/** @throws InvalidTar unless the size is one, and the segments are ascending, inside of the file, and as long as the stored bytes */
export function checkedMap(realSize: number, segments: readonly number[], stored: number): SparseMap {
  if (realSize < 0) throw new InvalidTar(`absurd sparse size ${realSize}`);
  let end = 0;
  let sum = 0;
  for (let at = 0; at < segments.length; at += 2) {
    const offset = segments[at] ?? -1;
    const length = segments[at + 1] ?? -1;
    if (offset < end || length < 0 || offset + length > realSize) throw new InvalidTar('malformed sparse map');
    end = offset + length;
    sum += length;
  }
  if (sum !== stored) throw new InvalidTar('the sparse map does not fit the stored bytes');
  return { realSize, segments };
}

/** The text of `GNU.sparse.map` (PAX formats 0.0 and 0.1): numbers between commas.  @throws InvalidTar */
export function parseMapText(text: string): number[] {
  if (text === '') return [];
  const numbers = text.split(',').map(decimal);
  if (numbers.length % 2 !== 0 || numbers.length > 2 * MAX_SEGMENTS) throw new InvalidTar('malformed sparse map');
  return numbers;
}

function decimal(text: string): number {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(number)) throw new InvalidTar('malformed sparse map');
  return number;
}

/** Collects the map of PAX format 1.0, which is before the data: lines of decimal digits, padded to whole blocks. */
export class MapBlocks {
  /** Bytes taken so far. */
  size = 0;
  #line = '';
  #count: number | undefined;
  readonly #numbers: number[] = [];

  /** @returns the segments, once the map is complete  @throws InvalidTar */
  add(block: Buffer): number[] | undefined {
    this.size += BLOCK;
    const lines = (this.#line + block.toString('latin1')).split('\n');
    // What follows the last line feed continues in the next block, or is padding if the map is complete.
    this.#line = lines.pop() ?? '';
    for (const line of lines) {
      if (this.#count === undefined) this.#count = 2 * decimal(line);
      else if (this.#numbers.length < this.#count) this.#numbers.push(decimal(line));
    }
    if (this.#count !== undefined && this.#count > 2 * MAX_SEGMENTS) throw new InvalidTar('absurd sparse map');
    if (this.#count === this.#numbers.length) return this.#numbers;
    if (this.#line.length > 20) throw new InvalidTar('malformed sparse map');
    return undefined;
  }
}

/** Collects the map of the old GNU format: four pieces in the header (typeflag 'S'), 21 in each extension block. */
export class OldGnuMap {
  readonly realSize: number;
  readonly segments: number[] = [];
  /** Whether another extension block follows. */
  continued: boolean;

  constructor(header: Buffer) {
    this.realSize = parseNumber(header, 483, 12, 'sparse size');
    this.#take(header, 386, 4);
    this.continued = header[482] !== 0;
  }

  /** @throws InvalidTar */
  extend(block: Buffer): void {
    if (isZeroBlock(block)) throw new InvalidTar('malformed sparse map');
    this.#take(block, 0, 21);
    this.continued = block[504] !== 0;
  }

  #take(block: Buffer, start: number, count: number): void {
    for (let number = 0; number < count; number++) {
      const at = start + number * 24;
      if (block[at] === 0) break;
      this.segments.push(parseNumber(block, at, 12, 'sparse offset'), parseNumber(block, at + 12, 12, 'sparse length'));
    }
    if (this.segments.length > 2 * MAX_SEGMENTS) throw new InvalidTar('absurd sparse map');
  }
}

const ZEROS = Buffer.alloc(64 * 1024);

/** Makes the whole content from the stored bytes. */
export class SparseExpander {
  readonly #map: SparseMap;
  readonly #emit: (chunk: Buffer) => void;
  /** Index in the map of the segment that is being filled. */
  #segment = 0;
  #position = 0;

  constructor(map: SparseMap, emit: (chunk: Buffer) => void) {
    this.#map = map;
    this.#emit = emit;
  }

  write(chunk: Buffer): void {
    for (let at = 0; at < chunk.length;) {
      const offset = this.#map.segments[this.#segment] ?? this.#map.realSize;
      const end = offset + (this.#map.segments[this.#segment + 1] ?? 0);
      if (this.#position < offset) this.#zerosUntil(offset);
      const count = Math.min(end - this.#position, chunk.length - at);
      if (count > 0) this.#emit(chunk.subarray(at, at + count));
      at += count;
      this.#position += count;
      if (this.#position === end) this.#segment += 2;
    }
  }

  finish(): void {
    this.#zerosUntil(this.#map.realSize);
  }

  #zerosUntil(offset: number): void {
    while (this.#position < offset) {
      const count = Math.min(offset - this.#position, ZEROS.length);
      this.#emit(count === ZEROS.length ? ZEROS : ZEROS.subarray(0, count));
      this.#position += count;
    }
  }
}
