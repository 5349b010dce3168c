import { closeSync, constants, openSync, writeSync } from 'node:fs';

import { errorCode } from '../../errors.js';
import { BLOCK } from '../erofs/structures.js';

/** What the program that serves a file is told of it. */
export type Arrival =
  /** All up to `end` is there. */
  | { readonly kind: 'head'; readonly end: number }
  /** All from `start` on is there. */
  | { readonly kind: 'tail'; readonly start: number }
  /** What is not there never will be. */
  | { readonly kind: 'lost' }
  /** All from `start` to `end` is there. Both are bytes at the start of a block. */
  | { readonly kind: 'part'; readonly start: number; readonly end: number }
  /** What is not there comes only if it is asked for. The file has `end` bytes. */
  | { readonly kind: 'on-demand'; readonly end: number };

const KINDS = { head: 1, tail: 2, lost: 3, part: 4, 'on-demand': 5 } as const;
/** Bytes of a record. The kernel does not mix what several writers write to a pipe if it is as little. */
const RECORD = 16;
/** Milliseconds until a full pipe is tried again. */
const RETRY = 2;

/** Writes to the pipe that the server of the files reads. Threads write to it themselves: their news wait for nobody. */
export class ArrivalNews {
  readonly #fd: number | undefined;
  #isOpen = true;

  /** @param pipe that of `ServedFiles`. If nobody reads it any more, the news are dropped. */
  constructor(pipe: string) {
    this.#fd = openPipe(pipe);
  }

  /** @param number names the file */
  tell(number: number, arrival: Arrival): void {
    if (this.#fd === undefined || !this.#isOpen) return;
    const record = Buffer.alloc(RECORD);
    record.writeUInt32BE(number, 0);
    record.writeUInt32BE(KINDS[arrival.kind], 4);
    record.writeBigUInt64BE(valueOf(arrival), 8);
    while (!written(this.#fd, record)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY);
  }

  close(): void {
    if (this.#isOpen && this.#fd !== undefined) closeSync(this.#fd);
    this.#isOpen = false;
  }
}

function valueOf(arrival: Arrival): bigint {
  switch (arrival.kind) {
    case 'head':
      return BigInt(arrival.end);
    case 'tail':
      return BigInt(arrival.start);
    case 'lost':
      return 0n;
    case 'part':
      return (BigInt(arrival.start / BLOCK) << 32n) | BigInt((arrival.end - arrival.start) / BLOCK);
    case 'on-demand':
      return BigInt(Math.ceil(arrival.end / BLOCK));
  }
}

/** Does not wait for a reader. */
function openPipe(pipe: string): number | undefined {
  try {
    return openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (errorCode(error) === 'ENXIO' || errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** @returns `false` if the pipe is full */
function written(fd: number, record: Buffer): boolean {
  try {
    writeSync(fd, record);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EAGAIN') return false;
    if (errorCode(error) === 'EPIPE') return true;
    throw error;
  }
}
