import { closeSync } from 'node:fs';

import { descriptorPath, openChildFolder, openFolder } from './descriptors.js';

interface Level {
  readonly name: string;
  readonly fd: number;
}

/**
 * Visits the folders of a tree that others may be changing. Each folder is opened by the descriptor of its parent, so no
 * symbolic link is followed, wherever somebody puts one. Made for walks in which each folder is near the one before.
 */
export class FolderDescent {
  readonly #levels: Level[];
  /** The folder that is entered now. */
  #folder = '';

  /** @param root a path that nobody but us can change */
  constructor(root: string) {
    this.#levels = [{ name: '', fd: openFolder(root) }];
  }

  /**
   * @param folder path below the root, `''` for the root itself
   * @returns a path to the folder, valid until the next call; its direct children can be named below it
   * @throws what `openSync` throws if it is not a folder any more
   */
  enter(folder: string): string {
    if (folder !== this.#folder) this.#go(folder);
    return descriptorPath(this.#levels.at(-1)?.fd ?? -1);
  }

  #go(folder: string): void {
    const names = folder === '' ? [] : folder.split('/');
    let depth = 0;
    while (depth < names.length && this.#levels[depth + 1]?.name === names[depth]) depth++;
    for (const { fd } of this.#levels.splice(depth + 1)) closeSync(fd);
    this.#folder = names.slice(0, depth).join('/');
    for (const name of names.slice(depth)) {
      const above = this.#levels.at(-1)?.fd ?? -1;
      this.#levels.push({ name, fd: openChildFolder(above, name) });
    }
    this.#folder = folder;
  }

  close(): void {
    for (const { fd } of this.#levels.splice(0)) closeSync(fd);
  }
}
