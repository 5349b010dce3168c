import { randomBytes } from 'node:crypto';
import { closeSync, lstatSync, rmdirSync, unlinkSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';

import { moveEntry } from '../../files/publish.js';
import { fsPath, readNames } from '../../text/byte-name.js';
import { descriptorPath, hasCode, openChildFolder, openFolder } from './descriptors.js';

/** Folders that are held open at once; what lies deeper is brought up first. */
const DEEPEST = 32;
/** How often what was brought up is looked through: a tree may be this many times `DEEPEST` deep. */
const MAX_ROUNDS = 10_000;
/** Entries after which other work gets its turn. */
const BATCH = 500;

/**
 * Removes a file, or a folder with all that is in it. It follows no symbolic link, whatever others do in the folder
 * meanwhile, and stops at nothing that is nested deeper than a path can be long.
 *
 * @param place a path whose last folder nobody but us can change; it need not exist
 * @throws what the system calls throw, as for a folder that something is mounted on
 */
export async function removeTree(place: string): Promise<void> {
  if (lstatSync(place, { throwIfNoEntry: false }) === undefined) return;
  const above = place.slice(0, place.lastIndexOf('/')) || '/';
  const folder = openFolder(above);
  try {
    await new Removal().remove(folder, place.slice(place.lastIndexOf('/') + 1));
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

  /** @param top the folder that what lies too deep is moved to */
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
      if (hasCode(error, 'ENOENT')) return true;
      if (!hasCode(error, 'EISDIR', 'EPERM')) throw error;
      if (lstatSync(file, { throwIfNoEntry: false })?.isDirectory() === true) return false;
      throw error;
    }
  }
}
