import { closeSync, lstatSync, mkdirSync, openSync, statSync, utimesSync, type Stats } from 'node:fs';

import { EngineBug, errorCode, UserError } from '../../errors.js';
import { holdFile, type HeldFile } from '../../files/held-file.js';
import { openInRoot } from '../../files/open-in-root.js';
import { fsPath } from '../../text/byte-name.js';
import { descriptorPath } from './descriptors.js';

export type EntryKind = 'directory' | 'file';

/** A folder or file that was made on the way to a path. */
export interface MadeEntry {
  /** Its path below the root: `/a/b`. */
  readonly path: string;
  /** A path to it, for calls that follow links. */
  readonly file: string;
  /** The folder that it was made in. */
  readonly folder: Stats;
}

/**
 * Where a path leads inside a folder, as it would for a process that has the folder as its root. What was found is held
 * open, so later calls act on exactly that, even if somebody renames folders or puts links in their way meanwhile.
 */
export class RootedPath {
  /**
   * The path below the root, with links resolved: `/a/b`, or `''` for the root. Names that do not exist yet are taken as
   * they are.
   */
  readonly path: string;
  /** What was found, or the last folder on the way to it that exists. */
  #held: HeldFile;
  #missing: readonly string[];

  /**
   * @param root a path that nobody but us can change
   * @throws UserError if links lead in circles, or something on the way is not a folder
   */
  constructor(root: string, path: string) {
    const found = openInRoot(root, path, { followLast: true });
    this.path = found.path === '' ? '' : `/${found.path}`;
    this.#held = found.held;
    this.#missing = found.kind === 'missing' ? found.names : [];
    if (found.kind !== 'notDirectory') return;
    found.held.close();
    throw new UserError(`${path} leads through something that is not a folder`);
  }

  get exists(): boolean {
    return this.#missing.length === 0;
  }

  /**
   * A path to the file that `stats` describes, for calls that follow links. It works in all processes of the worker until
   * `close`.
   */
  get file(): string {
    const { fd } = this.#held;
    if (fd === undefined) throw new EngineBug('a machine without descriptors of paths runs no steps');
    return descriptorPath(fd);
  }

  /** The stats of what was found, or of the last folder on the way to it that exists. */
  get stats(): Stats {
    return this.#held.stats;
  }

  /**
   * Makes what is missing: folders, and at the end a folder or file, as `kind` says. The times of existing folders do not
   * change.
   *
   * @throws UserError if somebody else makes a link there at this moment; what the system calls throw
   */
  make(kind: EntryKind, onMade: (made: MadeEntry) => void = () => undefined): void {
    while (this.#missing.length > 0) {
      const [name = '', ...rest] = this.#missing;
      const folder = this.#held;
      const child = `${folder.path}/${name}`;
      const { atimeMs, mtimeMs } = statSync(folder.path);
      const isNew = makeOne(child, rest.length > 0 ? 'directory' : kind);
      this.#held = holdFile(child, 'keep');
      this.#missing = rest;
      if (isNew) {
        utimesSync(folder.path, atimeMs / 1000, mtimeMs / 1000);
        const path = this.path.slice(0, this.path.length - rest.reduce((size, each) => size + each.length + 1, 0));
        onMade({ path, file: this.file, folder: folder.stats });
      }
      folder.close();
      if (this.stats.isSymbolicLink()) throw new UserError(`${this.path} became a symbolic link meanwhile`);
    }
  }

  close(): void {
    this.#held.close();
  }
}

/** @returns `false` if somebody else was faster; what they made may be anything */
function makeOne(file: string, kind: EntryKind): boolean {
  try {
    if (kind === 'directory') mkdirSync(fsPath(file), { mode: 0o755 });
    else closeSync(openSync(fsPath(file), 'wx', 0o644));
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && lstatSync(fsPath(file), { throwIfNoEntry: false }) !== undefined) return false;
    throw error;
  }
}
