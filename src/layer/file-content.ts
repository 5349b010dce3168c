import { closeSync, constants, openSync, readSync } from 'node:fs';

import { fsPath } from '../text/byte-name.js';

/** Bytes a read; also the most that a small file may have to be read in one piece. */
const CHUNK = 512 * 1024;
/** Buffers of readings that ended: thousands of small files would else leave as many for the garbage collector. */
const spare: Buffer[] = [];
const MAX_SPARE = 4;

/**
 * The bytes of the regular file at `path` (as in `name.ts`), read synchronously, the last symbolic link not followed; for
 * `LayerWriter.add`. Small files come as one chunk. Chunks are only valid until the next one is asked for, or the end.
 *
 * @param size bytes that are expected; what is really there is read to its end
 * @throws what `openSync` and `readSync` throw
 */
export function* fileContent(path: string, size: number): Generator<Buffer, void, undefined> {
  // Without O_NONBLOCK, a path that became a fifo since its lstat would hang the process.
  yield* openedContent(openSync(fsPath(path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK), size);
}

/** `fileContent` of a file that is open already, and is closed at the end. */
export function* openedContent(fd: number, size: number): Generator<Buffer, void, undefined> {
  const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(CHUNK);
  try {
    for (let total = 0; ;) {
      const count = readSync(fd, buffer, 0, buffer.length, null);
      if (count === 0) return;
      total += count;
      yield count === buffer.length ? buffer : buffer.subarray(0, count);
      // The end of a small file shows in the read that takes its content.
      if (total === size && count < buffer.length) return;
    }
  } finally {
    if (spare.length < MAX_SPARE) spare.push(buffer);
    closeSync(fd);
  }
}
