import { randomBytes } from 'node:crypto';
import { closeSync, lstatSync, rmdirSync, unlinkSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';

import { errorCode } from '../../errors.js';
import { moveEntry } from '../../files/publish.js';
import { fsPath, readNames } from '../../text/byte-name.js';
import { descriptorPath, openChildFolder, openFolder } from './descriptors.js';

/** How many nested folders are open at once. Deeper ones are moved up first. */
const DEEPEST = 32;
/** How many times moved folders are gone through: a tree may be this many times `DEEPEST` deep. */
const MAX_ROUNDS = 10_000;
/** Entries after which other work gets its turn. */
const BATCH = 500;

/**
 * Removes a file, or a folder with everything in it. It follows no symbolic link, whatever others do in the folder
 * meanwhile, and also removes folders that are nested deeper than the longest possible path.
 *
 * @param file a path whose parent folder nobody but us can change; it need not exist
 * @throws what the system calls throw, for instance for a folder that something is mounted on
 */
export async function removeTree(file: string): Promise<void> {
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return;
  const above = file.slice(0, file.lastIndexOf('/')) || '/';
  const folder = openFolder(above);
  try {
    await new Removal().remove(folder, file.slice(file.lastIndexOf('/') + 1));
  } finally {
    closeSync(folder);
  }
}

class Removal {
  readonly #prefix = `.removed-${randomBytes(8).toString('hex')}`;
  #count = 0;
  #moved = 0;

  async remove(folder: number, name: string): Promise<void> {
    if (await this.#unlinked(folder, name)) return;
    const opened = openChildFolder(folder, name);
    try {
      for (let round = 0; round < MAX_ROUNDS; round++) {
        const names = readNames(descriptorPath(opened));
        if (names.length === 0) break;
        for (const child of names) await this.#removeIn(opened, child, opened, 1);
      }
    } finally {
      closeSync(opened);
    }
    rmdirSync(fsPath(descriptorPath(folder, name)));
  }

  /** @param top the folder to which folders are moved that are nested too deep */
  async #removeIn(folder: number, name: string, top: number, depth: number): Promise<void> {
    if (await this.#unlinked(folder, name)) return;
    if (depth >= DEEPEST) {
      moveEntry(fsPath(descriptorPath(folder, name)), descriptorPath(top, `${this.#prefix}-${++this.#moved}`));
      return;
    }
    const opened = openChildFolder(folder, name);
    try {
      for (const child of readNames(descriptorPath(opened))) await this.#removeIn(opened, child, top, depth + 1);
    } finally {
      closeSync(opened);
    }
    rmdirSync(fsPath(descriptorPath(folder, name)));
  }

  /** @returns `false` for a folder */
  async #unlinked(folder: number, name: string): Promise<boolean> {
    if (++this.#count % BATCH === 0) await turn();
    const file = fsPath(descriptorPath(folder, name));
    try {
      unlinkSync(file);
      return true;
    } catch (error) {
      const code = errorCode(error);
      if (code === 'ENOENT') return true;
      const mayBeFolder = code === 'EISDIR' || code === 'EPERM';
      if (mayBeFolder && lstatSync(file, { throwIfNoEntry: false })?.isDirectory() === true) return false;
      throw error;
    }
  }
}
