import type { CacheEvent } from '../../engine/cache-events.js';
import { formatBytes, formatDuration } from '../../text/format.js';

/** What a log tells of the places that keep caches, on one line; `undefined` for what is told by transfers or reports. */
export function cacheLine(event: CacheEvent): string | undefined {
  switch (event.action) {
    case 'pack-restored':
      return `Restored ${event.records} step records from ${event.place.name} (${entry(event)})`;
    case 'pack-missing':
      return `${event.place.name} holds nothing for this build yet`;
    case 'pack-saved':
      return `Saved step records to ${event.place.name} (${entry(event)})`;
    case 'unchanged':
      return `${event.place.name} has all that there is to save already`;
    case 'refused':
      return `Nothing was saved to ${event.place.name}: ${event.why}`;
    case 'fault':
      return `WARNING: ${event.place.name} could not ${event.doing}: ${event.message}`;
    case 'mount-left-out':
      return `The cache mount ${event.id} (${formatBytes(event.bytes)}) was not saved: ${event.why}`;
    case 'blob-restored':
    case 'blob-saved':
    case 'left-out':
    case 'budget':
      return undefined;
  }
}

function entry({ bytes, durationMs }: { readonly bytes: number; readonly durationMs: number }): string {
  return `${formatBytes(bytes)} in ${formatDuration(durationMs)}`;
}
