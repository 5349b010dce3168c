import { InfraError } from '../../errors.js';
import type { HttpClient } from '../../http/http-client.js';
import { statusOf } from '../../http/http-error.js';
import type { RetryPolicy } from '../../http/retry-policy.js';
import type { BlobPart } from '../../oci/blob-part.js';
import type { Digest } from '../../oci/digest.js';
import type { BlobDescriptor, BlobToUpload } from '../cache-store.js';
import { downloadBlob } from './blob-download.js';
import { type BlobEntries, missingBlob } from './blob-entries.js';
import { pollFor } from './poll.js';
import { checkedBytes, SourceError } from './blob-source.js';
import type { BlobUpload } from './blob-upload.js';
import type { CacheAccess } from './cache-access.js';
import type { CacheService, SignedUrl } from './cache-service.js';
import { BLOB_VERSION, blobKey, blobKeys, alternateKey, isBlobKey } from './entry-keys.js';

interface ServiceBlobsParts {
  readonly http: HttpClient;
  readonly service: CacheService;
  /** The same service, asked without retries. */
  readonly serviceOnce: CacheService;
  readonly upload: BlobUpload;
  readonly access: CacheAccess;
  readonly retry: RetryPolicy;
  /** Blobs that are looked up or moved at the same time. */
  readonly concurrency: number;
  /** New entries per minute. The service allows 200 to a repository, for all its jobs together. */
  readonly entriesPerMinute: number;
  /** Milliseconds between looks for an entry that another job seems to be saving. */
  readonly pollMs: readonly number[];
}

/** After this many failures in a row, the service counts as down and is not asked any more. */
const MAX_FAILURES = 3;
const MINUTE = 60_000;

/** Blobs through the service's own calls. @actions/cache would pack each into an archive, and takes four times as long. */
export class ServiceBlobs implements BlobEntries {
  readonly #parts: ServiceBlobsParts;
  /** The times at which entries were made in the last minute. */
  #made: number[] = [];

  constructor(parts: ServiceBlobsParts) {
    this.#parts = parts;
  }

  async *fetchBlob(
    blob: BlobDescriptor,
    signal: AbortSignal,
    part?: BlobPart,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const { http, retry, access, serviceOnce } = this.#parts;
    const address = async (): Promise<SignedUrl> => {
      const found = access.read ? await this.#find(blob, signal, serviceOnce) : undefined;
      if (found === undefined) throw missingBlob(blob);
      return found;
    };
    yield* downloadBlob(http, blob, address, { retry, signal, part });
  }

  async uploadBlobs(blobs: readonly BlobToUpload[], signal: AbortSignal): Promise<ReadonlySet<Digest>> {
    const there = new Set<Digest>();
    const queue = blobs.values();
    let failure: InfraError | undefined;
    let failures = 0;
    const worker = async (): Promise<void> => {
      for (const one of queue) {
        if (failures >= MAX_FAILURES) return;
        try {
          if (await this.#uploadOne(one, signal)) there.add(one.blob.digest);
          failures = 0;
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof InfraError)) throw error;
          if (error instanceof SourceError) continue;
          failure ??= error;
          // Too many requests, or no permission: all other blobs would get the same answer.
          failures += [401, 403, 429].includes(statusOf(error) ?? 0) ? MAX_FAILURES : 1;
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(this.#parts.concurrency, blobs.length) }, worker));
    signal.throwIfAborted();
    if (there.size === 0 && failure !== undefined) throw failure;
    return there;
  }

  /** @returns whether the blob is there now */
  async #uploadOne(wanted: BlobToUpload, signal: AbortSignal): Promise<boolean> {
    const { blob, damaged = false } = wanted;
    const { access } = this.#parts;
    const isThere = async (): Promise<boolean> => (await this.#find(blob, signal)) !== undefined;
    if (!damaged && access.read && (await isThere())) return true;
    if (wanted.open === undefined || !access.write) return false;
    const key = blobKey(blob.digest);
    if (!damaged) {
      const made = await this.#make(key, wanted, wanted.open, signal);
      if (made !== 'taken') return made === 'done';
      // All jobs save the same bytes under this key. So another job's entry serves us too, if that job finishes it.
      if (!access.read || (await pollFor(this.#parts.pollMs, isThere, signal))) return true;
    }
    return (await this.#make(alternateKey(key), wanted, wanted.open, signal)) === 'done';
  }

  async #make(
    key: string,
    { blob, onUploaded }: BlobToUpload,
    open: NonNullable<BlobToUpload['open']>,
    signal: AbortSignal,
  ): Promise<'done' | 'taken' | 'too many'> {
    const { service, upload } = this.#parts;
    if (!this.#mayMakeOne()) return 'too many';
    const reservation = await service.reserve(key, BLOB_VERSION, signal);
    if (reservation.kind === 'taken') return 'taken';
    const bytes = (end: AbortSignal): AsyncIterable<Uint8Array> => checkedBytes(blob, open, end);
    await upload.put(reservation.upload, blob.size, bytes, signal);
    await service.finalize(key, BLOB_VERSION, blob.size, signal);
    onUploaded?.(key);
    return 'done';
  }

  async #find(
    { digest }: BlobDescriptor,
    signal: AbortSignal,
    service = this.#parts.service,
  ): Promise<SignedUrl | undefined> {
    const [best, ...others] = blobKeys(digest);
    const found = await service.find(best, BLOB_VERSION, signal, others);
    return found !== undefined && isBlobKey(found.key, digest) ? found.download : undefined;
  }

  #mayMakeOne(): boolean {
    const now = this.#parts.http.now();
    this.#made = this.#made.filter((time) => time > now - MINUTE);
    if (this.#made.length >= this.#parts.entriesPerMinute) return false;
    this.#made.push(now);
    return true;
  }
}
