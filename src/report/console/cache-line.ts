import type { CacheEvent } from '../../engine/cache-events.js';
import { formatBytes, formatDuration } from '../../text/format.js';

/** What a log tells of the locations that keep caches, on one line; `undefined` for what transfers or reports tell. */
export function cacheLine(event: CacheEvent): string | undefined {
  switch (event.action) {
    case 'pack-restored':
      return `Restored ${event.records} step records from ${event.location.name} (${entry(event)})`;
    case 'pack-missing':
      return `${event.location.name} holds nothing for this build yet`;
    case 'pack-saved':
      return `Saved step records to ${event.location.name} (${entry(event)})`;
    case 'unchanged':
      return `${event.location.name} has all that there is to save already`;
    case 'refused':
      return `Nothing was saved to ${event.location.name}: ${event.why}`;
    case 'fault':
      return `WARNING: ${event.location.name} could not ${event.doing}: ${event.message}`;
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
