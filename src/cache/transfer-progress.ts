import { Progress } from '../async/progress.js';
import type { EventSink } from '../engine/events.js';
import type { BlobDescriptor } from './cache-store.js';

/** Sends `transfer` events for one blob that is restored from a cache or saved to one. */
export function transferProgress(
  sink: EventSink,
  direction: 'restore' | 'save',
  { digest, size: total }: BlobDescriptor,
): Progress {
  const report = (done: number): void => sink({ type: 'transfer', direction, digest, done, total });
  return new Progress(total, report, () => performance.now());
}

/** Passes bytes on and counts them. The reader calls `progress.finish`. */
export async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  progress: Progress,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of bytes) {
    progress.add(chunk.byteLength);
    yield chunk;
  }
}
