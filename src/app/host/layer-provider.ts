import { errorCode } from '../../errors.js';
import { isFull } from '../../files/write-error.js';
import { packedPath } from '../../cache/pack/packed-path.js';
import type { BlobLocation } from '../../cache/restore/blob-location.js';
import type { Details } from '../../cache/record/details.js';
import type { EventSink } from '../../engine/events.js';
import { LayersLost } from '../../engine/layers-lost.js';
import type { BlobWatch, LayerIngest, LayerMaker, Layers } from '../../engine/ports.js';
import { readsZstd } from '../../layer/compression/decompress.js';
import { formatFor } from '../../layer/compression/group-compressor.js';
import { kindOfLayer } from '../../layer/compression/recompress.js';
import type { LayerIndex } from '../../layer/layer-index.js';
import { readLayer } from '../../layer/layer-reader.js';
import { isMade, type Layer, type MadeLayer } from '../../layer/layer.js';
import type { BlobPart } from '../../oci/blob-part.js';
import type { Digest } from '../../oci/digest.js';
import type { DiffId } from '../../oci/identity.js';
import type { RepositoryName } from '../../oci/reference.js';
import type { RegistryClient } from '../../registry/client.js';
import type { ContentStore, IngestOptions } from '../../store/content-store.js';
import type { LayerStore } from '../../store/layer-store.js';
import { BlobGrowth } from './blob-progress.js';
import { PartialBlobs } from './partial-blobs.js';
import { flawOf } from './prove-layer.js';

/** Returns a blob's bytes. */
export type OpenBlob = (signal: AbortSignal) => AsyncIterable<Uint8Array>;

/**
 * Layers of the local store. Missing ones are fetched from their known sources. Each is fetched and indexed at most once.
 */
export class LayerProvider implements Layers {
  readonly #content: ContentStore;
  readonly #store: LayerStore;
  readonly #registry: RegistryClient;
  /** The repositories of base images, by their layers' blobs. */
  readonly #sources = new Map<Digest, RepositoryName>();
  readonly #opens = new Map<Digest, OpenBlob>();
  /** The locations that may have the blobs of earlier builds, in the order in which they are asked. */
  readonly #locations = new Map<Digest, BlobLocation[]>();
  #details: Details | undefined;
  readonly #makers = new Map<Digest, LayerMaker>();
  readonly #lost = new Set<Digest>();
  readonly #fetches = new Map<Digest, { readonly file: Promise<string>; readonly growth: BlobGrowth }>();
  readonly #partial: PartialBlobs;
  /** Whether the whole blob could be had without fetching it. */
  readonly #gathered = new Map<Digest, Promise<boolean>>();
  readonly #indexes = new Map<DiffId, Promise<LayerIndex>>();
  /** Layers from which this build read something that it did not make itself. */
  readonly #used = new Map<Digest, Layer>();
  /** Something from a cache was wrong. From then on, each index is checked against its layer before it is used. */
  #doubting = false;
  readonly #sink: EventSink | undefined;
  #toldUnreadable = false;

  constructor(content: ContentStore, store: LayerStore, registry: RegistryClient, sink?: EventSink) {
    this.#sink = sink;
    this.#content = content;
    this.#store = store;
    this.#registry = registry;
    this.#partial = new PartialBlobs(() => store.newIngest());
  }

  /** Tells from which repository a layer's blob can be fetched. */
  addSource(layer: Layer, source: RepositoryName): void {
    this.#sources.set(layer.blob.digest, source);
  }

  /** Tells how to read a blob that is somewhere else on this machine. */
  addFile(layer: Layer, open: OpenBlob): void {
    this.#opens.set(layer.blob.digest, open);
  }

  /** Adds a location that may have a blob of an earlier build. */
  addLocation(digest: Digest, location: BlobLocation): void {
    const known = this.#locations.get(digest);
    if (known === undefined) this.#locations.set(digest, [location]);
    else known.push(location);
  }

  /** Adds what brings indexes and small blobs of earlier builds. */
  addDetails(details: Details): void {
    this.#details = details;
  }

  addMaker(layer: Layer, make: LayerMaker): void {
    this.#makers.set(layer.blob.digest, make);
  }

  /** The repository that has the blob of a base image. */
  sourceOf(digest: Digest): RepositoryName | undefined {
    return this.#sources.get(digest);
  }

