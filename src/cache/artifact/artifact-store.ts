import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

import { discard } from '../../files/discard.js';
import { fileChunks } from '../../files/file-chunks.js';
import type { CacheLocation } from '../../engine/cache-location.js';
import { InfraError } from '../../errors.js';
import type { BlobPart } from '../../oci/blob-part.js';
import { digestAlgorithm, digestHex, digestOfHex, sha256, type Digest } from '../../oci/digest.js';
import type { BlobDescriptor, BlobToUpload, CacheStore, PackFile, PackToSave, SavedPack } from '../cache-store.js';
import type { ArtifactBlob, ArtifactLocation, Expected, StoredManifest, UploadOutcome } from './artifact-location.js';
import { CACHE_PACK, decodeArtifact, encodeArtifact, type CacheArtifact } from './artifact-manifest.js';
import { byCodeUnit } from '../../text/code-unit-order.js';

export interface ArtifactStoreOptions {
  /** A repository that is known to have a blob, if there is one. */
  readonly mountFrom?: (digest: Digest) => ArtifactBlob['mountFrom'];
}

/** Blobs that are looked up or uploaded at the same time. */
const CONCURRENCY = 6;
/** After this many failed uploads, a location counts as down: more would only take time to fail. */
const MAX_FAILURES = 3;
const CHUNK = 1024 * 1024;

/** A scope's cache as one OCI artifact: the pack is its first layer, the blobs beside the pack are the others. */
export class ArtifactStore implements CacheStore {
  readonly location: CacheLocation;
  readonly id: string;
  readonly refreshMs?: number;
  readonly #artifact: ArtifactLocation;
  readonly #mountFrom: NonNullable<ArtifactStoreOptions['mountFrom']>;
  /** Why the location accepts nothing, after it has refused something. */
  #refusal: string | undefined;

  constructor(artifact: ArtifactLocation, options: ArtifactStoreOptions = {}) {
    this.location = { kind: artifact.kind, name: artifact.name };
    this.id = artifact.id;
    if (artifact.refreshMs !== undefined) this.refreshMs = artifact.refreshMs;
    this.#artifact = artifact;
    this.#mountFrom = options.mountFrom ?? (() => undefined);
  }

  async restorePack(file: string, signal: AbortSignal): Promise<string | undefined> {
    const stored = await this.#artifact.manifest(signal);
    if (stored === undefined) return undefined;
    const { pack, packId } = decodeArtifact(this.location.name, stored);
    await this.#download(pack, file, signal);
    return packId;
  }

  fetchBlob(blob: BlobDescriptor, signal: AbortSignal, part?: BlobPart): AsyncIterable<Uint8Array> {
    return this.#artifact.open(blob, signal, part);
  }

