import type { DiffId } from '../oci/identity.js';
import { BlobDelivery, BlobUnavailable } from './snapshot/blob-delivery.js';

/** A layer that a request needs. */
interface Wanted {
  readonly id: number;
  readonly diffId: DiffId;
  /** Also the layer's index, before the blob. */
  readonly index: boolean;
}

/** The layers' blobs that the client was asked for and has not answered yet. */
export class AskedBlobs {
  readonly #tell: (wanted: Wanted) => void;
  readonly #asked = new Map<string, BlobDelivery>();

  /** @param tell asks the client */
  constructor(tell: (wanted: Wanted) => void) {
    this.#tell = tell;
  }

  ask(wanted: Wanted, signal: AbortSignal): BlobDelivery {
    const delivery = new BlobDelivery();
    const giveUp = (): void => delivery.fails(new BlobUnavailable(wanted.diffId, 'cancelled'));
    if (signal.aborted) giveUp();
    else {
      signal.addEventListener('abort', giveUp, { once: true });
      this.#asked.set(nameOf(wanted), delivery);
      this.#tell(wanted);
    }
    return delivery;
  }

  of(wanted: Omit<Wanted, 'index'>): BlobDelivery | undefined {
    return this.#asked.get(nameOf(wanted));
  }

  /** The delivery whose last answer has come. */
  answered(wanted: Omit<Wanted, 'index'>): BlobDelivery | undefined {
    const delivery = this.of(wanted);
    this.#asked.delete(nameOf(wanted));
    return delivery;
  }
}

function nameOf({ id, diffId }: Omit<Wanted, 'index'>): string {
  return `${id} ${diffId}`;
}
