import { type BlockBuffers, sendInBlocks } from '../async/send-in-blocks.js';
import { once } from '../async/once.js';
import { settledBefore } from '../async/abortable.js';
import { InfraError } from '../errors.js';
import type { BlobPart } from '../oci/blob-part.js';
import type { HttpClient } from '../http/http-client.js';
import { HttpError } from '../http/http-error.js';
import { readBytesUpTo } from '../async/read-bytes.js';
import { type RetryBudget, retrying } from '../http/retry.js';
import { RETRY_CACHE, RETRY_CACHE_UPLOAD, type RetryPolicy } from '../http/retry-policy.js';
import type { LoadObjects } from './load-objects.js';
import { addressOf, objectError } from './object-error.js';
import { type ObjectStoreSettings, secretsOf } from './port/object-settings.js';
import type { NewObject, ObjectInfo, ObjectStore, PutCondition } from './port/object-store.js';
import { wireOf } from './http-wire.js';

export interface AskedObjectsParts {
  readonly settings: ObjectStoreSettings;
  /** For messages: `s3 bucket/prefix`. */
  readonly name: string;
  readonly http: HttpClient;
  readonly load: LoadObjects;
  readonly buffers: BlockBuffers;
  readonly retry?: { readonly asking: RetryPolicy; readonly uploading: RetryPolicy } | undefined;
}

export interface Document {
  readonly bytes: Uint8Array;
  readonly etag?: string;
}

/** Bytes. Larger objects are put in parts. */
const SINGLE_PUT = 32 * 1024 * 1024;
/** S3 takes no more. */
const MAX_PARTS = 10_000;
/** Bytes after which a download that breaks off has all its attempts again. */
const PROGRESS = 1024 * 1024;
/** Breaks after which it has them no more. */
const MAX_BREAKS = 50;
/** Milliseconds for removing the parts of an upload that failed. */
const ABORT_MS = 5000;

/**
 * An object store that is asked again when it fails: as often as every other cache, by our own policy. The libraries of the stores have
 * their own retries turned off, since two layers of them would multiply.
 *
 * Each method throws an HttpError for a server that cannot be reached, and an ObjectError for what it answers.
 */
export class AskedObjects {
  readonly #parts: AskedObjectsParts;
  readonly #retry: NonNullable<AskedObjectsParts['retry']>;
  readonly #store: () => Promise<ObjectStore>;

  constructor(parts: AskedObjectsParts) {
    this.#parts = parts;
    this.#retry = parts.retry ?? { asking: RETRY_CACHE, uploading: RETRY_CACHE_UPLOAD };
    const { settings, http, load } = parts;
    this.#store = once(() => load(settings, wireOf(http, secretsOf(settings))));
  }

  head(key: string, signal: AbortSignal): Promise<ObjectInfo | undefined> {
    return this.#ask(signal, (store) => store.head(key, signal));
  }

