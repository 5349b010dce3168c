import { write } from 'node:fs';

import { settledBefore } from '../../async/abortable.js';
import { errorCode } from '../../errors.js';
import { Interruption } from '../exit-code.js';

/** The part of a stream's handle that makes writes block. Node has no public interface for it. */
interface Handle {
  setBlocking?(blocking: boolean): void;
}

/**
 * Makes writing wait for the reader, as other programs on a pipe do. Node would queue what a slow reader has not taken yet,
 * without limit: a step that prints faster than the log is read would fill the memory.
 */
export function makeWritesBlock(...streams: readonly NodeJS.WriteStream[]): void {
  for (const stream of streams) {
    const { _handle: handle } = stream as { readonly _handle?: Handle };
    handle?.setBlocking?.(true);
  }
}

/**
 * Writes bytes to standard output, and waits until its reader has taken them. They are written beside the event loop, so that a
 * signal ends the process also where the reader takes nothing.
 *
 * @throws Interruption when there is no reader any more; the signal's reason
 */
export async function writeToStdout(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await settledBefore(signal, writeSome(bytes.subarray(at)));
}

function writeSome(bytes: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    write(process.stdout.fd, bytes, (error, written) => {
      if (error === null) resolve(written);
      else reject(errorCode(error) === 'EPIPE' ? new Interruption('SIGPIPE') : error);
    });
  });
}
