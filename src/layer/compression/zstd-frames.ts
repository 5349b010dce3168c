import { InfraError } from '../../errors.js';

const MAGIC = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
const BLOCK_HEADER = 3;
const SKIPPABLE_HEADER = 8;
const CHECKSUM = 4;
const MAX_BLOCK = 128 * 1024;
/** Types of blocks. */
const REPEATED = 1;
const RESERVED = 3;

/** The header of a frame (RFC 8878, 3.1.1.1). */
export interface FrameHeader {
  /** Bytes of the header, with the magic number. */
  readonly length: number;
  /** How far back the frame may point: what a decompressor needs of memory. */
  readonly window: number;
  readonly hasChecksum: boolean;
}

/** @returns `undefined` if `bytes` do not have all of it. @throws InfraError for something else */
export function frameHeader(bytes: Buffer): FrameHeader | undefined {
  if (bytes.length >= 4 && bytes.readUInt32LE(0) !== MAGIC) throw new InfraError('no frame of zstd');
  if (bytes.length < 5) return undefined;
  const descriptor = bytes.readUInt8(4);
  const isSingle = (descriptor & 0x20) !== 0;
  const idSize = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeSize = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  const length = 5 + (isSingle ? 0 : 1) + idSize + sizeSize;
  if (bytes.length < length) return undefined;
  const window = isSingle ? contentSize(bytes.subarray(length - sizeSize, length)) : windowOf(bytes.readUInt8(5));
  return { length, window, hasChecksum: (descriptor & 4) !== 0 };
}

/** RFC 8878, 3.1.1.1.4. */
function contentSize(field: Buffer): number {
  switch (field.length) {
    case 1:
      return field.readUInt8(0);
    case 2:
      return field.readUInt16LE(0) + 256;
    case 4:
      return field.readUInt32LE(0);
    default:
      return Number(field.readBigUInt64LE(0));
  }
}

/** RFC 8878, 3.1.1.1.2. */
function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

/**
 * Finds where the frames of a zstd stream end, wherever its chunks are cut, from the sizes of their blocks. Node's decompressor stops after
 * the first frame, unless what it is given ends there.
 */
export class ZstdFrames {
  /** What comes behind the content that is left. */
  #next: 'frame' | 'block' | 'checksum' = 'frame';
  /** What has come of it. */
  #header: number[] = [];
  /** Bytes of content until then. */
  #left = 0;
  #hasChecksum = false;

  /** Whether no frame is open. */
  get isAtEnd(): boolean {
    return this.#next === 'frame' && this.#left === 0 && this.#header.length === 0;
  }

  /**
   * A chunk in parts: a frame that ends in it ends a part.
   *
   * @throws InfraError for what is no frame
   */
  *split(chunk: Buffer): Generator<Buffer, void, undefined> {
    let from = 0;
    for (let at = 0; at < chunk.length;) {
      if (this.#left === 0) this.#takeHeader(chunk.readUInt8(at++));
      const count = Math.min(this.#left, chunk.length - at);
      this.#left -= count;
      at += count;
      if (!this.isAtEnd) continue;
      yield chunk.subarray(from, at);
      from = at;
    }
    if (from < chunk.length) yield chunk.subarray(from);
  }

  #takeHeader(byte: number): void {
    this.#header.push(byte);
    const header = Buffer.from(this.#header);
    switch (this.#next) {
      case 'frame':
        if (!this.#beginFrame(header)) return;
        break;
      case 'block':
        if (header.length < BLOCK_HEADER) return;
        this.#beginBlock(header.readUIntLE(0, BLOCK_HEADER));
        break;
      case 'checksum':
        if (header.length < CHECKSUM) return;
        this.#next = 'frame';
    }
    this.#header = [];
  }

  /** @returns whether the header is whole */
  #beginFrame(header: Buffer): boolean {
    if (header.length < 4) return false;
    if ((header.readUInt32LE(0) & 0xfffffff0) >>> 0 === SKIPPABLE) {
      if (header.length < SKIPPABLE_HEADER) return false;
      this.#left = header.readUInt32LE(4);
      return true;
    }
    const frame = frameHeader(header);
    if (frame === undefined) return false;
    this.#hasChecksum = frame.hasChecksum;
    this.#next = 'block';
    return true;
  }

  /** RFC 8878, 3.1.1.2. */
  #beginBlock(header: number): void {
    const isLast = (header & 1) === 1;
    const type = (header >> 1) & 3;
    const size = header >> 3;
    if (type === RESERVED || size > MAX_BLOCK) throw new InfraError('no block of zstd');
    this.#left = type === REPEATED ? 1 : size;
    if (isLast) this.#next = this.#hasChecksum ? 'checksum' : 'frame';
  }
}
