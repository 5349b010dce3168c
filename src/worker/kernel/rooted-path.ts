import { closeSync, lstatSync, mkdirSync, openSync, statSync, utimesSync, type Stats } from 'node:fs';

import { EngineBug, UserError } from '../../errors.js';
import { holdFile, type HeldFile } from '../../files/held-file.js';
import { openInRoot } from '../../files/open-in-root.js';
import { fsPath } from '../../text/byte-name.js';
import { descriptorPath, hasCode } from './descriptors.js';

export type PlaceKind = 'directory' | 'file';

/** What was made on the way to a path. */
export interface MadePlace {
  /** Below the root: `/a/b`. */
  readonly path: string;
  /** A path to it, for calls that follow links. */
  readonly file: string;
  /** The folder that it was made in. */
  readonly folder: Stats;
}

/**
 * Where a path leads inside of a folder, as it would for a process that has the folder as its root. What was found is held by
 * its descriptor, and is what is mounted or mounted on, whoever renames folders or puts links in their place meanwhile.
 */
export class RootedPath {
  /** The path without links, below the root: `/a/b`; `''` for the root. What is missing is taken literally. */
  readonly path: string;
  /** What was found, or the last folder on the way to it that exists. */
  #held: HeldFile;
  #missing: readonly string[];

  /**
   * @param root a path that nobody but us can change
   * @throws UserError where links lead in circles, or something on the way is no folder
   */
  constructor(root: string, path: string) {
    const found = openInRoot(root, path, { followLast: true });
    this.path = found.path === '' ? '' : `/${found.path}`;
    this.#held = found.held;
    this.#missing = found.kind === 'missing' ? found.names : [];
    if (found.kind !== 'notDirectory') return;
    found.held.close();
    throw new UserError(`${path} leads through something that is no folder`);
  }

  get exists(): boolean {
    return this.#missing.length === 0;
  }

  /** A path to what `stats` are of, for calls that follow links; good for all processes of the worker until `close`. */
  get file(): string {
    const { fd } = this.#held;
    if (fd === undefined) throw new EngineBug('a machine without descriptors of paths runs no steps');
    return descriptorPath(fd);
  }

  /** Of what was found, or of the last folder on the way to it that exists. */
  get stats(): Stats {
    return this.#held.stats;
  }

  /**
   * Makes what is missing: folders, and at the end what `kind` says. The times of folders that were there do not change.
   *
   * @throws UserError where somebody else makes a link there just now; what the system calls throw
   */
  make(kind: PlaceKind, onMade: (made: MadePlace) => void = () => undefined): void {
    while (this.#missing.length > 0) {
      const [name = '', ...rest] = this.#missing;
      const folder = this.#held;
      const place = `${folder.path}/${name}`;
      const { atimeMs, mtimeMs } = statSync(folder.path);
      const isNew = makeOne(place, rest.length > 0 ? 'directory' : kind);
      this.#held = holdFile(place, 'keep');
      this.#missing = rest;
      if (isNew) {
        utimesSync(folder.path, atimeMs / 1000, mtimeMs / 1000);
        const path = this.path.slice(0, this.path.length - rest.reduce((size, each) => size + each.length + 1, 0));
        onMade({ path, file: this.file, folder: folder.stats });
      }
      folder.close();
      if (this.stats.isSymbolicLink()) throw new UserError(`${this.path} became a symbolic link just now`);
    }
  }

  close(): void {
    this.#held.close();
  }
}

/** @returns `false` where somebody else was faster; what they made may be anything */
function makeOne(place: string, kind: PlaceKind): boolean {
  try {
    if (kind === 'directory') mkdirSync(fsPath(place), { mode: 0o755 });
    else closeSync(openSync(fsPath(place), 'wx', 0o644));
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST') && lstatSync(fsPath(place), { throwIfNoEntry: false }) !== undefined) return false;
    throw error;
  }
}
