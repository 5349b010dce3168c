import { availableParallelism } from 'node:os';
import { constants, crc32, deflateRaw } from 'node:zlib';

import { EngineBug } from '../../errors.js';
import { traced } from '../../trace/span.js';

/**
 * Measured on 333 MB of a root filesystem: level 4 takes 4.5 s of processor time for 140.2 MB, 5 5.3 s for 138.1, 6 6.7 s for
 * 137.4 (pigz -6: 8.1 s, 136.5).
 */
const DEFAULT_GZIP_LEVEL = 5;

/** Bytes of input in a block. Larger blocks need more memory, and each block needs a handle and a flush. */
const BLOCK_SIZE = 256 * 1024;
/** Blocks in a group. */
const GROUP_BLOCKS = 4;
/** Bytes of input in a group, at most. */
export const GROUP_SIZE = GROUP_BLOCKS * BLOCK_SIZE;
/** Bytes of the header of a member (RFC 1952) that is written here, before the first group, and of its trailer, behind the last. */
export const GZIP_HEADER = 10;
export const GZIP_TRAILER = 8;
/** How far back deflate can point (RFC 1951). */
const WINDOW = 32 * 1024;
/** Each block that is being deflated has its input, its output and zlib's state in memory: about 1 MiB. */
const MAX_IN_FLIGHT = 16;

const NOTHING = Buffer.alloc(0);

export interface GzipOptions {
  /** 1 (fast) to 9 (small). */
  readonly level?: number;
  /** Called with the input in large blocks, in order, before they are compressed. They cost less to hash than small writes. */
  readonly onBlock?: (block: Buffer) => void;
  /**
   * Cuts the input into groups, none of which points back into another: each can be inflated alone, as raw deflate. They follow each other
   * without gaps. Called with each when the sink has it.
   */
  readonly onGroup?: (group: DeflatedGroup) => void;
}

/** Bytes of a group, as they are in the output and in the input. */
export interface DeflatedGroup {
  readonly deflated: number;
  readonly size: number;
}

interface Slot {
  /** `undefined` while the block is being deflated. */
  output: Buffer | undefined;
  readonly size: number;
  readonly endsGroup: boolean;
}

/**
 * One gzip member (RFC 1952) whose blocks are deflated side by side in libuv's thread pool. The dictionary of each block is the 32 KiB
 * before it, so that the output is hardly larger than that of a single stream. The output depends only on the input, the level and the
 * cuts. If the caller waits for `drained`, less than about 20 MiB of memory are used.
 */
export class ParallelGzip {
  readonly #sink: (chunk: Buffer) => void;
  readonly #onBlock: ((block: Buffer) => void) | undefined;
  readonly #onGroup: ((group: DeflatedGroup) => void) | undefined;
  readonly #level: number;
  readonly #maxInFlight = Math.min(2 * availableParallelism(), MAX_IN_FLIGHT);
  /** Outputs in order. */
  readonly #slots: Slot[] = [];
  readonly #spare: Buffer[] = [];
  #block: Buffer = Buffer.allocUnsafe(BLOCK_SIZE);
  #filled = 0;
  #dictionary: Buffer | undefined;
  /** Blocks of the group that was begun, and what of it the sink has. */
  #groupBlocks = 0;
  #deflated = 0;
  #inflated = 0;
  #crc = 0;
  #size = 0;
  #error: unknown;
  #failed = false;
  #wake: (() => void)[] = [];

