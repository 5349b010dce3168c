import { Unreadable } from '../findings/cataloger.js';
import type { RangeReader } from './binary-reading.js';

/** A section of an ELF file, as its table says. The table may lie. */
export interface Section {
  readonly offset: number;
  readonly size: number;
}

/** What an ELF file says about itself (System V ABI, "Object Files"). */
export class Elf {
  readonly #header: Numbers;
  readonly #sections = new Map<string, Section>();

  private constructor(header: Numbers) {
    this.#header = header;
  }

  /**
   * Reads header and section table; of a file that is not ELF, only its first bytes.
   *
   * @returns `undefined` if it is not an ELF file, or one without sections
   * @throws Unreadable when the table is larger than any linker makes it
   */
  static *read(): RangeReader<Elf | undefined> {
    const start = yield { offset: 0, length: 64 };
    if (start.length < 52 || !start.subarray(0, 4).equals(MAGIC)) return undefined;
    const header = new Numbers(start);
    const elf = new Elf(header);
    yield* elf.#readSections();
    return elf.#sections.size === 0 ? undefined : elf;
  }

  section(name: string): Section | undefined {
    return this.#sections.get(name);
  }

  /**
   * Where the byte that a running program has at `address` is in the file.
   *
   * @returns `undefined` if it is in no segment
   */
  *offsetOf(address: number): RangeReader<number | undefined> {
    const { is64 } = this.#header;
    const [at, entrySize, count] = is64 ? [32, 54, 56] : [28, 42, 44];
    const size = this.#header.half(entrySize);
    if (size > LARGEST_ENTRY) return undefined;
    const table = new Numbers(
      yield { offset: this.#header.word(at), length: size * Math.min(this.#header.half(count), MOST_SEGMENTS) },
      this.#header,
    );
    for (let entry = 0; size >= (is64 ? 56 : 32) && entry + size <= table.length; entry += size) {
      if (table.int(entry) !== PT_LOAD) continue;
      const [offset, from, length] = is64 ? [8, 16, 32] : [4, 8, 16];
      const distance = address - table.word(entry + from);
      if (distance >= 0 && distance < table.word(entry + length)) return table.word(entry + offset) + distance;
    }
    return undefined;
  }

  *#readSections(): RangeReader<void> {
    const header = this.#header;
    const { is64 } = header;
    const [at, entrySize, count, names] = is64 ? [40, 58, 60, 62] : [32, 46, 48, 50];
    const size = header.half(entrySize);
    const length = header.half(count) * size;
    if (header.word(at) === 0 || length === 0 || size < (is64 ? 64 : 40) || size > LARGEST_ENTRY) return;
    if (header.half(count) > MOST_SECTIONS) throw new Unreadable(`it has ${header.half(count)} sections`);
    const table = new Numbers(yield { offset: header.word(at), length }, header);
    const sectionAt = (entry: number): Section => {
      const [offset, extent] = is64 ? [24, 32] : [16, 20];
      return { offset: table.word(entry + offset), size: table.word(entry + extent) };
    };
    const namesEntry = header.half(names) * size;
    if (namesEntry + size > table.length) return;
    const texts = sectionAt(namesEntry);
    if (texts.size > LARGEST_NAMES) throw new Unreadable('the names of its sections are too long');
    const bytes = yield { offset: texts.offset, length: texts.size };
    for (let entry = 0; entry + size <= table.length; entry += size) {
      const name = table.int(entry);
      const end = bytes.indexOf(0, name);
      if (end > name && end - name < 64) this.#sections.set(bytes.toString('latin1', name, end), sectionAt(entry));
    }
  }

  /** Bytes read as this file's numbers. */
  numbers(bytes: Buffer): Numbers {
    return new Numbers(bytes, this.#header);
  }
}

const MAGIC = Buffer.from('\x7fELF', 'latin1');
const PT_LOAD = 1;
/** Executables have some 40; object files with a section for each function are no executables. */
const MOST_SECTIONS = 8192;
const MOST_SEGMENTS = 256;
/** Bytes of an entry of a table. */
const LARGEST_ENTRY = 128;
/** Bytes. */
const LARGEST_NAMES = 1024 * 1024;

/** Numbers in the size and byte order of an ELF file. What is outside of the bytes reads as zero, and what no file can reach, too. */
export class Numbers {
  readonly is64: boolean;
  readonly #isBig: boolean;
  readonly #bytes: Buffer;

  /** @param like whose size and order they have; without it, they are in `bytes`, which is a header */
  constructor(bytes: Buffer, like?: Numbers) {
    this.#bytes = bytes;
    this.is64 = like === undefined ? bytes[4] === 2 : like.is64;
    this.#isBig = like === undefined ? bytes[5] === 2 : like.#isBig;
  }

  get length(): number {
    return this.#bytes.length;
  }

  half(at: number): number {
    if (at + 2 > this.#bytes.length) return 0;
    return this.#isBig ? this.#bytes.readUInt16BE(at) : this.#bytes.readUInt16LE(at);
  }

  int(at: number): number {
    if (at + 4 > this.#bytes.length) return 0;
    return this.#isBig ? this.#bytes.readUInt32BE(at) : this.#bytes.readUInt32LE(at);
  }

  /** 4 or 8 bytes. */
  word(at: number): number {
    if (!this.is64) return this.int(at);
    if (at + 8 > this.#bytes.length) return 0;
    const value = Number(this.#isBig ? this.#bytes.readBigUInt64BE(at) : this.#bytes.readBigUInt64LE(at));
    return Number.isSafeInteger(value) ? value : 0;
  }
}
