import { closeSync, constants, openSync, readSync } from 'node:fs';

import { fsPath } from '../text/byte-name.js';

/** Bytes to read at once. A file with fewer bytes comes as one chunk. */
const CHUNK = 512 * 1024;
/** Buffers for reuse: with thousands of small files, a new one for each would be too much garbage. */
const spare: Buffer[] = [];
const MAX_SPARE = 4;

/**
 * The bytes of the regular file at `path` (encoded as in `text/byte-name.ts`), for `LayerWriter.add`. The file is read synchronously,
 * and `path` may not be a symbolic link. A chunk is only valid until the next one is asked for.
 *
 * @param size bytes that are expected; the file is read to its end in any case
 * @throws what `openSync` and `readSync` throw
 */
export function* fileContent(path: string, size: number): Generator<Buffer, void, undefined> {
  // With O_NONBLOCK the process does not hang if the path has become a fifo since its lstat.
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
      // The whole file came in one read, which was shorter than asked for: this is its end.
      if (total === size && count < buffer.length) return;
    }
  } finally {
    if (spare.length < MAX_SPARE) spare.push(buffer);
    closeSync(fd);
  }
}
