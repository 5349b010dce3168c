import type { Layers } from '../../engine/ports.js';
import { EngineBug, messageOf } from '../../errors.js';
import type { Layer } from '../../layer/layer.js';
import type { DiffId } from '../../oci/identity.js';
import type { WorkerMessage } from '../protocol/messages.js';
import { growthMessages, send } from './growth-messages.js';
import type { LaunchedWorker } from './launch.js';

/** The request for which the worker asks. */
export interface LayerAsker {
  readonly layers: ReadonlyMap<DiffId, Layer>;
  readonly signal: AbortSignal;
  /** Why a layer's blob could not be delivered, to be thrown when the request fails because of it. */
  readonly blobErrors: Map<string, unknown>;
}

export interface IndexFiles {
  /** Where to write a layer's index when it is unpacked; `undefined` for a layer that has one. */
  readonly indexFile?: (layer: Layer) => Promise<string | undefined>;
  /** The file with a layer's index, fetched if some cache has it; `undefined` if it is not known. */
  readonly knownIndex?: (layer: Layer) => Promise<string | undefined>;
}

type Need<Type extends WorkerMessage['type']> = Extract<WorkerMessage, { readonly type: Type }>;

/** Brings what the worker asks for of layers: blobs, indexes, parts of blobs. */
export class LayerDeliveries {
  readonly #files: IndexFiles;
  readonly #layers: Layers;
  /** All layers that requests have named. Parts of them may be asked for as long as the worker runs. */
  readonly #named = new Map<DiffId, Layer>();
  /** Ends what is being fetched for the worker, and not for one request. */
  #ending = new AbortController();

  constructor(files: IndexFiles, layers: Layers) {
    this.#files = files;
    this.#layers = layers;
  }

  /** A worker starts. */
  begin(): void {
    this.#ending = new AbortController();
  }

  /** The worker ends. Nobody waits for parts any more. */
  end(): void {
    this.#ending.abort();
  }

  name(layers: readonly Layer[]): void {
    for (const layer of layers) this.#named.set(layer.diffId, layer);
  }

  async blob(worker: LaunchedWorker, { id, diffId }: Need<'need'>, asker: LayerAsker | undefined): Promise<void> {
    const layer = asker?.layers.get(diffId);
    try {
      if (asker === undefined || layer === undefined) throw new EngineBug(`the worker asked for ${diffId}`);
      const indexFile = await this.#files.indexFile?.(layer);
      const watch = growthMessages(worker, id, diffId, indexFile);
      const blobFile = await this.#layers.blobFile(layer, asker.signal, watch);
      send(worker, { type: 'blob', id, diffId, blobFile, indexFile });
    } catch (error) {
      asker?.blobErrors.set(diffId, error);
      send(worker, { type: 'no-blob', id, diffId, reason: messageOf(error) });
    }
  }

  /** Without an index the layer is unpacked first, whatever the reason is. */
  async index(
    worker: LaunchedWorker,
    { id, diffId }: Need<'need-index'>,
    asker: LayerAsker | undefined,
  ): Promise<void> {
    const layer = asker?.layers.get(diffId);
    const file = layer && (await this.#files.knownIndex?.(layer).catch(() => undefined));
    send(worker, { type: 'index', id, diffId, file });
  }

  async part(worker: LaunchedWorker, { diffId, number, offset, length }: Need<'need-part'>): Promise<void> {
    const layer = this.#named.get(diffId);
    try {
      if (layer === undefined) throw new EngineBug(`the worker asked for a part of ${diffId}`);
      const file = await this.#layers.blobPart(layer, { offset, length }, this.#ending.signal);
      send(worker, { type: 'part', diffId, number, file });
    } catch (error) {
      send(worker, { type: 'no-part', diffId, number, reason: messageOf(error) });
    }
  }
}
