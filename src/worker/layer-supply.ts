import { traced } from '../trace/span.js';
import type { AskedBlobs } from './asked-blobs.js';
import { BlobUnavailable, type BlobDelivery } from './snapshot/blob-delivery.js';
import type { AskLayer, LayerStorage } from './trees/layer-storage.js';
import { ArrivalFailed, type UnfinishedLayer } from './snapshot/unfinished-layer.js';
import type { WireLayer } from './protocol/layer-messages.js';

/** The layers that a request needs: the stacks that trees are made of, each lowest first. */
export interface LayerRequest {
  readonly id: number;
  readonly stacks: readonly (readonly WireLayer[])[];
  readonly signal: AbortSignal;
}

/**
 * Work on layers. It must stop when the signal fires.
 *
 * @param proven resolves when all that the work may have seen was right. Until then, its result does not count.
 */
export type LayerWork<T> = (signal: AbortSignal, proven: () => Promise<unknown>) => Promise<T>;

/** Has the client bring the layers that requests need. */
export class LayerSupply {
  readonly #storage: () => Promise<LayerStorage>;
  readonly #asked: AskedBlobs;

  constructor(storage: () => Promise<LayerStorage>, asked: AskedBlobs) {
    this.#storage = storage;
    this.#asked = asked;
  }

  ask({ id, signal }: Omit<LayerRequest, 'stacks'>, { diffId }: WireLayer): BlobDelivery {
    return this.#asked.ask({ id, diffId }, signal);
  }

  /** @param storage by default the one that was chosen */
  async ensure(request: LayerRequest, storage?: LayerStorage): Promise<void> {
    await this.#each(request, async (stack, ask) => (storage ?? (await this.#storage())).ensure(stack, ask));
  }

  /** As `ensure`, but as soon as steps can use the layers. @returns those of which something is still to come */
  async begin(request: LayerRequest): Promise<readonly UnfinishedLayer[]> {
    const all = await this.#each(request, async (stack, ask) => (await this.#storage()).begin(stack, ask));
    return [...new Set(all.flat())];
  }

  /**
   * Does the work as soon as the layers can be used. If one of them is not what it should be after all, the work is stopped and done again
   * on layers that are whole.
   *
   * @param warn is told why it is done again
   * @throws BlobUnavailable, InfraError; what the work throws
   */
  async use<T>(request: LayerRequest, work: LayerWork<T>, warn: (message: string) => void): Promise<T> {
    const unfinished = await traced(
      'steps',
      () => 'layers below, as far as needed',
      () => this.begin(request),
      `request ${request.id}`,
    );
    try {
      if (unfinished.length > 0) return await onUnfinished(unfinished, request.signal, work);
    } catch (error) {
      if (!(error instanceof ArrivalFailed) || request.signal.aborted) throw error;
      warn(`${error.message}. The step is stopped, and runs again when its layers are whole.`);
    }
    return this.useWhole(request, work);
  }

  /** Does the work when the layers are whole. @throws as `use` */
  async useWhole<T>(request: LayerRequest, work: LayerWork<T>): Promise<T> {
    await traced(
      'steps',
      () => 'layers below',
      () => this.ensure(request),
      `request ${request.id}`,
    );
    return work(request.signal, () => Promise.resolve());
  }

  async #each<T>(
    { id, stacks, signal }: LayerRequest,
    get: (stack: readonly WireLayer[], ask: AskLayer) => Promise<T>,
  ): Promise<readonly T[]> {
    const [first] = stacks.flat();
    if (first === undefined) return [];
    const cancelled = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new BlobUnavailable(first.diffId, 'cancelled')), { once: true });
    });
    cancelled.catch(() => undefined);
    const ask: AskLayer = {
      blob: (layer) => this.ask({ id, signal }, layer),
      index: ({ diffId }) => this.#asked.askIndex({ id, diffId }, signal),
    };
    return Promise.race([Promise.all(stacks.map((stack) => get(stack, ask))), cancelled]);
  }
}

/**
 * Stops the work if a layer fails. A process that waits for content cannot even be killed. So when the work is cancelled, what it waits for
 * fails first.
 */
async function onUnfinished<T>(
  unfinished: readonly UnfinishedLayer[],
  signal: AbortSignal,
  work: LayerWork<T>,
): Promise<T> {
  const stop = new AbortController();
  let failure: unknown;
  for (const { broken } of unfinished) {
    broken.catch((error: unknown) => {
      failure ??= error;
      stop.abort(error);
    });
  }
  const cancel = (): void => {
    for (const layer of unfinished) layer.fail('cancelled');
    stop.abort(signal.reason);
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await work(stop.signal, () => Promise.all(unfinished.map(({ proven }) => proven)));
  } catch (error) {
    throw failure ?? error;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