  /** The diff ids of the layers whose index this build read. */
  get indexed(): readonly DiffId[] {
    return [...this.#indexes.keys()];
  }

  index(layer: Layer, signal: AbortSignal): Promise<LayerIndex> {
    this.#used.set(layer.blob.digest, layer);
    return onceFor(this.#indexes, layer.diffId, async () => {
      if (this.#doubting) await this.#forgetFlawed(layer, signal);
      const known = await this.indexAtHand(layer);
      if (known !== undefined) return known;
      const file = await this.blobFile(layer, signal);
      const index = await readLayer(file, layer.blob, { expectedDiffId: layer.diffId, signal });
      await this.#store.putIndex(index);
      return index;
    });
  }

  async indexAtHand(layer: Layer): Promise<LayerIndex | undefined> {
    return this.#indexOf(layer.diffId);
  }

  /** The file with the layer's index, in the store or brought by an earlier build's cache; `undefined` if there is none. */
  async indexFile({ diffId }: Layer): Promise<string | undefined> {
    const known = await this.#store.indexFile(diffId);
    if (known !== undefined) return known;
    return (await this.#details?.bring(packedPath.index(diffId))) === true ? this.#store.indexFile(diffId) : undefined;
  }

  /** The layer's index, if it is on this machine. */
  async indexHere({ diffId }: Layer): Promise<LayerIndex | undefined> {
    return this.#store.indexOf(diffId);
  }

  async hasIndex({ diffId }: Layer): Promise<boolean> {
    if (this.#indexes.has(diffId) || (await this.#store.missingIndexFile(diffId)) === undefined) return true;
    await this.#details?.ready();
    return this.#details?.has(packedPath.index(diffId)) === true;
  }

  blobFile(layer: Layer, signal: AbortSignal, watch?: BlobWatch): Promise<string> {
    const { digest } = layer.blob;
    this.#used.set(digest, layer);
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

  async blobPart(layer: Layer, part: BlobPart, signal: AbortSignal): Promise<string> {
    const { digest } = layer.blob;
    this.#used.set(digest, layer);
    const isWhole = (): Promise<boolean> => onceFor(this.#gathered, digest, () => this.#gather(layer, signal));
    if (!this.#fetches.has(digest) && !(await isWhole())) {
      for (const open of this.#partsOf(layer)) {
        try {
          return await this.#partial.write(digest, part, open(part, signal));
        } catch {
          // Whatever it is, it is told if the whole cannot be had either.
          signal.throwIfAborted();
        }
      }
    }
    return this.blobFile(layer, signal);
  }

  /** Nothing is read from the layers any more. */
  close(): Promise<void> {
    return this.#partial.close();
  }

  async available(layer: Layer): Promise<boolean> {
    const { digest } = layer.blob;
    if (this.isLost(layer)) return false;
    const isKnown = (): boolean =>
      [this.#sources, this.#opens, this.#locations, this.#makers].some((known) => known.has(digest));
    if (isKnown() || (await this.isHere(layer))) return true;
    await this.#details?.ready();
    return isKnown() || this.#details?.has(packedPath.blob(digest)) === true;
  }

  /** Whether the whole blob is here. A record may name a size that the blob does not have: that is another one. */
  async isHere({ blob }: Layer): Promise<boolean> {
    return (await this.#content.size(blob.digest)) === blob.size;
  }

  isLost(layer: Layer): boolean {
    return this.#lost.has(layer.blob.digest);
  }

  async take(made: MadeLayer): Promise<Layer> {
    const layer = await this.#store.take(made);
    this.#lost.delete(layer.blob.digest);
    this.#used.delete(layer.blob.digest);
    return layer;
  }

  async recheck(signal: AbortSignal): Promise<readonly string[]> {
    const wrong: string[] = [];
    for (const layer of this.#used.values()) {
      const flawed = await this.#forgetFlawed(layer, signal);
      if (flawed !== undefined) wrong.push(flawed);
    }
    if (wrong.length > 0) {
      this.#doubting = true;
      this.#indexes.clear();
    }
    return wrong;
  }

  drop(made: MadeLayer): Promise<void> {
    return this.#store.drop(made);
  }

  newIngest(): Promise<LayerIngest> {
    return this.#store.newIngest();
  }

  async #stored(layer: Layer, signal: AbortSignal, growth: BlobGrowth): Promise<string> {
    if (isMade(layer) && isZstd(layer) && !(await readsZstd())) throw this.#unreadable(layer);
    if (!(await this.isHere(layer))) await this.#fetch(layer, signal, growth);
    growth.ends();
    return this.#content.path(layer.blob.digest);
  }

  /** What another Node.js made can be made again. */
  #unreadable(layer: Layer): LayersLost {
    this.#lost.add(layer.blob.digest);
    if (!this.#toldUnreadable) {
      this.#toldUnreadable = true;
      this.#sink?.({
        type: 'warning',
        message:
          'layers in the cache are compressed with zstd, which this Node.js cannot read: steps run again for them',
        hint: 'Use Node.js 22.15 or newer, or install the program zstd.',
      });
    }
    return new LayersLost(layer);
  }

  /** The index in the store, or of an earlier build. */
  async #indexOf(diffId: DiffId): Promise<LayerIndex | undefined> {
    const known = await this.#store.indexOf(diffId);
    if (known !== undefined) return known;
    return (await this.#details?.bring(packedPath.index(diffId))) === true ? this.#store.indexOf(diffId) : undefined;
  }

  /** Small blobs are among the details. */
  async #isBrought(layer: Layer): Promise<boolean> {
    return (await this.#details?.bring(packedPath.blob(layer.blob.digest))) === true && (await this.isHere(layer));
  }

  /** Who gives parts of the layer's blob. */
  #partsOf({ blob }: Layer): readonly ((part: BlobPart, signal: AbortSignal) => AsyncIterable<Uint8Array>)[] {
    const source = this.#sources.get(blob.digest);
    if (source !== undefined) return [(part, signal) => this.#registry.fetchBlobPart(source, blob, part, signal)];
    return (this.#locations.get(blob.digest) ?? []).flatMap((location) =>
      location.openPart === undefined ? [] : [location.openPart.bind(location, blob)],
    );
  }

  /** @returns whether the blob is in the store now */
  async #gather(layer: Layer, signal: AbortSignal): Promise<boolean> {
    if (await this.isHere(layer)) return true;
    const { digest } = layer.blob;
    if (this.#opens.has(digest) || this.#sources.has(digest)) return false;
    return (await this.#isBrought(layer)) || (await this.#remake(layer, signal));
  }

  /** A base's blob can be fetched again; without the blob of any other layer, its step makes the layer again. */
  async #forgetFlawed(layer: Layer, signal: AbortSignal): Promise<string | undefined> {
    if (this.isLost(layer)) return undefined;
    const { blob, diffId } = layer;
    const index = await this.#store.indexOf(diffId);
    const fetch = (): Promise<string> => this.blobFile(layer, signal);
    const flaw = await flawOf({ layer, index, content: this.#content, fetch, signal });
    if (flaw === undefined) return undefined;
    this.#indexes.delete(diffId);
    await this.#store.removeIndex(diffId);
    if (flaw === 'index') return `the index of layer ${blob.digest}`;
    await this.#content.remove(blob.digest);
    this.#fetches.delete(blob.digest);
    if (!this.#sources.has(blob.digest) && !this.#opens.has(blob.digest)) this.#lost.add(blob.digest);
    return `layer ${blob.digest}`;
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
    if (await this.#isBrought(layer)) return;
    if (await this.#remake(layer, signal)) return;
    if (await this.#fetchFromLocations(layer, signal, options)) return;
    this.#lost.add(blob.digest);
    throw new LayersLost(layer);
  }

  async #fetchFromLocations({ blob }: Layer, signal: AbortSignal, options: IngestOptions): Promise<boolean> {
    for (const location of this.#locations.get(blob.digest) ?? []) {
      try {
        const started = performance.now();
        await this.#content.ingest(location.open(blob, signal), blob, options);
        location.arrived(blob, performance.now() - started);
        return true;
      } catch (error) {
        signal.throwIfAborted();
        // The layer is where it was: no other location helps, and nobody has lost it.
        if (error instanceof Error && isFull(errorCode(error.cause))) throw error;
        location.failed(blob, error);
      }
    }
    return false;
  }

  /** Makes the layer again. If another version of the compressor makes other bytes, the result cannot be used. */
  async #remake(layer: Layer, signal: AbortSignal): Promise<boolean> {
    const make = this.#makers.get(layer.blob.digest);
    const index = make === undefined ? undefined : await this.#indexOf(layer.diffId);
    if (make === undefined || index === undefined) return false;
    // The index may be forged: then the layer is fetched in another way.
    const format = kindOfLayer(layer.blob.mediaType);
    if (format !== 'gzip' && formatFor(true) !== format) return false;
    const made = await make({ index, format }, signal).catch(() => signal.throwIfAborted());
    if (made === undefined) return false;
    if (made.blob.digest === layer.blob.digest && made.blob.size === layer.blob.size) {
      await this.#store.take(made);
      return true;
    }
    await this.#store.drop(made);
    return false;
  }
}

function isZstd({ blob }: Layer): boolean {
  return kindOfLayer(blob.mediaType) === 'zstd';
}

/** Does the work once for each key. A failure is forgotten, so that it can be tried again. */
function onceFor<K, T>(known: Map<K, Promise<T>>, key: K, work: () => Promise<T>): Promise<T> {
  let result = known.get(key);
  if (result === undefined) {
    result = work();
    known.set(key, result);
    result.catch(() => known.delete(key));
  }
  return result;
}
