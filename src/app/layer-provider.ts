import type { BlobWatch, LayerIngest, Layers } from '../engine/ports.js';
import { InfraError } from '../errors.js';
import type { LayerIndex } from '../layer/layer-index.js';
import { readLayer } from '../layer/layer-reader.js';
import type { Layer, MadeLayer } from '../layer/layer.js';
import type { Digest } from '../oci/digest.js';
import type { RegistryClient } from '../registry/client.js';
import type { BlobSource } from '../registry/pull.js';
import type { ContentStore } from '../store/content-store.js';
import type { LayerStore } from '../store/layer-store.js';
import { BlobGrowth } from './blob-growth.js';

/** Gives a blob's bytes. */
export type OpenBlob = (signal: AbortSignal) => AsyncIterable<Uint8Array>;

/** Layers of the local store, and of registries where the store lacks them. Each is fetched and indexed at most once. */
export class LayerProvider implements Layers {
  readonly #content: ContentStore;
  readonly #store: LayerStore;
  readonly #registry: RegistryClient;
  readonly #sources = new Map<Digest, BlobSource>();
  readonly #opens = new Map<Digest, OpenBlob>();
  readonly #fetches = new Map<Digest, { readonly file: Promise<string>; readonly growth: BlobGrowth }>();
  readonly #indexes = new Map<Digest, Promise<LayerIndex>>();

  constructor(content: ContentStore, store: LayerStore, registry: RegistryClient) {
    this.#content = content;
    this.#store = store;
    this.#registry = registry;
  }

  /** Says where a layer's blob can be fetched when it is needed. */
  addSource(layer: Layer, source: BlobSource): void {
    this.#sources.set(layer.blob.digest, source);
  }

  /** The same for a blob that lies somewhere on this machine. */
  addFile(layer: Layer, open: OpenBlob): void {
    this.#opens.set(layer.blob.digest, open);
  }

  sourceOf(layer: Layer): BlobSource | undefined {
    return this.#sources.get(layer.blob.digest);
  }

  /** Diff ids of the layers whose index this build looked into. */
  get indexed(): readonly Digest[] {
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
    return this.#sources.has(digest) || this.#opens.has(digest) || (await this.#content.has(digest));
  }

  async take(made: MadeLayer): Promise<Layer> {
    return this.#store.take(made);
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
    if (source === undefined) {
      throw new InfraError(`layer ${blob.digest} is neither in the store nor in a registry that is known to have it`, {
        hint: 'Build once with --no-cache to make it again.',
      });
    }
    await this.#content.ingest(this.#registry.fetchBlob(source, blob, signal), blob, options);
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
