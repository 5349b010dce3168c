import type { EventSink } from '../../engine/events.js';
import { LayersLost } from '../../engine/layers-lost.js';
import type { BlobWatch, LayerIngest, LayerMaker, Layers } from '../../engine/ports.js';
import { WrongContent, messageOf } from '../../errors.js';
import type { LayerIndex } from '../../layer/layer-index.js';
import { readLayer } from '../../layer/layer-reader.js';
import type { Layer, MadeLayer } from '../../layer/layer.js';
import type { Descriptor } from '../../oci/descriptor.js';
import { shortDigest, type Digest } from '../../oci/digest.js';
import type { DiffId } from '../../oci/identity.js';
import type { RepositoryName } from '../../oci/reference.js';
import type { RegistryClient } from '../../registry/client.js';
import type { ContentStore, IngestOptions } from '../../store/content-store.js';
import type { LayerStore } from '../../store/layer-store.js';
import { BlobGrowth } from './blob-progress.js';

/** Gives a blob's bytes. */
export type OpenBlob = (signal: AbortSignal) => AsyncIterable<Uint8Array>;

/** A place that a blob can be had from. What it gives is checked. */
export interface BlobLocation {
  /** As people know it: `the Actions cache`. */
  readonly name: string;
  open(blob: Descriptor, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** Is told when what it gave was something else. */
  readonly onWrong?: (blob: Descriptor) => void;
}

/**
 * Layers of the local store, and where it lacks them, of wherever they are said to be. Each is fetched and indexed at most
 * once.
 */
export class LayerProvider implements Layers {
  readonly #content: ContentStore;
  readonly #store: LayerStore;
  readonly #registry: RegistryClient;
  readonly #emit: EventSink;
  /** Blobs of base images: where they are not, they are nowhere. */
  readonly #sources = new Map<Digest, RepositoryName>();
  readonly #opens = new Map<Digest, OpenBlob>();
  /** Blobs that earlier builds made, in the order in which places are asked. */
  readonly #origins = new Map<Digest, BlobLocation[]>();
  readonly #makers = new Map<Digest, LayerMaker>();
  readonly #lost = new Set<Digest>();
  readonly #fetches = new Map<Digest, { readonly file: Promise<string>; readonly growth: BlobGrowth }>();
  readonly #indexes = new Map<DiffId, Promise<LayerIndex>>();

  constructor(content: ContentStore, store: LayerStore, registry: RegistryClient, emit: EventSink) {
    this.#content = content;
    this.#store = store;
    this.#registry = registry;
    this.#emit = emit;
  }

  /** Says where a layer's blob can be fetched when it is needed. */
  addSource(layer: Layer, source: RepositoryName): void {
    this.#sources.set(layer.blob.digest, source);
  }

  /** The same for a blob that lies somewhere on this machine. */
  addFile(layer: Layer, open: OpenBlob): void {
    this.#opens.set(layer.blob.digest, open);
  }

  /** A further place that may have a blob which an earlier build made. */
  addLocation(digest: Digest, origin: BlobLocation): void {
    const known = this.#origins.get(digest);
    if (known === undefined) this.#origins.set(digest, [origin]);
    else known.push(origin);
  }

  addMaker(layer: Layer, make: LayerMaker): void {
    this.#makers.set(layer.blob.digest, make);
  }

  /** A repository that holds the blob of a base image. */
  sourceOf(digest: Digest): RepositoryName | undefined {
    return this.#sources.get(digest);
  }

  /** Diff ids of the layers whose index this build looked into. */
  get indexed(): readonly DiffId[] {
    return [...this.#indexes.keys()];
  }

  index(layer: Layer, signal: AbortSignal): Promise<LayerIndex> {
    return onceFor(this.#indexes, layer.diffId, async () => {
      const known = await this.#store.indexOf(layer.diffId);
      if (known !== undefined) return known;
      const file = await this.blobFile(layer, signal);
      const index = await readLayer(file, layer.blob, { expectedDiffId: layer.diffId, signal });
      await this.#store.putIndex(index);
      return index;
    });
  }

  async indexAtHand(layer: Layer): Promise<LayerIndex | undefined> {
    return this.#store.indexOf(layer.diffId);
  }

