import type { CacheLocation } from '../../engine/cache-location.js';
import type { EventSink } from '../../engine/events.js';
import { messageOf, WrongContent } from '../../errors.js';
import type { TimeBudget } from '../../async/time-budget.js';
import type { BlobPart } from '../../oci/blob-part.js';
import type { Descriptor } from '../../oci/descriptor.js';
import type { RepositoryName } from '../../oci/reference.js';
import type { CacheStore } from '../cache-store.js';
import type { JournalLine } from '../journal.js';
import { counted, transferProgress } from '../transfer-progress.js';

/** A location that may have a blob. Its bytes are not checked here. */
export interface BlobLocation {
  open(blob: Descriptor, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** Some of its bytes. Also throws if the location turns out to give no parts. Absent: it never does. */
  openPart?(blob: Descriptor, part: BlobPart, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** Call it when the blob was fetched from here and is correct. @param durationMs how long that took */
  arrived(blob: Descriptor, durationMs: number): void;
  /** Call it when the blob could not be fetched from here. */
  failed(blob: Descriptor, error: unknown): void;
}

/** Fetches blobs from repositories, and reports the progress. */
export interface BlobRegistry {
  fetchBlob(source: RepositoryName, blob: Descriptor, signal: AbortSignal): AsyncIterable<Uint8Array>;
  fetchBlobPart(
    source: RepositoryName,
    blob: Descriptor,
    part: BlobPart,
    signal: AbortSignal,
  ): AsyncIterable<Uint8Array>;
}

interface Bystanders {
  /** The time that is left for restoring. */
  readonly budget: TimeBudget;
  readonly note: (line: JournalLine) => void;
  readonly sink: EventSink;
}

/** The blobs beside a restored pack. */
export function storeBlobs(store: CacheStore, bystanders: Bystanders): BlobLocation {
  const { note, sink } = bystanders;
  const { location } = store;
  const open = async function* (blob: Descriptor, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    const progress = transferProgress(sink, 'restore', blob);
    yield* counted(store.fetchBlob(blob, signal), progress);
    progress.finish();
  };
  return {
    open: (blob, signal) => bounded(open, bystanders, blob, signal),
    openPart: (blob, part, signal) => bounded((...of) => store.fetchBlob(...of, part), bystanders, blob, signal),
    arrived: (blob, durationMs) => tellArrival(location, bystanders, blob, durationMs),
    failed: (blob, error) => {
      if (error instanceof WrongContent) note({ type: 'damaged', storeId: store.id, digest: blob.digest });
      tellFault(location, blob, error, sink);
    },
  };
}

/** The parcels beside a restored pack. A build can do without them, so the first failure is told, and no more. */
export function storeParcels(store: CacheStore, bystanders: Bystanders): BlobLocation {
  const { note, sink } = bystanders;
  const { location } = store;
  let told = false;
  return {
    open: (blob, signal) => bounded((...of) => store.fetchBlob(...of), bystanders, blob, signal),
    arrived: (blob, durationMs) => tellArrival(location, bystanders, blob, durationMs),
    failed: (blob, error) => {
      if (error instanceof WrongContent) note({ type: 'damaged', storeId: store.id, digest: blob.digest });
      if (told) return;
      told = true;
      const message = `${location.name}: what earlier builds noted about files could not be fetched: ${messageOf(error)}. Reasons of misses may be less exact, and steps may run again`;
      sink({ type: 'warning', message });
    },
  };
}

/** The blobs of a repository that the image was pushed to. */
export function repositoryBlobs(
  registry: BlobRegistry,
  source: RepositoryName,
  location: CacheLocation,
  bystanders: Bystanders,
): BlobLocation {
  const open: BlobLocation['open'] = (blob, signal) => registry.fetchBlob(source, blob, signal);
  return {
    open: (blob, signal) => bounded(open, bystanders, blob, signal),
    openPart: (blob, part, signal) =>
      bounded((...[of, end]) => registry.fetchBlobPart(source, of, part, end), bystanders, blob, signal),
    arrived: (blob, durationMs) => tellArrival(location, bystanders, blob, durationMs),
    failed: (blob, error) => tellFault(location, blob, error, bystanders.sink),
  };
}

/** The bytes, within the time for restoring. */
async function* bounded(
  open: BlobLocation['open'],
  { budget }: Bystanders,
  blob: Descriptor,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const spending = budget.begin(signal);
  try {
    yield* open(blob, spending.signal);
  } finally {
    spending.end();
  }
}

/** Notes how long it took: the next save needs to know how fast blobs come. */
function tellArrival(
  location: CacheLocation,
  { note, sink }: Bystanders,
  { digest, size: bytes }: Descriptor,
  durationMs: number,
): void {
  note({ type: 'restored', bytes, ms: durationMs });
  sink({ type: 'cache', action: 'blob-restored', location, digest, bytes, durationMs });
}

function tellFault(location: CacheLocation, { digest }: Descriptor, error: unknown, sink: EventSink): void {
  const message = messageOf(error);
  sink({ type: 'cache', action: 'fault', doing: 'fetch', location, digest, message });
}
