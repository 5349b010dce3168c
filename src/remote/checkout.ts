import { statSync } from 'node:fs';
import path from 'node:path';

import { readInRoot } from '../files/read-in-root.js';

/** A repository's address, and a folder of this machine that it may be checked out to. */
export interface CheckedOut {
  readonly remote: string;
  /** Absolute path. Nothing in it is trusted. */
  readonly folder: string;
}

/** What is used of a checkout. Its settings, hooks and refs are not: only objects, which are checked, and the index. */
interface CheckoutFolders {
  /** Absolute path of the folder with its objects. */
  readonly objects: string;
  /** Absolute path of the folder with its index. */
  readonly index: string;
}

/** Bytes of a file with one path in it. */
const MAX_POINTER = 8192;

/**
 * Finds the folders of a checkout as gitrepository-layout(5) says: `.git` is a folder, or a file that names one, as in a worktree or a
 * submodule. A worktree names the folder with the objects in `commondir`.
 *
 * @returns `undefined` if there is no checkout, or none that can be read
 */
export function foldersOf(checkout: string): CheckoutFolders | undefined {
  try {
    const dotGit = path.join(checkout, '.git');
    const index = isFolder(dotGit) ? dotGit : named(checkout, '.git', /^gitdir: (.+)$/);
    if (index === undefined || !isFolder(index)) return undefined;
    const common = named(index, 'commondir', /^(.+)$/) ?? index;
    const objects = path.join(common, 'objects');
    // A list of object folders has one on each line.
    return isFolder(objects) && !/[\n\r]/.test(objects) ? { objects, index } : undefined;
  } catch {
    return undefined;
  }
}

/** The path that a file in `folder` names; `undefined` if there is no such file. */
function named(folder: string, file: string, form: RegExp): string | undefined {
  const found = readInRoot(folder, file, MAX_POINTER);
  if (found.kind !== 'file') return undefined;
  const target = form.exec(found.bytes.toString().replace(/[\r\n]+$/, ''))?.[1];
  return target === undefined ? undefined : path.resolve(folder, target);
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}