  async hasIndex(layer: Layer): Promise<boolean> {
    return this.#indexes.has(layer.diffId) || (await this.#store.missingIndexFile(layer.diffId)) === undefined;
  }

  blobFile(layer: Layer, signal: AbortSignal, watch?: BlobWatch): Promise<string> {
    const { digest } = layer.blob;
    let fetch = this.#fetches.get(digest);
    if (fetch === undefined) {
      const growth = new BlobGrowth();
      fetch = { growth, file: this.#stored(layer, signal, growth) };
      this.#fetches.set(digest, fetch);
      // A failure is forgotten, so that it can be tried again.
      fetch.file.catch(() => this.#fetches.delete(digest));
    }
    if (watch !== undefined) fetch.growth.add(watch);
    return fetch.file;
  }

  async available(layer: Layer): Promise<boolean> {
    const { digest } = layer.blob;
    if (this.isLost(layer)) return false;
    const known = [this.#sources, this.#opens, this.#origins, this.#makers].some((places) => places.has(digest));
    return known || (await this.#content.has(digest));
  }

  isLost(layer: Layer): boolean {
    return this.#lost.has(layer.blob.digest);
  }

  async take(made: MadeLayer): Promise<Layer> {
    const layer = await this.#store.take(made);
    this.#lost.delete(layer.blob.digest);
    return layer;
  }

  drop(made: MadeLayer): Promise<void> {
    return this.#store.drop(made);
  }

  newIngest(): Promise<LayerIngest> {
    return this.#store.newIngest();
  }

  async #stored(layer: Layer, signal: AbortSignal, growth: BlobGrowth): Promise<string> {
    const { digest } = layer.blob;
    if (!(await this.#content.has(digest))) await this.#fetch(layer, signal, growth);
    growth.ends();
    return this.#content.path(digest);
  }

  async #fetch(layer: Layer, signal: AbortSignal, growth: BlobGrowth): Promise<void> {
    const { blob } = layer;
    const options = {
      signal,
      onFile: (file: string) => growth.begins(file),
      onProgress: (bytes: number) => growth.grows(bytes),
    };
    const open = this.#opens.get(blob.digest);
    if (open !== undefined) {
      await this.#content.ingest(open(signal), blob, options);
      return;
    }
    const source = this.#sources.get(blob.digest);
    if (source !== undefined) {
      await this.#content.ingest(this.#registry.fetchBlob(source, blob, signal), blob, options);
      return;
    }
    if (await this.#remake(layer, signal)) return;
    if (await this.#fetchFromOrigins(layer, signal, options)) return;
    this.#lost.add(blob.digest);
    throw new LayersLost(layer);
  }

  async #fetchFromOrigins({ blob }: Layer, signal: AbortSignal, options: IngestOptions): Promise<boolean> {
    for (const origin of this.#origins.get(blob.digest) ?? []) {
      try {
        await this.#content.ingest(origin.open(blob, signal), blob, options);
        return true;
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof WrongContent) origin.onWrong?.(blob);
        const why = messageOf(error);
        this.#emit({
          type: 'warning',
          message: `layer ${shortDigest(blob.digest)} could not be had from ${origin.name}: ${why}`,
        });
      }
    }
    return false;
  }

  /** Another version of the compressor gives other bytes: such a layer is no substitute. */
  async #remake(layer: Layer, signal: AbortSignal): Promise<boolean> {
    const make = this.#makers.get(layer.blob.digest);
    const index = make === undefined ? undefined : await this.#store.indexOf(layer.diffId);
    if (make === undefined || index === undefined) return false;
    const made = await make(index, signal);
    if (made === undefined) return false;
    if (made.blob.digest === layer.blob.digest) {
      await this.#store.take(made);
      return true;
    }
    await this.#store.drop(made);
    return false;
  }
}

/** One piece of work a key; a failure is forgotten, so that it can be tried again. */
function onceFor<K, T>(known: Map<K, Promise<T>>, key: K, work: () => Promise<T>): Promise<T> {
  let result = known.get(key);
  if (result === undefined) {
    result = work();
    known.set(key, result);
    result.catch(() => known.delete(key));
  }
  return result;
}