  async uploadBlobs(blobs: readonly BlobToUpload[], signal: AbortSignal): Promise<ReadonlySet<Digest>> {
    const there = new Set<Digest>();
    const failures: unknown[] = [];
    const queue = blobs.values();
    const worker = async (): Promise<void> => {
      for (const wanted of queue) {
        if (signal.aborted || failures.length >= MAX_FAILURES) return;
        const { digest } = wanted.blob;
        try {
          const { kind } = await this.#upload(wanted, signal);
          if (kind === 'uploaded') wanted.onUploaded?.(digest);
          if (kind === 'uploaded' || kind === 'present') there.add(digest);
        } catch (error) {
          failures.push(error);
        }
      }
    };
    await Promise.all(
      Array.from({ length: Math.min(this.#artifact.parallelism ?? CONCURRENCY, blobs.length) }, worker),
    );
    signal.throwIfAborted();
    const bugs = failures.filter((failure) => !(failure instanceof InfraError));
    if (bugs.length > 0) throw bugs[0];
    if (failures.length > 0 && there.size === 0) throw failures[0];
    return there;
  }

  async savePack(pack: PackToSave, blobs: readonly BlobDescriptor[], signal: AbortSignal): Promise<SavedPack> {
    const { compares = false } = this.#artifact;
    const stored = compares ? await this.#artifact.manifest(signal) : await this.#visible(signal);
    const current = stored === undefined ? undefined : this.#decodable(stored);
    const isSame = current?.packId === pack.id;
    if (stored !== undefined && isSame && includesAll(current, blobs) && pack.renews !== true) {
      return { kind: 'unchanged', key: stored.digest };
    }
    if (this.#refusal !== undefined) return { kind: 'refused', why: this.#refusal };
    // What is put in its place must have what the other job saved.
    if (compares && current !== undefined && !isSame && current.packId !== pack.replaces) {
      return { kind: 'overtaken', by: current.packId };
    }
    // Packs of the same id can replace each other: if one is there, ours need not be read.
    const blob = isSame && pack.renews !== true ? current.pack : await describePack(pack, signal);
    const open = (): AsyncIterable<Uint8Array> => fileChunks(pack.file, { size: CHUNK, signal });
    const outcome = await this.#upload({ blob, open }, signal);
    if (outcome.kind === 'absent' || outcome.kind === 'refused') return this.#refused(outcome);
    const artifact = { pack: blob, packId: pack.id, blobs: unique(blobs) };
    const put = (expected?: Expected): Promise<Put> => this.#put(artifact, expected, signal);
    const saved = await put(compares ? expectedOf(stored) : undefined);
    if (saved.kind !== 'changed') return saved;
    const now = await this.#artifact.manifest(signal);
    // The answer to our own put was lost, and the second attempt found what the first one had put.
    if (now?.digest === saved.key) return { kind: 'saved', key: saved.key };
    const by = now === undefined ? undefined : this.#decodable(now)?.packId;
    if (now?.digest !== stored?.digest) return { kind: 'overtaken', by: by ?? pack.id };
    // Nothing has changed: the server cannot compare, though it tries.
    const plainly = await put();
    return plainly.kind === 'changed'
      ? { kind: 'refused', why: 'it takes nothing in place of what is there' }
      : plainly;
  }

  /** A registry that refuses the form of the specification gets the older form. */
  async #put(artifact: CacheArtifact, expected: Expected | undefined, signal: AbortSignal): Promise<Put> {
    let unsuitable = '';
    for (const form of ['artifact', 'image'] as const) {
      const encoded = encodeArtifact(artifact, form);
      if (encoded === undefined) return { kind: 'refused', why: 'it has more blobs than a manifest can name' };
      const { bytes, mediaType, config } = encoded;
      const uploaded = await this.#upload({ blob: config.blob, open: () => only(config.bytes) }, signal);
      if (uploaded.kind === 'absent' || uploaded.kind === 'refused') return this.#refused(uploaded);
      const outcome = await this.#artifact.put({ mediaType, bytes }, signal, expected);
      switch (outcome.kind) {
        case 'put':
          return { kind: 'saved', key: sha256(bytes) };
        case 'refused':
          return outcome;
        case 'changed':
          return { kind: 'changed', key: sha256(bytes) };
        case 'unsuitable':
          unsuitable = outcome.why;
      }
    }
    throw new InfraError(`${this.location.name} does not accept the manifest of a cache: ${unsuitable}`);
  }

  /** A location that has refused something is only asked what it has. */
  async #upload({ blob, open: bytes, damaged = false }: BlobToUpload, signal: AbortSignal): Promise<UploadOutcome> {
    const mountFrom = this.#mountFrom(blob.digest);
    const mayWrite = this.#refusal === undefined;
    const outcome = await this.#artifact.uploadBlob(
      {
        blob,
        damaged,
        ...(bytes !== undefined && mayWrite && { open: bytes }),
        ...(mountFrom !== undefined && mayWrite && { mountFrom }),
      },
      signal,
    );
    if (outcome.kind === 'refused') this.#refusal = outcome.why;
    return outcome;
  }

  #refused(outcome: Extract<UploadOutcome, { readonly kind: 'absent' | 'refused' }>): Refused {
    return { kind: 'refused', why: outcome.kind === 'refused' ? outcome.why : (this.#refusal ?? 'it accepts nothing') };
  }

  /** A registry may refuse to show what does not exist. Whether it can be written to is only known after trying. */
  async #visible(signal: AbortSignal): Promise<StoredManifest | undefined> {
    try {
      return await this.#artifact.manifest(signal);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof InfraError) return undefined;
      throw error;
    }
  }

  /** `undefined` for anything that is not a cache. It is replaced, since the user named this tag for the cache. */
  #decodable(stored: StoredManifest): CacheArtifact | undefined {
    try {
      return decodeArtifact(this.location.name, stored);
    } catch (error) {
      if (error instanceof InfraError) return undefined;
      throw error;
    }
  }

  async #download(pack: BlobDescriptor, file: string, signal: AbortSignal): Promise<void> {
    const handle = await open(file, 'wx', 0o600);
    const hash = createHash(digestAlgorithm(pack.digest));
    let whole = false;
    try {
      let size = 0;
      for await (const chunk of this.#artifact.open(pack, signal)) {
        size += chunk.byteLength;
        if (size > pack.size) break;
        hash.update(chunk);
        for (let at = 0; at < chunk.byteLength;) at += (await handle.write(chunk, at)).bytesWritten;
      }
      whole = size === pack.size && hash.digest('hex') === digestHex(pack.digest);
      if (!whole) throw new InfraError(`the pack of ${this.location.name} does not match its manifest`);
    } catch (error) {
      if (!(error instanceof Error) || (error as NodeJS.ErrnoException).syscall === undefined) throw error;
      throw new InfraError(`cannot write the pack of ${this.location.name} to ${file}`, { cause: error });
    } finally {
      await handle.close();
      if (!whole) await discard(file);
    }
  }
}

type Refused = Extract<SavedPack, { readonly kind: 'refused' }>;

/** The outcome of putting a manifest with the digest `key`. */
type Put =
  Refused | Extract<SavedPack, { readonly kind: 'saved' }> | { readonly kind: 'changed'; readonly key: Digest };

/** Without a version, the location cannot compare. */
function expectedOf(stored: StoredManifest | undefined): Expected | undefined {
  if (stored === undefined) return { kind: 'nothing' };
  return stored.version === undefined ? undefined : { kind: 'version', version: stored.version };
}

function includesAll(artifact: CacheArtifact, wanted: readonly BlobDescriptor[]): boolean {
  const digests = new Set(artifact.blobs.map(({ digest }) => digest));
  return wanted.every(({ digest }) => digests.has(digest));
}

/** Removes duplicates and sorts, so that an equal cache has an equal manifest, whatever the order of uploads was. */
function unique(blobs: readonly BlobDescriptor[]): readonly BlobDescriptor[] {
  const byDigest = new Map(blobs.map((blob) => [blob.digest, blob]));
  return [...byDigest.values()].sort((left, right) => byCodeUnit(left.digest, right.digest));
}

async function describePack({ file, size }: PackFile, signal: AbortSignal): Promise<BlobDescriptor> {
  const hash = createHash('sha256');
  for await (const chunk of fileChunks(file, { size: CHUNK, signal })) hash.update(chunk);
  return { mediaType: CACHE_PACK, digest: digestOfHex(hash.digest('hex')), size };
}

// eslint-disable-next-line @typescript-eslint/require-await -- callers expect an asynchronous stream
async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}
