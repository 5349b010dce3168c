import type { BlobWatch } from '../../engine/ports.js';
import type { DiffId } from '../../oci/identity.js';
import { encodeMessage } from '../protocol/frames.js';
import type { ClientMessage } from '../protocol/messages.js';
import type { LaunchedWorker } from './launch.js';

/** Bytes of a download after which the worker gets a message, and milliseconds after which it gets one for fewer. */
const GROWTH = 512 * 1024;
const DELAY = 50;

/** Tells the worker how a download grows, so that it can read along. Only for the first attempt, if there are several. */
export function growthMessages(
  worker: LaunchedWorker,
  id: number,
  diffId: DiffId,
  indexFile: string | undefined,
): BlobWatch {
  let files = 0;
  let [reported, grown] = [0, 0];
  let timer: NodeJS.Timeout | undefined;
  const report = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (grown === reported) return;
    reported = grown;
    send(worker, { type: 'grown', id, diffId });
  };
  return {
    begins: (blobFile) => {
      if (++files === 1) send(worker, { type: 'growing', id, diffId, blobFile, indexFile });
    },
    grows: (bytes) => {
      if (files !== 1) return;
      grown = bytes;
      if (grown - reported >= GROWTH) report();
      else timer ??= setTimeout(report, DELAY).unref();
    },
  };
}

export function send(worker: LaunchedWorker, message: ClientMessage): void {
  worker.child.stdin.write(encodeMessage(message));
}