  /** @param sink takes the output in order, synchronously; what it throws is thrown by the next call */
  constructor(sink: (chunk: Buffer) => void, options: GzipOptions = {}) {
    this.#sink = sink;
    this.#onBlock = options.onBlock;
    this.#onGroup = options.onGroup;
    this.#level = options.level ?? DEFAULT_GZIP_LEVEL;
    // Without time, name and operating system: nothing differs between two machines.
    sink(Buffer.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255));
  }

  /** Takes a copy of `chunk`. */
  write(chunk: Uint8Array): void {
    this.#check();
    for (let at = 0; at < chunk.length;) {
      const count = Math.min(BLOCK_SIZE - this.#filled, chunk.length - at);
      this.#block.set(count === chunk.length ? chunk : chunk.subarray(at, at + count), this.#filled);
      this.#filled += count;
      at += count;
      if (this.#filled < BLOCK_SIZE) continue;
      this.#dispatch({ endsGroup: this.#onGroup !== undefined && this.#groupBlocks + 1 === GROUP_BLOCKS });
    }
  }

  /** Bytes of the group that was begun. */
  get groupSize(): number {
    return this.#groupBlocks * BLOCK_SIZE + this.#filled;
  }

  /** Ends the group, if there is anything in it. */
  cut(): void {
    this.#check();
    if (this.groupSize > 0) this.#dispatch({ endsGroup: true });
  }

  /** A promise to await before the next write if too many blocks are being deflated; else `undefined`. */
  drained(): Promise<void> | undefined {
    this.#check();
    if (this.#slots.length < this.#maxInFlight) return undefined;
    return traced(
      'layers: waits',
      () => 'for the compressor',
      () => this.#waitUntil(this.#maxInFlight - 1),
    );
  }

  /** Ends the member. Resolves when the sink has all of it. */
  async finish(): Promise<void> {
    this.#check();
    this.#dispatch({ endsGroup: true, last: true });
    await this.#waitUntil(0);
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(this.#crc, 0);
    trailer.writeUInt32LE(this.#size % 2 ** 32, 4);
    this.#sink(trailer);
  }

  /** Resolves when no block is being deflated any more, also after an error. The sink is not called afterwards. */
  async abandon(): Promise<void> {
    this.#fail(new EngineBug('written to after it was abandoned'));
    while (this.#slots.length > 0) await this.#change();
  }

  async #waitUntil(inFlight: number): Promise<void> {
    while (this.#slots.length > inFlight && !this.#failed) await this.#change();
    this.#check();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#wake.push(resolve));
  }

  #check(): void {
    if (this.#failed) throw this.#error;
  }

  #fail(error: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#error = error;
  }

  #dispatch({ endsGroup, last = false }: { readonly endsGroup: boolean; readonly last?: boolean }): void {
    const buffer = this.#block;
    const block = this.#filled === BLOCK_SIZE ? buffer : buffer.subarray(0, this.#filled);
    this.#onBlock?.(block);
    this.#crc = crc32(block, this.#crc);
    this.#size += block.length;
    const slot: Slot = { output: undefined, size: block.length, endsGroup };
    this.#slots.push(slot);
    deflateRaw(
      block,
      {
        level: this.#level,
        // Enough for a block that does not compress, so that one call in the pool does it.
        chunkSize: BLOCK_SIZE + 1024,
        finishFlush: last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
        ...(this.#dictionary === undefined ? {} : { dictionary: this.#dictionary }),
      },
      (error, output) => {
        this.#spare.push(buffer);
        this.#arrived(slot, error, output);
      },
    );
    if (last) return;
    this.#groupBlocks = endsGroup ? 0 : this.#groupBlocks + 1;
    // A copy: the block may be filled again before the next one is dispatched.
    this.#dictionary = endsGroup ? undefined : Buffer.from(block.subarray(-WINDOW));
    this.#block = this.#spare.pop() ?? Buffer.allocUnsafe(BLOCK_SIZE);
    this.#filled = 0;
  }

  #arrived(slot: Slot, error: Error | null, output: Buffer): void {
    if (error !== null) this.#fail(error);
    slot.output = error === null ? output : NOTHING;
    for (let head = this.#slots[0]; head?.output !== undefined; head = this.#slots[0]) {
      this.#slots.shift();
      if (!this.#failed) this.#pass(head, head.output);
    }
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }

  /** What the sink throws ends the output, and not the taking of what is still to come: `abandon` waits for all of that. */
  #pass({ size, endsGroup }: Slot, output: Buffer): void {
    try {
      this.#sink(output);
      this.#deflated += output.length;
      this.#inflated += size;
      if (!endsGroup) return;
      this.#onGroup?.({ deflated: this.#deflated, size: this.#inflated });
      this.#deflated = 0;
      this.#inflated = 0;
    } catch (thrown) {
      this.#fail(thrown);
    }
  }
}
