import { availableParallelism } from 'node:os';

import { EngineBug } from '../../errors.js';
import { GROUP_SIZE, type GroupCompressor, type GroupCompressorOptions } from './group.js';
import { nodeZstd, ZSTD_END, ZSTD_LEVEL, ZSTD_WINDOW_LOG, type ZlibStream } from './node-zstd.js';
import { OrderedOutput } from './ordered-output.js';

/**
 * zstd's own default. Measured on 235 MB of node_modules in groups, with the processor's time of gzip -5 as 1: level 1 takes 0.42 for
 * 54.9 MB, 2 0.46 for 52.7, 3 0.5 for 50.0 (gzip: 53.5).
 */
const DEFAULT_ZSTD_LEVEL = 3;

/** Of a group: no frame points further back than its own start. */
export const GROUP_WINDOW_LOG = Math.log2(GROUP_SIZE);

/** Bytes that a frame has at most beyond its input: a header, and three bytes for each block of 128 KiB. */
const FRAME_OVERHEAD = 4096;

/** Each encoder has its tables, a window, a block of input and one of output in memory: about 5 MiB. */
const MAX_ENCODERS = 6;

interface Job {
  readonly block: Buffer;
  readonly done: (error: unknown, output: Buffer) => void;
}

/**
 * A zstd frame (RFC 8878) for each group of the input. Frames are made side by side in libuv's thread pool. The output depends only on the
 * input, the level, the cuts, and the version of zstd in Node.
 */
export class ParallelZstd implements GroupCompressor {
  readonly #onBlock: ((block: Buffer) => void) | undefined;
  readonly #level: number;
  readonly #output: OrderedOutput;
  readonly #encoders = new Set<FrameEncoder>();
  readonly #idle: FrameEncoder[] = [];
  readonly #maxEncoders = Math.min(availableParallelism() + 1, MAX_ENCODERS);
  /** No encoder is free for them. */
  readonly #waiting: Job[] = [];
  readonly #spare: Buffer[] = [];
  #block: Buffer = Buffer.allocUnsafe(GROUP_SIZE);
  #filled = 0;
  #isEmpty = true;

  /**
   * @param sink takes the output in order, synchronously; what it throws is thrown by the next call
   * @throws EngineBug where Node has no zstd
   */
  constructor(sink: (chunk: Buffer) => void, { level, onBlock, onGroup }: GroupCompressorOptions = {}) {
    this.#onBlock = onBlock;
    this.#level = level ?? DEFAULT_ZSTD_LEVEL;
    this.#output = new OrderedOutput({ sink, onGroup, maxInFlight: this.#maxEncoders + 1 });
  }

  write(chunk: Uint8Array): void {
    this.#output.check();
    for (let at = 0; at < chunk.length;) {
      const count = Math.min(GROUP_SIZE - this.#filled, chunk.length - at);
      this.#block.set(count === chunk.length ? chunk : chunk.subarray(at, at + count), this.#filled);
      this.#filled += count;
      at += count;
      if (this.#filled === GROUP_SIZE) this.#dispatch();
    }
  }

  get groupSize(): number {
    return this.#filled;
  }

  cut(): void {
    this.#output.check();
    if (this.#filled > 0) this.#dispatch();
  }

  drained(): Promise<void> | undefined {
    return this.#output.drained();
  }

  async finish(): Promise<void> {
    this.#output.check();
    // No frame at all would not be zstd.
    if (this.#filled > 0 || this.#isEmpty) this.#dispatch();
    await this.#output.flushed();
    this.#close();
  }

  async abandon(): Promise<void> {
    await this.#output.abandon();
    this.#close();
  }

  #dispatch(): void {
    const block = this.#block.subarray(0, this.#filled);
    const buffer = this.#block;
    this.#onBlock?.(block);
    const passOn = this.#output.begin(block.length, true);
    const done: Job['done'] = (error, output) => {
      this.#spare.push(buffer);
      passOn(error, output);
    };
    this.#isEmpty = false;
    this.#start({ block, done });
    this.#block = this.#spare.pop() ?? Buffer.allocUnsafe(GROUP_SIZE);
    this.#filled = 0;
  }

  #start(job: Job): void {
    const encoder = this.#idle.pop() ?? this.#another();
    if (encoder === undefined) {
      this.#waiting.push(job);
      return;
    }
    encoder.encode(job.block, (error, output) => {
      this.#idle.push(encoder);
      const next = this.#waiting.shift();
      if (next !== undefined) this.#start(next);
      job.done(error, output);
    });
  }

  #another(): FrameEncoder | undefined {
    if (this.#encoders.size === this.#maxEncoders) return undefined;
    const encoder = new FrameEncoder(this.#level);
    this.#encoders.add(encoder);
    return encoder;
  }

  #close(): void {
    for (const encoder of this.#encoders) encoder.close();
    this.#encoders.clear();
  }
}

/** Makes one frame after the other. To make its tables anew for each of them would take a third of the time. */
class FrameEncoder {
  readonly #stream: ZlibStream;
  #done: Job['done'] | undefined;
  /** Why it makes no frames any more. */
  #broken: Error | undefined;

  constructor(level: number) {
    if (nodeZstd === undefined) throw new EngineBug('this Node.js has no zstd');
    this.#stream = nodeZstd.createZstdCompress({
      chunkSize: GROUP_SIZE + FRAME_OVERHEAD,
      // A frame is read when it is whole.
      readableHighWaterMark: 2 * (GROUP_SIZE + FRAME_OVERHEAD),
      params: { [ZSTD_LEVEL]: level, [ZSTD_WINDOW_LOG]: GROUP_WINDOW_LOG },
    });
    this.#stream.on('error', (error) => {
      this.#broken = error;
      this.#end(error, Buffer.alloc(0));
    });
  }

  /** To be called when the frame before is done. */
  encode(block: Buffer, done: Job['done']): void {
    if (this.#broken !== undefined) {
      done(this.#broken, Buffer.alloc(0));
      return;
    }
    this.#done = done;
    if (block.length > 0) this.#stream.write(block);
    this.#stream.flush(ZSTD_END, () => {
      const parts: Buffer[] = [];
      for (let part = this.#read(); part !== null; part = this.#read()) parts.push(part);
      this.#end(null, parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts));
    });
  }

  close(): void {
    this.#stream.destroy();
  }

  #read(): Buffer | null {
    return this.#stream.read() as Buffer | null;
  }

  #end(error: unknown, output: Buffer): void {
    const done = this.#done;
    this.#done = undefined;
    done?.(error, output);
  }
}
