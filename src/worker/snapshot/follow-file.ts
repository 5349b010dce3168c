import { closeSync, openSync, readSync } from 'node:fs';
import type { MessagePort } from 'node:worker_threads';

import { InfraError } from '../../errors.js';

/** News about a file that grows: it has `more`, it is `complete` and verified, or it is `lost`. */
export type Growth = 'more' | 'complete' | 'lost';

const CHUNK = 256 * 1024;

/**
 * The bytes of a file that another process is writing. It ends when the news says that the file is complete.
 *
 * @throws InfraError when the file is lost; what `openSync` throws when it does not exist (any more)
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
  try {
    const fd = openSync(file, 'r');
    try {
      for (;;) {
        const [known, before] = [count, latest as Growth];
        const buffer = Buffer.allocUnsafe(CHUNK);
        const length = readSync(fd, buffer);
        if (length > 0) yield buffer.subarray(0, length);
        else if (before === 'complete') return;
        else if (before === 'lost') throw new InfraError(`the download to ${file} failed`);
        else if (count === known) await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      closeSync(fd);
    }
  } finally {
    news.close();
  }
}
