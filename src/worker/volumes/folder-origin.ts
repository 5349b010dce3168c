import { lstatSync } from 'node:fs';

import { fsPath, readNames } from '../../text/byte-name.js';
import { FolderDescent } from '../kernel/folder-descent.js';
import { knownEntry, type KnownEntries, type Origin } from './origin.js';

/** A tree that another one was cloned from, with the same inode numbers and times, and that nobody changes. */
export class FolderOrigin implements Origin {
  readonly #descent: FolderDescent;

  constructor(root: string) {
    this.#descent = new FolderDescent(root);
  }

  entries(folder: string): KnownEntries {
    const place = this.#descent.enter(folder);
    return new Map(
      readNames(place).map((name) => [name, knownEntry(lstatSync(fsPath(`${place}/${name}`), { bigint: true }))]),
    );
  }

  close(): void {
    this.#descent.close();
  }
}
