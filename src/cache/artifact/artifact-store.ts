import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';

import { InfraError } from '../../errors.js';
import { digestAlgorithm, digestHex, digestOfHex, sha256, type Digest } from '../../oci/digest.js';
import { CACHE_PACK, decodeArtifact, encodeArtifact, type CacheArtifact } from './artifact-manifest.js';
import type { ArtifactLocation, BlobToUpload, HoldOutcome, PlacedManifest } from './artifact-location.js';
import type { BlobDescriptor, BlobToSave, CacheStore, PackFile, SavedPack } from '../cache-store.js';
import type { CacheLocation } from '../../engine/cache-location.js';
import { byCodeUnit } from '../../text/code-unit-order.js';

export interface ArtifactStoreOptions {
  /** A repository that is known to hold a blob, if one is. */
  readonly mountFrom?: (digest: Digest) => BlobToUpload['mountFrom'];
}

/** Blobs that are asked for or uploaded at the same time. */
const CONCURRENCY = 6;
/** A place at which as many uploads failed is down: the others would take as long to fail. */
const MAX_FAILURES = 3;
const CHUNK = 1024 * 1024;

/** A scope's cache as one OCI artifact: the pack is its first layer, the blobs beside the pack are the others. */
export class ArtifactStore implements CacheStore {
  readonly place: CacheLocation;
  readonly #place: ArtifactLocation;
  readonly #mountFrom: NonNullable<ArtifactStoreOptions['mountFrom']>;
  /** Why the place takes nothing, once it has said so. */
  #refusal: string | undefined;

  constructor(place: ArtifactLocation, options: ArtifactStoreOptions = {}) {
    this.place = { kind: place.kind, name: place.name };
    this.#place = place;
    this.#mountFrom = options.mountFrom ?? (() => undefined);
  }

  async restore(file: string, signal: AbortSignal): Promise<string | undefined> {
    const placed = await this.#place.manifest(signal);
    if (placed === undefined) return undefined;
    const { pack, packId } = decodeArtifact(this.place.name, placed);
    await this.#download(pack, file, signal);
    return packId;
  }

  fetch(blob: BlobDescriptor, signal: AbortSignal): AsyncIterable<Uint8Array> {
    return this.#place.open(blob, signal);
  }

