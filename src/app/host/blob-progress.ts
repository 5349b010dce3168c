import type { BlobWatch } from '../../engine/ports.js';

/** Passes on the progress of one blob's download to all who wait for it, even if they start to wait later. */
export class BlobGrowth implements BlobWatch {
  readonly #watchers: BlobWatch[] = [];
  #file: string | undefined;
  #bytes = 0;

  add(watcher: BlobWatch): void {
    this.#watchers.push(watcher);
    if (this.#file === undefined) return;
    watcher.begins(this.#file);
    watcher.grows(this.#bytes);
  }

  begins(file: string): void {
    this.#file = file;
    this.#bytes = 0;
    for (const watcher of this.#watchers) watcher.begins(file);
  }

  grows(bytes: number): void {
    this.#bytes = bytes;
    for (const watcher of this.#watchers) watcher.grows(bytes);
  }

  /** The download is complete, and the file has its final name. */
  ends(): void {
    this.#file = undefined;
    this.#watchers.length = 0;
  }
}
