import { closeSync, constants, readSync } from 'node:fs';

import { TooManyLinks } from '../text/resolve-path.js';
import type { HeldFile } from './held-file.js';
import { openInRoot } from './open-in-root.js';

export type FileInRoot =
  | { readonly kind: 'file'; readonly bytes: Buffer }
  /** Nothing is there, or links lead in circles. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'directory' }
  /** A device, a fifo or a socket. It was not opened. */
  | { readonly kind: 'special' }
  | { readonly kind: 'tooLarge' };

/**
 * Reads a regular file inside the folder `root`. Links are followed, but never out of it.
 *
 * @param limit the most bytes that the file may have
 * @throws what `open` and `read` throw, such as EACCES
 */
export function readInRoot(root: string, path: string, limit: number): FileInRoot {
  let held: HeldFile;
  try {
    const found = openInRoot(root, path, { followLast: true });
    held = found.held;
    if (found.kind !== 'found') {
      held.close();
      return { kind: 'absent' };
    }
  } catch (error) {
    if (error instanceof TooManyLinks) return { kind: 'absent' };
    throw error;
  }
  try {
    if (held.stats.isDirectory()) return { kind: 'directory' };
    if (!held.stats.isFile()) return { kind: 'special' };
    const bytes = readUpTo(held, limit + 1);
    return bytes.length > limit ? { kind: 'tooLarge' } : { kind: 'file', bytes };
  } finally {
    held.close();
  }
}

/** Reads at most `most` bytes, whatever the file's size is: it may grow, and files in /proc have size 0. */
function readUpTo(held: HeldFile, most: number): Buffer {
  const fd = held.open(constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const chunks: Buffer[] = [];
    for (let left = most; left > 0;) {
      const chunk = Buffer.allocUnsafe(Math.min(left, Math.max(held.stats.size + 1, CHUNK)));
      const count = readSync(fd, chunk, 0, chunk.length, null);
      if (count === 0) break;
      chunks.push(chunk.subarray(0, count));
      left -= count;
    }
    return Buffer.concat(chunks);
  } finally {
    closeSync(fd);
  }
}

const CHUNK = 64 * 1024;
