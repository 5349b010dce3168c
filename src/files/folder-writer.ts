import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  futimesSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeSync,
} from 'node:fs';

import { EngineBug, UserError, errorCode } from '../errors.js';
import { displayName, encodeName, fsPath } from '../text/byte-name.js';
import { discardNow } from './discard.js';
import { holdFile, type HeldFile } from './held-file.js';
import { HeldPath } from './held-path.js';
import { makeFolders } from './make-folders.js';

interface Metadata {
  /** Setuid and setgid are left out for files: they would give the caller's rights to others. */
  readonly mode: number;
  /** Seconds since the epoch. */
  readonly mtime: number;
}

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

const FILE_BITS = 0o1777;
const FOLDER_BITS = 0o3777;
/** What the owner needs to write into a folder. */
const OWNER = 0o700;

/**
 * Writes files into a folder, over what is there, and never outside of it: every folder on the way is held by a descriptor, no existing
 * file is opened, and no link is followed. A link or a file in the place of a folder is replaced by a folder. What is written belongs to
 * this process. Paths have the form `a/b`, and the folder of a path must have been written before.
 */
export class FolderWriter {
  readonly #root: HeldFile;
  readonly #parents: HeldPath;
  /** For the other end of a hard link, which is mostly in another folder. */
  readonly #targets: HeldPath;
  /** Final modes and times: until the end, the owner must be able to write into each folder. */
  readonly #folders: { readonly names: readonly string[]; readonly metadata: Metadata }[] = [];

  /**
   * @param folder absolute path, which is made if it does not exist; links on the way to it are followed, since the user named them
   * @throws what `mkdir` and `open` throw
   */
  static open(folder: string): FolderWriter {
    makeFolders(folder);
    const held = holdFile(folder, 'follow');
    if (held.stats.isDirectory()) return new FolderWriter(held);
    held.close();
    throw new UserError(`${displayName(folder)} is not a folder`);
  }

  private constructor(root: HeldFile) {
    this.#root = root;
    this.#parents = new HeldPath(root);
    this.#targets = new HeldPath(root);
  }

  /** @param metadata absent: as the system makes folders, and as it is if it exists */
  folder(path: string, metadata?: Metadata): void {
    const { at, names } = this.#place(path);
    const mode = metadata === undefined ? 0o777 : OWNER;
    if (!wasMade(() => mkdirSync(fsPath(at), { mode }))) {
      if (lstatSync(fsPath(at)).isDirectory()) makeWritable(this.#parents.at(names));
      else {
        unlinkSync(fsPath(at));
        mkdirSync(fsPath(at), { mode });
      }
    }
    if (metadata !== undefined) this.#folders.push({ names, metadata });
  }

  async file(path: string, { mode, mtime }: Metadata, chunks: Chunks, signal: AbortSignal): Promise<void> {
    const { at } = this.#place(path);
    let draft = at;
    let fd = 0;
    const open = (file: string): number => openSync(fsPath(file), NEW_FILE, 0o600);
    if (!wasMade(() => (fd = open(at)))) {
      makeRoom(at, path);
      draft = draftBeside(at);
      fd = open(draft);
    }
    try {
      try {
        for await (const chunk of chunks) {
          signal.throwIfAborted();
          for (let from = 0; from < chunk.length;) from += writeSync(fd, chunk, from);
        }
        fchmodSync(fd, mode & FILE_BITS);
        futimesSync(fd, mtime, mtime);
      } finally {
        closeSync(fd);
      }
      if (draft !== at) renameSync(fsPath(draft), fsPath(at));
    } catch (error) {
      discardNow(fsPath(draft));
      throw error;
    }
  }

  /** @param link.target any text; nobody follows it here */
  symlink(path: string, { target, mtime }: { readonly target: string; readonly mtime: number }): void {
    this.#put(path, (at) => {
      symlinkSync(encodeName(target), fsPath(at));
      lutimesSync(fsPath(at), mtime, mtime);
    });
  }

  /** @param target path of a file that was written before */
  hardlink(path: string, target: string): void {
    const names = namesOf(target);
    const from = `${this.#targets.at(names.slice(0, -1)).path}/${names.at(-1) ?? ''}`;
    this.#put(path, (at) => linkSync(fsPath(from), fsPath(at)));
  }

  /** Gives folders their modes and times, the innermost first. */
  finish(): void {
    for (const { names, metadata } of this.#folders.splice(0).reverse()) {
      const { path } = this.#parents.at(names);
      utimesSync(path, metadata.mtime, metadata.mtime);
      chmodSync(path, metadata.mode & FOLDER_BITS);
    }
  }

  close(): void {
    this.#parents.close();
    this.#targets.close();
    this.#root.close();
  }

  /** Makes something that has no bytes, in one step if something else is in its place. */
  #put(path: string, make: (at: string) => void): void {
    const { at } = this.#place(path);
    if (wasMade(() => make(at))) {
      return;
    }
    makeRoom(at, path);
    const draft = draftBeside(at);
    try {
      make(draft);
      renameSync(fsPath(draft), fsPath(at));
    } finally {
      discardNow(fsPath(draft));
    }
  }

  #place(path: string): { readonly at: string; readonly names: readonly string[] } {
    const names = namesOf(path);
    return { at: `${this.#parents.at(names.slice(0, -1)).path}/${names.at(-1) ?? ''}`, names };
  }
}

const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

function namesOf(path: string): readonly string[] {
  const names = path.split('/');
  if (names.some((name) => name === '' || name === '.' || name === '..')) {
    throw new EngineBug(`${JSON.stringify(path)} is not a path below a folder`);
  }
  return names;
}

/** @returns whether it was made; false if something has the name already */
function wasMade(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** A folder of an earlier export may have a mode that does not let its owner write into it. */
function makeWritable({ path, stats }: HeldFile): void {
  if ((stats.mode & OWNER) === OWNER) return;
  try {
    chmodSync(path, (stats.mode | OWNER) & 0o7777);
  } catch (error) {
    // Somebody else's folder: whether it can be written into shows when something is.
    if (errorCode(error) !== 'EPERM') throw error;
  }
}

/** Removes a folder that is in the place of something else, if it is empty. Anything else is replaced by a rename. */
function makeRoom(at: string, path: string): void {
  if (!lstatSync(fsPath(at)).isDirectory()) return;
  try {
    rmdirSync(fsPath(at));
  } catch (error) {
    if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'EEXIST') throw error;
    throw new UserError(`${displayName(path)} is a folder with files in it, but not a folder in the image`, {
      hint: 'Remove it, or name another folder for the output.',
      cause: error,
    });
  }
}

function draftBeside(at: string): string {
  return `${at.slice(0, at.lastIndexOf('/'))}/.tmp.${randomBytes(8).toString('hex')}`;
}
