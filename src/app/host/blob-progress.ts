import type { BlobWatch } from '../../engine/ports.js';

/** Passes the news of one blob's coming to all who wait for it, however late they ask. */
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

  /** The file has its final name now. */
  ends(): void {
    this.#file = undefined;
    this.#watchers.length = 0;
  }
}
