import type { SingleFlight } from '../async/single-flight.js';
import { InfraError } from '../errors.js';
import type { BlobPart } from '../oci/blob-part.js';
import type { Descriptor } from '../oci/descriptor.js';
import { sha256, type Digest } from '../oci/digest.js';
import { MAX_MANIFEST_SIZE } from '../oci/manifest.js';
import type { AskedObjects } from './asked-objects.js';
import { ObjectError } from './object-error.js';
import { ObjectKeys } from './object-keys.js';
import type { ObjectCacheSettings } from './port/object-settings.js';
import type { PutCondition } from './port/object-store.js';

interface ArtifactBlob {
  readonly blob: Descriptor;
  readonly open?: (signal: AbortSignal) => AsyncIterable<Uint8Array>;
  /** The blob in the store is known to be damaged. */
  readonly damaged?: boolean;
}

type Expected = { readonly kind: 'nothing' } | { readonly kind: 'version'; readonly version: string };

/** What became of a blob. */
export type Uploaded =
  { readonly kind: 'present' | 'uploaded' | 'absent' } | { readonly kind: 'refused'; readonly why: string };

/**
 * One tag of artifacts in an object store: a manifest under a name, and blobs under their digests. The manifest is only replaced if nobody
 * else has replaced it since it was read, at servers that can compare.
 */
export class ObjectArtifact {
  readonly name: string;
  readonly kind = 'objects';
  /** Tells it from all other locations of artifacts. */
  readonly id: string;
  readonly compares = true;
  readonly refreshMs: number;
  readonly parallelism: number;
  readonly #objects: AskedObjects;
  readonly #keys: ObjectKeys;
  /** Artifacts with the same blobs can be put at the same time. */
  readonly #uploads: SingleFlight<Uploaded>;

  constructor(
    objects: AskedObjects,
    { places, touchRefreshMs, parallelism }: ObjectCacheSettings,
    { name, id, uploads }: { readonly name: string; readonly id: string; readonly uploads: SingleFlight<Uploaded> },
  ) {
    this.name = name;
    this.id = id;
    this.refreshMs = touchRefreshMs;
    this.parallelism = parallelism;
    this.#objects = objects;
    this.#keys = new ObjectKeys(places);
    this.#uploads = uploads;
  }

  /** @returns `undefined` when there is no such tag. @throws InfraError */
  async manifest(signal: AbortSignal): Promise<
    | {
        readonly digest: Digest;
        readonly mediaType: string;
        readonly bytes: Uint8Array;
        readonly version?: string;
      }
    | undefined
  > {
    const stored = await this.#objects.document(this.#keys.manifest, MAX_MANIFEST_SIZE, signal);
    if (stored === undefined) return undefined;
    const { bytes, etag } = stored;
    // The document itself says what it is.
    return {
      digest: sha256(bytes),
      mediaType: '',
      bytes,
      ...(etag !== undefined && { version: etag }),
    };
  }

  /** @throws InfraError when it is not there, or has another size */
  open({ digest, size }: Descriptor, signal: AbortSignal, part?: BlobPart): AsyncIterable<Uint8Array> {
    return this.#objects.read(this.#keys.blob(digest), size, signal, part);
  }

  /** @throws InfraError */
  async uploadBlob(wanted: ArtifactBlob, signal: AbortSignal): Promise<Uploaded> {
    const key = this.#keys.blob(wanted.blob.digest);
    return await this.#uploads.run(key, signal, () => this.#orRefused(() => this.#upload(key, wanted, signal)));
  }

  /** @throws InfraError */
  async put(
    { mediaType, bytes }: { readonly mediaType: string; readonly bytes: Uint8Array },
    signal: AbortSignal,
    expected?: Expected,
  ): Promise<{ readonly kind: 'put' | 'changed' } | { readonly kind: 'refused'; readonly why: string }> {
    const object = { mediaType, size: bytes.byteLength, open: () => only(bytes) };
    const put = async (condition: PutCondition | undefined) => ({
      kind: await this.#objects.put(this.#keys.manifest, object, condition, signal),
    });
    return await this.#orRefused(async () => {
      try {
        return await put(conditionOf(expected));
      } catch (error) {
        // A server that cannot compare.
        if (expected !== undefined && error instanceof ObjectError && error.isUnknown) return await put(undefined);
        throw error;
      }
    });
  }

  async #upload(key: string, { blob, open, damaged = false }: ArtifactBlob, signal: AbortSignal): Promise<Uploaded> {
    const there = damaged ? undefined : await this.#head(key, open !== undefined, signal);
    if (there?.size === blob.size) {
      // What expires later, or cannot be made newer, only costs time.
      if (Date.now() - there.modified > this.refreshMs) await this.#touch(there, signal);
      return { kind: 'present' };
    }
    if (open === undefined) return { kind: 'absent' };
    await this.#objects.upload(key, { mediaType: OCTETS, size: blob.size, open }, signal);
    return { kind: 'uploaded' };
  }

  /** Who may write, but not see what there is, writes all. S3 answers so if it may not say that there is nothing. */
  async #head(key: string, canWrite: boolean, signal: AbortSignal) {
    try {
      return await this.#objects.head(key, signal);
    } catch (error) {
      if (canWrite && error instanceof ObjectError && error.isRefusal) return undefined;
      throw error;
    }
  }

  async #touch(object: Parameters<AskedObjects['touch']>[0], signal: AbortSignal): Promise<void> {
    try {
      await this.#objects.touch(object, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof InfraError)) throw error;
    }
  }

  async #orRefused<T>(work: () => Promise<T>): Promise<T | { readonly kind: 'refused'; readonly why: string }> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ObjectError) || !error.isRefusal) throw error;
      return { kind: 'refused', why: error.hint === undefined ? error.message : `${error.message}. ${error.hint}` };
    }
  }
}

const OCTETS = 'application/octet-stream';

function conditionOf(expected: Expected | undefined): PutCondition | undefined {
  switch (expected?.kind) {
    case undefined:
      return undefined;
    case 'nothing':
      return { kind: 'absent' };
    case 'version':
      return { kind: 'unchanged', etag: expected.version };
  }
}

// eslint-disable-next-line @typescript-eslint/require-await -- callers expect an asynchronous stream
async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}
