import { Progress } from '../async/progress.js';
import type { EventSink } from '../engine/events.js';
import type { Descriptor } from '../oci/descriptor.js';

/** `transfer` events of one blob. @param now milliseconds */
export function transferProgress(
  sink: EventSink,
  direction: 'pull' | 'push',
  { digest, size: total }: Descriptor,
  now: () => number,
): Progress {
  const tell = (done: number, skipped?: string): void =>
    sink({ type: 'transfer', direction, digest, done, total, ...(skipped !== undefined && { skipped }) });
  return new Progress(total, tell, now);
}

/** For a blob whose progress is reported by other code: a cache reports in the same way for all of its locations. */
export function silentProgress({ size }: Descriptor): Progress {
  return new Progress(
    size,
    () => undefined,
    () => 0,
  );
}
