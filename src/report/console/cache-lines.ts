import type { CacheEvent } from '../../engine/cache-events.js';
import { shortDigest } from '../../oci/digest.js';
import { formatBytes, formatDuration } from '../../text/format.js';

type FetchFault = Extract<CacheEvent, { readonly doing: 'fetch' }>;

/** Failed layers that the log names for each location: when a location is down, all of them fail. */
const FETCH_FAULTS = 3;

/** The log's lines about cache locations, at most one for each event. */
export class CacheLines {
  readonly #fetchFaults = new Map<string, number>();

  /** @returns `undefined` for events that transfer lines or reports show */
  of(event: CacheEvent): string | undefined {
    switch (event.action) {
      case 'pack-restored':
        return `Restored ${event.records} step records from ${event.location.name} (${entry(event)})`;
      case 'pack-missing':
        return `${event.location.name} holds nothing for this build yet`;
      case 'pack-saved':
        return `Saved step records to ${event.location.name} (${entry(event)})`;
      case 'unchanged':
        return `${event.location.name} already has everything that would be saved`;
      case 'refused':
        return `Nothing was saved to ${event.location.name}: ${event.why}`;
      case 'budget':
        return event.entries === 0 ? undefined : budget(event);
      case 'fault':
        return event.doing === 'fetch'
          ? this.#fetchFault(event)
          : `WARNING: ${event.location.name} could not ${event.doing}: ${event.message}`;
      case 'mount-left-out':
        return `The cache mount ${event.id} (${formatBytes(event.bytes)}) was not saved: ${event.why}`;
      case 'blob-saved':
        return `${shortDigest(event.digest)}: Saved to ${event.location.name} (${entry(event)}): ${event.why}`;
      case 'left-out':
        return `${shortDigest(event.digest)}: Not saved (${formatBytes(event.bytes)}): ${event.why}`;
      case 'blob-restored':
        return undefined;
    }
  }

  #fetchFault({ location, digest, message }: FetchFault): string | undefined {
    const earlier = this.#fetchFaults.get(location.name) ?? 0;
    this.#fetchFaults.set(location.name, earlier + 1);
    if (earlier < FETCH_FAULTS)
      return `WARNING: layer ${shortDigest(digest)} could not be fetched from ${location.name}: ${message}`;
    return earlier === FETCH_FAULTS ? `WARNING: more layers could not be fetched from ${location.name}` : undefined;
  }
}

function budget({ location, bytes, limit, entries }: Extract<CacheEvent, { readonly action: 'budget' }>): string {
  const blobs = entries === 1 ? '1 blob' : `${entries} blobs`;
  return `${location.name} keeps ${formatBytes(bytes)} of at most ${formatBytes(limit)} for this build, in ${blobs}`;
}

function entry({ bytes, durationMs }: { readonly bytes: number; readonly durationMs: number }): string {
  return `${formatBytes(bytes)} in ${formatDuration(durationMs)}`;
}
