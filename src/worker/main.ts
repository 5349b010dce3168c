import { setMaxListeners } from 'node:events';
import { Socket } from 'node:net';
import { isMainThread, workerData } from 'node:worker_threads';

import { encodeBytes, encodeMessage, FrameReader } from './protocol/frames.js';
import { makeKernelCalls } from './runtime/choose-runtime.js';
import type { WorkerMessage } from './protocol/messages.js';
import { Session } from './session.js';
import { ON_DEMAND_THREAD, serveOnDemandImages } from './snapshot/on-demand-thread.js';
import { serveUnpackJobs } from './snapshot/unpack-pool.js';

/**
 * Milliseconds that cleaning up may take. A runtime that does not end must not keep the worker, when nobody is left who would end it. Where
 * the client still runs, it waits for less.
 */
const CLEAN_UP_TIME = 8000;

/**
 * The worker's own program. `launch.ts` starts it in new process, mount and control group namespaces.
 * It ends when its standard input does. The kernel then kills what is left in the namespaces, and removes their mounts.
 */
function serve(): void {
  // Every layer of a step listens to the step's signal.
  setMaxListeners(0);
  // process.stdout would block when the client is slow to read from the pipe.
  const out = new Socket({ fd: 1, readable: false, writable: true });
  const send = (message: WorkerMessage): void => void out.write(encodeMessage(message));
  const drained = (): Promise<void> =>
    new Promise((resolve) => (out.writableNeedDrain ? out.once('drain', resolve) : resolve()));
  const sendBytes = (id: number, channel: number, data: Uint8Array): boolean =>
    out.write(encodeBytes(id, channel, data));
  const session = new Session({ send, sendBytes, drained }, process.argv[1] ?? '');
  out.on('error', () => process.exit(1));

  process.umask(0);
  const reader = new FrameReader();
  let turn = Promise.resolve();
  process.stdin.on('data', (chunk: Buffer) => {
    for (const frame of reader.push(chunk)) turn = turn.then(() => session.receive(frame));
    turn.catch(fatal);
  });
  process.stdin.on('end', () => {
    setTimeout(() => process.exit(1), CLEAN_UP_TIME);
    void session.end().finally(() => process.exit(0));
  });
}

function fatal(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`, () =>
    process.exit(70),
  );
}

if (isMainThread) {
  process.on('uncaughtException', fatal);
  serve();
} else if (workerData === ON_DEMAND_THREAD) serveOnDemandImages();
else serveUnpackJobs(() => makeKernelCalls(process.env['PATH'] ?? ''));
