import { availableParallelism } from 'node:os';
import { constants, crc32, deflateRaw } from 'node:zlib';

import { GROUP_SIZE, type GroupCompressor, type GroupCompressorOptions } from './group.js';
import { hardlyCompresses, WINDOW } from './hardly-compresses.js';
import { OrderedOutput } from './ordered-output.js';

/**
 * Measured on 333 MB of a root filesystem: level 4 takes 4.5 s of processor time for 140.2 MB, 5 5.3 s for 138.1, 6 6.7 s for
 * 137.4 (pigz -6: 8.1 s, 136.5).
 */
const DEFAULT_GZIP_LEVEL = 5;
/**
 * For blocks that hardly compress. Measured on a gzip of a program: level 5 takes 28 ms/MiB for 0.999 of the size, Huffman's code alone 5.4 for
 * 1.000, this 0.7 for 1.000.
 */
const STORED = 0;

/** Bytes of input in a block. Larger blocks need more memory, and each block needs a handle and a flush. */
const BLOCK_SIZE = 256 * 1024;
/** Blocks in a group. */
const GROUP_BLOCKS = GROUP_SIZE / BLOCK_SIZE;
/** Bytes of the header of a member (RFC 1952) that is written here, before the first group, and of its trailer, behind the last. */
export const GZIP_HEADER = 10;
export const GZIP_TRAILER = 8;
/** Each block that is being deflated has its input, its output and zlib's state in memory: about 1 MiB. */
const MAX_IN_FLIGHT = 16;

/**
 * One gzip member (RFC 1952) whose blocks are deflated side by side in libuv's thread pool. The dictionary of each block is the 32 KiB
 * before it, so that the output is hardly larger than that of a single stream. The output depends only on the input, the level and the
 * cuts. If the caller waits for `drained`, less than about 20 MiB of memory are used. Each group is raw deflate.
 */
export class ParallelGzip implements GroupCompressor {
  readonly #sink: (chunk: Buffer) => void;
  readonly #onBlock: ((block: Buffer) => void) | undefined;
  /** Whether groups are cut where nobody asks for it. */
  readonly #inGroups: boolean;
  /** Absent: the default, and less for what hardly compresses. */
  readonly #level: number | undefined;
  readonly #output: OrderedOutput;
  readonly #spare: Buffer[] = [];
  #block: Buffer = Buffer.allocUnsafe(BLOCK_SIZE);
  #filled = 0;
  #dictionary: Buffer | undefined;
  /** Blocks of the group that was begun. */
  #groupBlocks = 0;
  #crc = 0;
  #size = 0;

  /** @param sink takes the output in order, synchronously; what it throws is thrown by the next call */
  constructor(sink: (chunk: Buffer) => void, { level, onBlock, onGroup }: GroupCompressorOptions = {}) {
    this.#sink = sink;
    this.#onBlock = onBlock;
    this.#inGroups = onGroup !== undefined;
    this.#level = level;
    const maxInFlight = Math.min(2 * availableParallelism(), MAX_IN_FLIGHT);
    this.#output = new OrderedOutput({ sink, onGroup, maxInFlight });
    // Without time, name and operating system: nothing differs between two machines.
    sink(Buffer.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255));
  }

  write(chunk: Uint8Array): void {
    this.#output.check();
    for (let at = 0; at < chunk.length;) {
      const count = Math.min(BLOCK_SIZE - this.#filled, chunk.length - at);
      this.#block.set(count === chunk.length ? chunk : chunk.subarray(at, at + count), this.#filled);
      this.#filled += count;
      at += count;
      if (this.#filled < BLOCK_SIZE) continue;
      this.#dispatch({ endsGroup: this.#inGroups && this.#groupBlocks + 1 === GROUP_BLOCKS });
    }
  }

  get groupSize(): number {
    return this.#groupBlocks * BLOCK_SIZE + this.#filled;
  }

  cut(): void {
    this.#output.check();
    if (this.groupSize > 0) this.#dispatch({ endsGroup: true });
  }

  drained(): Promise<void> | undefined {
    return this.#output.drained();
  }

  async finish(): Promise<void> {
    this.#output.check();
    this.#dispatch({ endsGroup: true, last: true });
    await this.#output.flushed();
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(this.#crc, 0);
    trailer.writeUInt32LE(this.#size % 2 ** 32, 4);
    this.#sink(trailer);
  }

  abandon(): Promise<void> {
    return this.#output.abandon();
  }

  #dispatch({ endsGroup, last = false }: { readonly endsGroup: boolean; readonly last?: boolean }): void {
    const buffer = this.#block;
    const block = this.#filled === BLOCK_SIZE ? buffer : buffer.subarray(0, this.#filled);
    this.#onBlock?.(block);
    this.#crc = crc32(block, this.#crc);
    this.#size += block.length;
    const done = this.#output.begin(block.length, endsGroup);
    deflateRaw(
      block,
      {
        level: this.#level ?? (hardlyCompresses(block) ? STORED : DEFAULT_GZIP_LEVEL),
        // Enough for a block that does not compress, so that one call in the pool does it.
        chunkSize: BLOCK_SIZE + 1024,
        finishFlush: last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
        ...(this.#dictionary === undefined ? {} : { dictionary: this.#dictionary }),
      },
      (error, output) => {
        this.#spare.push(buffer);
        done(error, output);
      },
    );
    if (last) return;
    this.#groupBlocks = endsGroup ? 0 : this.#groupBlocks + 1;
    // A copy: the block may be filled again before the next one is dispatched.
    this.#dictionary = endsGroup ? undefined : Buffer.from(block.subarray(-WINDOW));
    this.#block = this.#spare.pop() ?? Buffer.allocUnsafe(BLOCK_SIZE);
    this.#filled = 0;
  }
}
