import type { TreeEntry } from '../../../layer/entry.js';

/** Setuid and setgid. */
const SET_ID = 0o6000;

/** Counts what a folder of the caller does not get from an image. */
export class LeftOut {
  #nodes = 0;
  #setId = 0;
  #xattrs = 0;

  look(entry: TreeEntry): void {
    if (entry.type === 'char' || entry.type === 'block' || entry.type === 'fifo') this.#nodes++;
    else if (entry.xattrs !== undefined) this.#xattrs++;
    if (entry.type === 'file' && (entry.mode & SET_ID) !== 0) this.#setId++;
  }

  /** @returns a warning; `undefined` if nothing was left out */
  message(): string | undefined {
    const parts = [
      this.#nodes > 0 ? `devices and fifos (${this.#nodes})` : undefined,
      this.#setId > 0 ? `the setuid and setgid bits of files (${this.#setId})` : undefined,
      this.#xattrs > 0 ? `extended attributes (${this.#xattrs})` : undefined,
    ].filter((part) => part !== undefined);
    if (parts.length === 0) return undefined;
    return `type=local leaves out ${parts.join(', ')}, since the files belong to another owner now; type=tar has them`;
  }
}
