import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { makeFolders } from '../files/make-folders.js';
import { fsPath } from '../text/byte-name.js';
import { readContextEntry, type ContextEntry } from './context-entry.js';

const CHUNK = 512 * 1024;

/** Copies of the files of a context that changed while they were read. The build continues with the copies, which do not change. */
export class SettledFiles {
  readonly #folder: string;
  readonly #copies = new Map<string, string>();

  /** @param folder absolute path of a folder for the copies; made when the first is, removed by the caller */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Absolute path of the copy of the file at `path`, if there is one. */
  copyOf(path: string): string | undefined {
    return this.#copies.get(path);
  }

  /** The entry with the size that its copy has, if there is one. */
  entryOf(path: string, found: ContextEntry): ContextEntry | undefined {
    const copy = this.#copies.get(path);
    const copied = copy === undefined ? undefined : readContextEntry(copy, path, process.platform);
    if (copied?.entry.type !== 'file' || found.entry.type !== 'file') return undefined;
    return { ...copied, entry: { ...found.entry, size: copied.entry.size } };
  }

  /** Copies the current content of the file. If it is not a regular file any more, there is no copy, and it is read again. */
  settle(path: string, file: string): void {
    this.#copies.delete(path);
    let fd: number;
    try {
      fd = openSync(fsPath(file), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    } catch {
      return;
    }
    try {
      const stats = fstatSync(fd);
      if (!stats.isFile()) return;
      makeFolders(this.#folder, 0o700);
      const copy = join(this.#folder, String(this.#next++));
      copyBytes(fd, copy, stats.size);
      this.#copies.set(path, copy);
    } finally {
      closeSync(fd);
    }
  }
  #next = 0;
}

/** Copies at most as many bytes as the file had when it was opened, since it may grow all the time. */
function copyBytes(from: number, file: string, size: number): void {
  const to = openSync(file, 'wx', 0o600);
  try {
    const buffer = Buffer.allocUnsafe(Math.min(CHUNK, Math.max(size, 1)));
    for (let left = size; left > 0;) {
      const count = readSync(from, buffer, 0, Math.min(buffer.length, left), null);
      if (count === 0) return;
      for (let at = 0; at < count;) at += writeSync(to, buffer, at, count - at);
      left -= count;
    }
  } finally {
    closeSync(to);
  }
}
