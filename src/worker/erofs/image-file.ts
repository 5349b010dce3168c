import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';

import { BLOCK } from './structures.js';

/** Bytes that are collected before they are written. */
const BUFFER = 1024 * 1024;
/** A piece that is as long is written by itself. Zeros of that length become a hole. */
const LONG = 64 * 1024;
const ZEROS = Buffer.alloc(1024 * 1024);

/** A file that is written from a start to its end, with few system calls however small the pieces are. */
export class ImageFile {
  readonly #fd: number;
  #open = true;
  readonly #buffer = Buffer.allocUnsafeSlow(BUFFER);
  /** Where the buffer's content belongs, and how much it has. */
  #start: number;
  #used = 0;
  #holes = 0;

  /**
   * @param start where to begin
   * @param isThere the file exists, and what is not written of it stays
   */
  constructor(file: string, start: number, isThere = false) {
    this.#fd = openSync(file, isThere ? 'r+' : 'wx', 0o600);
    this.#start = start;
  }

  get position(): number {
    return this.#start + this.#used;
  }

  /** Bytes of long pieces of zeros, which were not written. */
  get holes(): number {
    return this.#holes;
  }

  /** The piece may be used again afterwards. */
  write(piece: Buffer): void {
    if (piece.length >= LONG) {
      this.flush();
      if (isZeros(piece)) this.#holes += piece.length;
      else this.#put(piece, this.#start);
      this.#start += piece.length;
      return;
    }
    if (this.#used + piece.length > BUFFER) this.flush();
    piece.copy(this.#buffer, this.#used);
    this.#used += piece.length;
  }

  /** Goes on at a later position. What is between is zeros. */
  skipTo(position: number): void {
    const gap = position - this.position;
    if (this.#used + gap > BUFFER) {
      this.flush();
      this.#start = position;
      return;
    }
    this.#buffer.fill(0, this.#used, this.#used + gap);
    this.#used += gap;
  }

  /** Goes on anywhere. What was written there before stays until it is written again. */
  seek(position: number): void {
    this.flush();
    this.#start = position;
  }

  /** Writes what is in the buffer. */
  flush(): void {
    this.#put(this.#buffer.subarray(0, this.#used), this.#start);
    this.#start += this.#used;
    this.#used = 0;
  }

  /** @returns the number of the block that begins here */
  nextBlock(): number {
    const block = Math.ceil(this.position / BLOCK);
    this.skipTo(block * BLOCK);
    return block;
  }

  /** Writes the rest, and the first block, whose content is known last. */
  finish(first: Buffer): void {
    this.nextBlock();
    this.flush();
    ftruncateSync(this.#fd, this.#start);
    this.#put(first, 0);
    this.close();
  }

  /** Also after `finish`. */
  close(): void {
    if (this.#open) closeSync(this.#fd);
    this.#open = false;
  }

  #put(bytes: Buffer, position: number): void {
    for (let at = 0; at < bytes.length;) at += writeSync(this.#fd, bytes, at, undefined, position + at);
  }
}

function isZeros(piece: Buffer): boolean {
  return piece.length <= ZEROS.length && piece.equals(ZEROS.subarray(0, piece.length));
}
