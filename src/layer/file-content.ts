import { closeSync, constants, openSync, readSync } from 'node:fs';

import { fsPath } from './name.js';

/** Bytes a read; also the most that a small file may have to be read in one piece. */
const CHUNK = 512 * 1024;
/** Files of /proc and the like say that they are empty. */
const SMALLEST = 1024;

/**
 * The bytes of the regular file at `path` (as in `name.ts`), read synchronously, the last symbolic link not followed; for
 * `LayerWriter.add`. Small files come as one chunk. Chunks are only valid until the next one is asked for.
 *
 * @param size bytes that are expected: a hint for the buffer; what is really there is read to its end
 * @throws what `openSync` and `readSync` throw
 */
export function* fileContent(path: string, size: number): Generator<Buffer, void, undefined> {
  // Without O_NONBLOCK, a path that became a fifo since its lstat would hang the process.
  const fd = openSync(fsPath(path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    // One byte more than expected: the end of a small file then shows in the read that takes its content.
    const buffer = Buffer.allocUnsafe(Math.min(Math.max(size + 1, SMALLEST), CHUNK));
    for (let total = 0; ;) {
      const count = readSync(fd, buffer, 0, buffer.length, null);
      if (count === 0) return;
      total += count;
      yield count === buffer.length ? buffer : buffer.subarray(0, count);
      if (total === size && count < buffer.length) return;
    }
  } finally {
    closeSync(fd);
  }
}
