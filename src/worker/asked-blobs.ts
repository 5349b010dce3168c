import type { BlobPart } from '../oci/blob-part.js';
import type { DiffId } from '../oci/identity.js';
import { BlobDelivery, BlobUnavailable } from './snapshot/blob-delivery.js';

/** A layer that a request needs. */
interface Wanted {
  readonly id: number;
  readonly diffId: DiffId;
}

/** A part of a blob that is needed, whichever requests there are. */
interface WantedPart extends BlobPart {
  readonly diffId: DiffId;
  readonly number: number;
}

type Question = ({ readonly type: 'need' | 'need-index' } & Wanted) | ({ readonly type: 'need-part' } & WantedPart);

interface AskedPart {
  readonly diffId: DiffId;
  readonly resolve: (file: string) => void;
  readonly reject: (error: BlobUnavailable) => void;
}

/** What the client was asked for and has not answered yet: layers' blobs, their indexes, and parts of blobs. */
export class AskedBlobs {
  readonly #tell: (question: Question) => void;
  readonly #blobs = new Map<string, BlobDelivery>();
  readonly #indexes = new Map<string, (file: string | undefined) => void>();
  readonly #parts = new Map<number, AskedPart>();
  #count = 0;

  /** @param tell asks the client */
  constructor(tell: (question: Question) => void) {
    this.#tell = tell;
  }

  ask(wanted: Wanted, signal: AbortSignal): BlobDelivery {
    const delivery = new BlobDelivery();
    const giveUp = (): void => delivery.fails(new BlobUnavailable(wanted.diffId, 'cancelled'));
    if (signal.aborted) giveUp();
    else {
      signal.addEventListener('abort', giveUp, { once: true });
      this.#blobs.set(nameOf(wanted), delivery);
      this.#tell({ type: 'need', ...wanted });
    }
    return delivery;
  }

  /** @returns the file with the layer's index; `undefined` if it is not known */
  askIndex(wanted: Wanted, signal: AbortSignal): Promise<string | undefined> {
    return new Promise((resolve) => {
      if (signal.aborted) {
        resolve(undefined);
        return;
      }
      const giveUp = (): void => this.indexed(wanted, undefined);
      signal.addEventListener('abort', giveUp, { once: true });
      this.#indexes.set(nameOf(wanted), (file) => {
        signal.removeEventListener('abort', giveUp);
        resolve(file);
      });
      this.#tell({ type: 'need-index', ...wanted });
    });
  }

  /** @returns a file that has the part at its own place, unverified. @throws BlobUnavailable */
  askPart(diffId: DiffId, { offset, length }: BlobPart): Promise<string> {
    const number = ++this.#count;
    return new Promise((resolve, reject) => {
      this.#parts.set(number, { resolve, reject, diffId });
      this.#tell({ type: 'need-part', diffId, number, offset, length });
    });
  }

  of(wanted: Wanted): BlobDelivery | undefined {
    return this.#blobs.get(nameOf(wanted));
  }

  /** The delivery whose last answer has come. */
  answered(wanted: Wanted): BlobDelivery | undefined {
    const delivery = this.of(wanted);
    this.#blobs.delete(nameOf(wanted));
    return delivery;
  }

  indexed(wanted: Wanted, file: string | undefined): void {
    const answer = this.#indexes.get(nameOf(wanted));
    this.#indexes.delete(nameOf(wanted));
    answer?.(file);
  }

  /** @param answer a file, or why there is none */
  parted(number: number, answer: { readonly file: string } | { readonly reason: string }): void {
    const asked = this.#parts.get(number);
    this.#parts.delete(number);
    if ('file' in answer) asked?.resolve(answer.file);
    else asked?.reject(new BlobUnavailable(asked.diffId, answer.reason));
  }
}

function nameOf({ id, diffId }: Wanted): string {
  return `${id} ${diffId}`;
}
