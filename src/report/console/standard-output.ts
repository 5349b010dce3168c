import { fstatSync, write } from 'node:fs';
import { once } from 'node:events';

import { settledBefore } from '../../async/abortable.js';
import { errorCode } from '../../errors.js';
import { Interruption } from '../exit-code.js';

/*
 * A pipe may have a reader that is slow, or reads nothing. A write that blocks would keep the process from its signals. So Node queues what is
 * not taken yet, and whoever has more to write waits first, or the queue would fill the memory.
 */

type Stream = 'stdout' | 'stderr';

/**
 * Waits until standard output and standard error have taken most of what was written to them.
 *
 * @returns `undefined` if they have, or the signal has fired
 */
export function outputTaken(signal: AbortSignal): Promise<void> | undefined {
  const full = [process.stdout, process.stderr].filter((stream) => stream.writableNeedDrain);
  if (full.length === 0 || signal.aborted) return undefined;
  const taken = Promise.all(full.map((stream) => Promise.race([once(stream, 'drain'), once(stream, 'close')])));
  return settledBefore(signal, taken).then(
    () => undefined,
    () => undefined,
  );
}

/** Waits until all of it was taken, before the process ends. @returns at once when the signal fires */
export async function outputFlushed(signal: AbortSignal): Promise<void> {
  const flushed = [process.stdout, process.stderr]
    .filter((stream) => stream.writableLength > 0)
    .map((stream) => new Promise((resolve) => stream.write('', resolve)));
  await settledBefore(signal, Promise.all(flushed)).catch(() => undefined);
}

/**
 * Writes bytes, and waits until they were taken. So their buffer may be used again.
 *
 * @throws Interruption when there is no reader any more; the signal's reason
 */
export async function writeOutput(bytes: Uint8Array, signal: AbortSignal, name: Stream = 'stdout'): Promise<void> {
  const stream = process[name];
  // Node writes files in one piece, and only tells a full disk by an event.
  if (fstatSync(stream.fd).isFile()) {
    for (let at = 0; at < bytes.length;) at += await settledBefore(signal, writeSome(stream.fd, bytes.subarray(at)));
    return;
  }
  const written = new Promise<void>((resolve, reject) => {
    stream.write(bytes, (error) => (error ? reject(explained(error)) : resolve()));
  });
  await settledBefore(signal, written);
}

function writeSome(fd: number, bytes: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    write(fd, bytes, (error, written) => (error === null ? resolve(written) : reject(explained(error))));
  });
}

function explained(error: Error): Error {
  return errorCode(error) === 'EPIPE' ? new Interruption('SIGPIPE') : error;
}
