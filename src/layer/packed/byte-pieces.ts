/** Bytes of a large piece, and the bits of an offset in it. An item that is longer gets its own piece. */
const PIECE_BITS = 20;
const PIECE = 2 ** PIECE_BITS;
/** Bytes of the first piece; each is twice as large as the one before it. Most builds need little, and a run of bake has hundreds of these. */
const FIRST = 4 * 1024;
/** With a piece's number and an offset, a position has 32 bits. */
const MOST_PIECES = 2 ** (32 - PIECE_BITS);

/** Items of bytes that can only be added, each at a position below 2^32. They are in pieces, so that nothing is copied when there are more. */
export class BytePieces {
  readonly #pieces: Buffer[] = [];
  #used = 0;

  /** A buffer with room for so many bytes from `offset` on. What is used of them is told to `keep`. */
  room(bytes: number): { readonly buffer: Buffer; readonly offset: number } {
    const last = this.#pieces.at(-1);
    // An item without bytes has a position, too, which is never behind the end of a piece: that would be the next piece.
    if (last !== undefined && this.#used + Math.max(bytes, 1) <= Math.min(last.length, PIECE)) {
      return { buffer: last, offset: this.#used };
    }
    if (this.#pieces.length === MOST_PIECES) throw new RangeError('more than 4 GiB of packed entries');
    const size = Math.min(FIRST * 2 ** this.#pieces.length, PIECE);
    const buffer = Buffer.allocUnsafeSlow(Math.max(size, bytes));
    this.#pieces.push(buffer);
    this.#used = 0;
    return { buffer, offset: 0 };
  }

  /** @param end where the item ends that was written into the room  @returns its position */
  keep(end: number): number {
    // As unsigned: shifting makes a number negative.
    const position = (((this.#pieces.length - 1) << PIECE_BITS) | this.#used) >>> 0;
    this.#used = Math.min(end, PIECE);
    return position;
  }

  bufferAt(position: number): Buffer {
    const buffer = this.#pieces[position >>> PIECE_BITS];
    if (buffer === undefined) throw new RangeError(`no piece at ${position}`);
    return buffer;
  }

  offsetAt(position: number): number {
    return position & (PIECE - 1);
  }
}
