import { randomBytes } from 'node:crypto';
import { chown, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { discard } from './discard.js';
import { makeFolders } from './make-folders.js';

export interface ReplaceOptions {
  /** Path of the file while it is written, on the same file system. By default a hidden name beside the final one. */
  readonly draft?: string;
}

export interface WriteOptions extends ReplaceOptions {
  /**
   * Whether other users may read it, as far as the umask allows. By default they may not, since most files are below the
   * root.
   */
  readonly shared?: boolean;
  /** By default, the owner of this process. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/**
 * Writes a small file in one step: readers see either the old file or all of `content`. The file's folder is made
 * if it is missing. Nothing is synced to the disk.
 */
export async function writeWhole(
  file: string,
  content: string | Uint8Array | Iterable<string | Uint8Array>,
  { draft, shared = false, owner }: WriteOptions = {},
): Promise<void> {
  makeFolders(path.dirname(file), shared ? 0o777 : 0o700);
  const make = async (made: string): Promise<void> => {
    await writeFile(made, content, { flag: 'wx', mode: shared ? 0o666 : 0o600 });
    if (owner !== undefined) await chown(made, owner.uid, owner.gid);
  };
  await replaceFile(file, make, draft === undefined ? {} : { draft });
}

/** Lets `make` write a draft under another name, and renames it to `file` when it is complete. A failed draft is removed. */
export async function replaceFile(
  file: string,
  make: (draft: string) => Promise<void>,
  { draft = besides(file) }: ReplaceOptions = {},
): Promise<void> {
  try {
    await make(draft);
    await rename(draft, file);
  } finally {
    // Also after a success: a rename between two hard links of the same file does nothing, and leaves the draft.
    await discard(draft);
  }
}

function besides(file: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString('hex')}`);
}
