import { randomBytes } from 'node:crypto';
import { chown, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { makeFolders } from './make-folders.js';

export interface ReplaceOptions {
  /** Path for the file while it is written, on the same file system; absent: beside the final one, hidden. */
  readonly draft?: string;
}

export interface WriteOptions extends ReplaceOptions {
  /** Absent: what the umask leaves of 0666. */
  readonly mode?: number;
  /** Absent: the process's own. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/**
 * Writes a small file whole: whoever reads it sees what was there before, or all of `content`. The file's folder is made if it
 * is missing. Nothing is synced to the disk.
 */
export async function writeWhole(
  file: string,
  content: string | Uint8Array,
  { draft, mode, owner }: WriteOptions = {},
): Promise<void> {
  makeFolders(path.dirname(file));
  const make = async (made: string): Promise<void> => {
    await writeFile(made, content, { flag: 'wx', ...(mode !== undefined && { mode }) });
    if (owner !== undefined) await chown(made, owner.uid, owner.gid);
  };
  await replaceFile(file, make, draft === undefined ? {} : { draft });
}

/** Has `make` write a file under another name. When it is complete it takes the name `file`; when that fails it is removed. */
export async function replaceFile(
  file: string,
  make: (draft: string) => Promise<void>,
  { draft = besides(file) }: ReplaceOptions = {},
): Promise<void> {
  try {
    await make(draft);
    await rename(draft, file);
  } finally {
    // Also after a success: renaming a hard link over another one of the same file does nothing, and leaves it.
    await rm(draft, { force: true });
  }
}

function besides(file: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString('hex')}`);
}
