import { closeSync, constants, openSync, readSync } from 'node:fs';

import { UserError } from '../errors.js';
import { displayName, fsPath } from '../text/byte-name.js';
import { formatBytes } from '../text/format.js';

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

/** Bytes. A layer has zeros for the holes of sparse files. They are hashed and compressed, and 16 GiB take a minute. */
const MOST_HOLES = 16 * 1024 ** 3;

/** Limits the holes of all files of one layer, or of one context, together. */
export class HoleBudget {
  #holes = 0;

  /** @param name how an error names the file  @throws UserError for the file with which there are too many */
  spend({ size, blocks }: { readonly size: number; readonly blocks?: number }, name: string): void {
    // On Windows, the number of blocks is not known.
    this.#holes += Math.max(0, size - (blocks ?? Infinity) * 512);
    if (this.#holes <= MOST_HOLES) return;
    throw new UserError(
      `the sparse files up to ${displayName(name)} have more than ${formatBytes(MOST_HOLES)} of holes`,
      {
        hint: 'An image holds holes as zeros. A useradd with a high uid makes such a file: give it --no-log-init.',
      },
    );
  }
}