  /** A small object as a whole. @throws InfraError if it has more than `limit` bytes */
  document(key: string, limit: number, signal: AbortSignal): Promise<Document | undefined> {
    return this.#ask(signal, async (store) => {
      const opened = await store.get(key, undefined, signal);
      if (opened === undefined) return undefined;
      const bytes = await readBytesUpTo(this.#body(key, opened.body, signal), limit);
      if (bytes === undefined) throw new InfraError(`${key} of ${this.#parts.name} has more than ${limit} bytes`);
      return { bytes, ...(opened.etag !== undefined && { etag: opened.etag }) };
    });
  }

  put(
    key: string,
    object: NewObject,
    condition: PutCondition | undefined,
    signal: AbortSignal,
  ): Promise<'put' | 'changed'> {
    return this.#ask(signal, (store) => store.put(key, object, condition, signal), this.#retry.uploading);
  }

  touch(object: ObjectInfo, signal: AbortSignal): Promise<void> {
    return this.#ask(signal, (store) => store.touch(object, signal));
  }

  remove(key: string, signal: AbortSignal): Promise<void> {
    return this.#ask(signal, (store) => store.remove(key, signal));
  }

  /** All objects whose keys begin with `prefix`. */
  async *list(prefix: string, signal: AbortSignal): AsyncGenerator<ObjectInfo, void, undefined> {
    let after: string | undefined;
    do {
      const from = after;
      const page = await this.#ask(signal, (store) => store.list(prefix, from, signal));
      yield* page.objects;
      after = page.next;
    } while (after !== undefined);
  }

  /** Puts an object of any size, as a stream or in parts. */
  async upload(
    key: string,
    {
      mediaType,
      size,
      open,
    }: Omit<NewObject, 'open'> & { readonly open: (signal: AbortSignal) => AsyncIterable<Uint8Array> },
    signal: AbortSignal,
  ): Promise<void> {
    if (size <= SINGLE_PUT) {
      await this.put(key, { mediaType, size, open: () => open(signal) }, undefined, signal);
      return;
    }
    const { buffers } = this.#parts;
    if (size > buffers.size * MAX_PARTS) throw new InfraError(`an object of ${size} bytes is too large for a cache`);
    const { uploading } = this.#retry;
    const upload = await this.#ask(signal, (store) => store.putParts(key, mediaType, signal));
    try {
      const parts = await sendInBlocks(
        buffers,
        open,
        (block, number, bounded) => this.#ask(bounded, () => upload.put(number, block, bounded), uploading),
        signal,
      );
      await this.#ask(signal, () => upload.complete(parts, signal), uploading);
    } catch (error) {
      // Parts that nobody completes cost money until somebody removes them.
      await upload.abort(AbortSignal.timeout(ABORT_MS)).catch(() => undefined);
      throw error;
    }
  }

  /**
   * The bytes of an object that never changes, or some of them. When the connection breaks off, the rest is asked for by a range.
   *
   * @param size of the whole object. Only the number of bytes is checked
   * @throws InfraError if there is no such object, or it has another size
   */
  async *read(
    key: string,
    size: number,
    signal: AbortSignal,
    part: BlobPart = { offset: 0, length: size },
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const budget = this.#budget(this.#retry.asking);
    let at = part.offset;
    const end = part.offset + part.length;
    let progress = 0;
    for (let breaks = 0; at < end; breaks++) {
      try {
        for await (const chunk of await this.#rest(key, size, { at, end }, signal)) {
          at += chunk.byteLength;
          progress += chunk.byteLength;
          if (at > end) throw this.#wrongSize(key, size, `at least ${at}`);
          yield chunk;
        }
        if (at < end) throw this.#brokenOff(key);
        return;
      } catch (error) {
        if (progress >= PROGRESS && breaks < MAX_BREAKS) {
          budget.restart();
          progress = 0;
        }
        await budget.waitAfter(this.#translated(error, signal), signal);
      }
    }
  }

  async #rest(
    key: string,
    size: number,
    { at, end }: { readonly at: number; readonly end: number },
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>> {
    const store = await this.#store();
    const isWhole = at === 0 && end === size;
    const range = { from: at, ...(end < size && { to: end - 1 }) };
    const opened = await store.get(key, isWhole ? undefined : range, signal);
    if (opened === undefined) throw new InfraError(`${this.#parts.name} has no ${key}`);
    if (opened.size !== size) throw this.#wrongSize(key, size, String(opened.size));
    // The whole is too much for a part of it.
    if (opened.start > at || (end < size && opened.start < at))
      throw new InfraError(`${this.#parts.name} sent another part of ${key} than it was asked for`);
    return skipping(at - opened.start, this.#body(key, opened.body, signal));
  }

  /** A library may hide what became of the connection behind an error of its own. */
  async *#body(key: string, body: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    try {
      yield* body;
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof InfraError ? error : this.#brokenOff(key);
    }
  }

  #brokenOff(key: string): HttpError {
    const { name, settings } = this.#parts;
    return new HttpError(`${name} sent only a part of ${key}`, {
      retryable: true,
      url: addressOf(settings),
      retryAfterMs: 0,
    });
  }

  #wrongSize(key: string, size: number, found: string): InfraError {
    return new InfraError(`${this.#parts.name} has ${found} bytes as ${key}, which should have ${size}`);
  }

  #budget(policy: RetryPolicy): RetryBudget {
    return this.#parts.http.budget(policy);
  }

  async #ask<T>(signal: AbortSignal, ask: (store: ObjectStore) => Promise<T>, policy = this.#retry.asking): Promise<T> {
    return await retrying(this.#budget(policy), signal, async () => {
      try {
        // What asks for credentials does not know the signal.
        return await settledBefore(signal, ask(await this.#store()));
      } catch (error) {
        throw this.#translated(error, signal);
      }
    });
  }

  #translated(error: unknown, signal: AbortSignal): unknown {
    signal.throwIfAborted();
    const { name, settings } = this.#parts;
    return objectError(error, name, settings);
  }
}

async function* skipping(count: number, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let skip = count;
  for await (const chunk of chunks) {
    const wanted = chunk.subarray(Math.min(skip, chunk.byteLength));
    skip -= chunk.byteLength - wanted.byteLength;
    if (wanted.byteLength > 0) yield wanted;
  }
}
