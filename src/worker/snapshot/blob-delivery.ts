import type { DiffId } from '../../oci/identity.js';

/** Where the client says that a layer's blob lies. */
export interface BlobFiles {
  readonly blobFile: string;
  /** Where the layer's index shall be left, for a layer that has none yet. */
  readonly indexFile?: string | undefined;
}

/** The request that wanted the blob cannot have it: cancelled, or the client met an error that it keeps for itself. */
export class BlobUnavailable extends Error {
  override readonly name = 'BlobUnavailable';
  readonly diffId: DiffId;

  constructor(diffId: DiffId, reason: string) {
    super(reason);
    this.diffId = diffId;
  }
}

/** A blob that was asked for: it may be read while it still comes, and is there when the client has verified it. */
export class BlobDelivery {
  /** The file that is being written; `undefined` when the blob is there, or is not to be had, without one. */
  readonly growing: Promise<BlobFiles | undefined>;
  /** The verified blob. @throws BlobUnavailable */
  readonly complete: Promise<BlobFiles>;
  #grows: (files: BlobFiles | undefined) => void = () => undefined;
  #completes: (files: BlobFiles) => void = () => undefined;
  #fails: (error: BlobUnavailable) => void = () => undefined;
  #listener: () => void = () => undefined;

  constructor() {
    this.growing = new Promise((resolve) => (this.#grows = resolve));
    this.complete = new Promise((resolve, reject) => {
      this.#completes = resolve;
      this.#fails = reject;
    });
    // Who reads the growing file asks for it later.
    this.complete.catch(() => undefined);
  }

  /** @param listener called when there is more in the file */
  onGrowth(listener: () => void): void {
    this.#listener = listener;
  }

  grows(files: BlobFiles): void {
    this.#grows(files);
  }

  grew(): void {
    this.#listener();
  }

  completes(files: BlobFiles): void {
    this.#completes(files);
    this.#grows(undefined);
  }

  fails(error: BlobUnavailable): void {
    this.#fails(error);
    this.#grows(undefined);
  }
}
