import type { DiffId } from '../../oci/identity.js';

/** Where a layer's blob is, as the client says. */
export interface BlobFiles {
  readonly blobFile: string;
  /** Where to write the layer's index, for a layer that has none yet. */
  readonly indexFile?: string | undefined;
}

/** The request cannot get the blob: it was cancelled, or the client had an error. The client keeps that error. */
export class BlobUnavailable extends Error {
  override readonly name = 'BlobUnavailable';
  readonly diffId: DiffId;

  constructor(diffId: DiffId, reason: string) {
    super(reason);
    this.diffId = diffId;
  }
}

/**
 * A blob that the worker asked for. It may be read while it is still downloaded, and is complete when the client has
 * verified it.
 */
export class BlobDelivery {
  /** The file that the download is written to; `undefined` if the blob is complete, or failed, without such a file. */
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
    // A reader of the growing file waits for this only later.
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
