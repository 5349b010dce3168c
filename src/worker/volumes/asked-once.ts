import { messageOf } from '../../errors.js';
import type { DiffId } from '../../oci/identity.js';
import type { WireLayer } from '../protocol/layer-messages.js';
import { BlobDelivery, BlobUnavailable } from '../snapshot/blob-delivery.js';
import type { AskLayer } from '../trees/layer-storage.js';

/** Asks for each layer of a request once: several of its stacks may have it. */
export class AskedOnce {
  /** By request, which has a function of its own. */
  readonly #requests = new WeakMap<AskLayer, Map<DiffId, BlobDelivery>>();

  /** Begins with the download. */
  begin(layer: WireLayer, ask: AskLayer): void {
    const asked = this.#requests.get(ask) ?? new Map<DiffId, BlobDelivery>();
    this.#requests.set(ask, asked);
    if (!asked.has(layer.diffId)) asked.set(layer.diffId, ask.blob(layer));
  }

  /** A delivery for one reader of the blob. Only the first can follow the download. */
  take(layer: WireLayer, ask: AskLayer): BlobDelivery {
    this.begin(layer, ask);
    const asked = this.#requests.get(ask);
    const delivery = asked?.get(layer.diffId) ?? ask.blob(layer);
    const next = new BlobDelivery();
    delivery.complete.then(
      (files) => next.completes(files),
      (error: unknown) =>
        next.fails(error instanceof BlobUnavailable ? error : new BlobUnavailable(layer.diffId, messageOf(error))),
    );
    asked?.set(layer.diffId, next);
    return delivery;
  }
}
