import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { MessagePort } from 'node:worker_threads';

import { errorCode, InfraError } from '../../errors.js';

/** News about a file that grows: it has `more`, it is `lost`, or it is complete and verified under another name. */
export type Growth = 'more' | 'lost' | { readonly complete: string };

const CHUNK = 256 * 1024;

/**
 * The bytes of a file that another process is writing. It ends when the news say that the file is complete. If the download had to begin
 * anew in another file, it goes on in that one.
 *
 * @throws InfraError when the file is lost
 */
export async function* followFile(file: string, news: MessagePort): AsyncGenerator<Buffer, void, undefined> {
  let latest: Growth = 'more';
  let count = 0;
  let wake = (): void => undefined;
  news.on('message', (growth: Growth) => {
    latest = growth;
    count++;
    wake();
  });
  // It may have got its final name already.
  let fd = openIfThere(file);
  let position = 0;
  try {
    for (;;) {
      const [known, before] = [count, latest as Growth];
      const buffer = Buffer.allocUnsafe(CHUNK);
      const length = fd === undefined ? 0 : readSync(fd, buffer, 0, CHUNK, position);
      position += length;
      if (length > 0) yield buffer.subarray(0, length);
      else if (before === 'lost') throw new InfraError(`the download to ${file} failed`);
      else if (before !== 'more') {
        if (fd !== undefined && isSameFile(fd, before.complete)) return;
        if (fd !== undefined) closeSync(fd);
        fd = openSync(before.complete, 'r');
      } else if (count === known) await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    if (fd !== undefined) closeSync(fd);
    news.close();
  }
}

function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function isSameFile(fd: number, file: string): boolean {
  const [held, named] = [fstatSync(fd), statSync(file)];
  return held.ino === named.ino && held.dev === named.dev;
}