  async hold(blobs: readonly BlobToSave[], signal: AbortSignal): Promise<ReadonlySet<Digest>> {
    const held = new Set<Digest>();
    const failures: unknown[] = [];
    const queue = blobs.values();
    const worker = async (): Promise<void> => {
      for (const wanted of queue) {
        if (signal.aborted || failures.length >= MAX_FAILURES) return;
        try {
          if ((await this.#hold(wanted, signal)).kind === 'held') held.add(wanted.blob.digest);
        } catch (error) {
          failures.push(error);
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(CONCURRENCY, blobs.length) }, worker));
    signal.throwIfAborted();
    const bugs = failures.filter((failure) => !(failure instanceof InfraError));
    if (bugs.length > 0) throw bugs[0];
    if (failures.length > 0 && held.size === 0) throw failures[0];
    return held;
  }

  async save(pack: PackFile, held: readonly BlobDescriptor[], signal: AbortSignal): Promise<SavedPack> {
    const placed = await this.#visible(signal);
    const current = placed === undefined ? undefined : this.#decodable(placed);
    if (placed !== undefined && current?.packId === pack.id && includesAll(current, held)) {
      return { kind: 'unchanged', key: placed.digest };
    }
    if (this.#refusal !== undefined) return { kind: 'refused', why: this.#refusal };
    // Packs of one id are as good as each other: one that is there need not be read here.
    const blob = current?.packId === pack.id ? current.pack : await describePack(pack, signal);
    const outcome = await this.#hold(
      { blob, open: () => createReadStream(pack.file, { highWaterMark: CHUNK }) },
      signal,
    );
    if (outcome.kind !== 'held') return this.#refused(outcome);
    return await this.#put({ pack: blob, packId: pack.id, blobs: unique(held) }, signal);
  }

  /** Registries that refuse the form which the specification asks for are given the older one. */
  async #put(artifact: CacheArtifact, signal: AbortSignal): Promise<SavedPack> {
    let unsuitable = '';
    for (const form of ['artifact', 'image'] as const) {
      const encoded = encodeArtifact(artifact, form);
      if (encoded === undefined) return { kind: 'refused', why: 'it has more blobs than a manifest can name' };
      const { bytes, mediaType, config } = encoded;
      const configHeld = await this.#hold({ blob: config.blob, open: () => only(config.bytes) }, signal);
      if (configHeld.kind !== 'held') return this.#refused(configHeld);
      const outcome = await this.#place.put({ mediaType, bytes }, signal);
      if (outcome.kind === 'put') return { kind: 'saved', key: sha256(bytes) };
      if (outcome.kind === 'refused') return outcome;
      unsuitable = outcome.why;
    }
    throw new InfraError(`${this.place.name} takes no manifest of a cache: ${unsuitable}`);
  }

  /** Once the place has refused to take something, it is only asked for what it has. */
  async #hold({ blob, open: bytes, damaged = false }: BlobToSave, signal: AbortSignal): Promise<HoldOutcome> {
    const mountFrom = this.#mountFrom(blob.digest);
    const mayWrite = this.#refusal === undefined;
    const outcome = await this.#place.hold(
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

  #refused(outcome: Exclude<HoldOutcome, { readonly kind: 'held' }>): SavedPack {
    return { kind: 'refused', why: outcome.kind === 'refused' ? outcome.why : (this.#refusal ?? 'it takes nothing') };
  }

  /** A registry may refuse to show what it does not have: only writing tells whether it takes it. */
  async #visible(signal: AbortSignal): Promise<PlacedManifest | undefined> {
    try {
      return await this.#place.manifest(signal);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof InfraError) return undefined;
      throw error;
    }
  }

  /** What is no cache is replaced: the tag was given for one. */
  #decodable(placed: PlacedManifest): CacheArtifact | undefined {
    try {
      return decodeArtifact(this.place.name, placed);
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
      for await (const chunk of this.#place.open(pack, signal)) {
        size += chunk.byteLength;
        if (size > pack.size) break;
        hash.update(chunk);
        for (let at = 0; at < chunk.byteLength;) at += (await handle.write(chunk, at)).bytesWritten;
      }
      whole = size === pack.size && hash.digest('hex') === digestHex(pack.digest);
      if (!whole) throw new InfraError(`the pack of ${this.place.name} has other content than its manifest says`);
    } catch (error) {
      if (!(error instanceof Error) || (error as NodeJS.ErrnoException).syscall === undefined) throw error;
      throw new InfraError(`cannot write the pack of ${this.place.name} to ${file}`, { cause: error });
    } finally {
      await handle.close();
      if (!whole) await rm(file, { force: true });
    }
  }
}

function includesAll(artifact: CacheArtifact, held: readonly BlobDescriptor[]): boolean {
  const digests = new Set(artifact.blobs.map(({ digest }) => digest));
  return held.every(({ digest }) => digests.has(digest));
}

/** In an order that does not depend on when each upload ended, so that an equal cache has an equal manifest. */
function unique(blobs: readonly BlobDescriptor[]): readonly BlobDescriptor[] {
  const byDigest = new Map(blobs.map((blob) => [blob.digest, blob]));
  return [...byDigest.values()].sort((left, right) => byCodeUnit(left.digest, right.digest));
}

async function describePack({ file, size }: PackFile, signal: AbortSignal): Promise<BlobDescriptor> {
  const hash = createHash('sha256');
  const chunks = createReadStream(file, { highWaterMark: CHUNK, signal }) as AsyncIterable<Buffer>;
  for await (const chunk of chunks) hash.update(chunk);
  return { mediaType: CACHE_PACK, digest: digestOfHex(hash.digest('hex')), size };
}

// eslint-disable-next-line @typescript-eslint/require-await -- an opener gives what can be waited for
async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}
