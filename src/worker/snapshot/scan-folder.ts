import { lstatSync, type Stats } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';

import type { TreeEntry } from '../../layer/entry.js';
import { fileContent } from '../../layer/file-content.js';
import { digestedFile, FileDigest } from '../../layer/file-digest.js';
import { fsPath, readNames } from '../../text/byte-name.js';
import { WHITEOUT_PREFIX } from '../../layer/whiteout.js';
import { metadataOf, specialEntry, xattrsAt, type FolderXattrs } from './captured-entry.js';

export interface FolderScan {
  /** By path, the folder itself first, parents before children. Every name of a hard link is a file of its own. */
  readonly entries: ReadonlyMap<string, TreeEntry>;
  /** Why what was left out cannot be carried, with one example each. */
  readonly leftOut: ReadonlyMap<string, string>;
}

/** Bytes of holes in one file: a layer would have to write all of them as zeros. */
const MAX_HOLES = 1024 ** 3;
/** What is read before other work gets its turn, in bytes; an entry counts as some. */
const BATCH = 8 * 1024 * 1024;
const ENTRY = 16 * 1024;

/**
 * Reads what a folder holds, while others may be writing in it: what vanishes meanwhile is not there, and what cannot be read
 * or be in a layer is left out.
 *
 * @throws what keeps the folder itself from being read; the signal's reason
 */
export async function scanFolder(root: string, xattrs: FolderXattrs, signal: AbortSignal): Promise<FolderScan> {
  const entries = new Map<string, TreeEntry>();
  const leftOut = new Map<string, string>();
  let work = 0;

  const scanEntry = (path: string): TreeEntry | undefined => {
    const file = `${root}/${path}`;
    const stats = lstatSync(fsPath(file));
    const metadata = metadataOf(stats, xattrsAt(xattrs, path));
    const obstacle = obstacleOf(path, stats);
    if (obstacle !== undefined) {
      leftOut.set(obstacle, path);
      return undefined;
    }
    if (stats.isDirectory()) return { type: 'directory', path, ...metadata };
    if (!stats.isFile()) return specialEntry(file, path, stats, metadata);
    const digest = new FileDigest(stats.size);
    for (const chunk of fileContent(file, stats.size)) digest.update(chunk);
    work += digest.seen;
    return digestedFile({ type: 'file', path, ...metadata, size: digest.seen }, digest.digest());
  };

  const scan = async (folder: string): Promise<void> => {
    for (const name of readNames(folder === '' ? root : `${root}/${folder}`).sort()) {
      const path = folder === '' ? name : `${folder}/${name}`;
      work += ENTRY;
      if (work > BATCH) {
        work = 0;
        await turn();
        signal.throwIfAborted();
      }
      try {
        const entry = scanEntry(path);
        if (entry === undefined) continue;
        entries.set(path, entry);
        if (entry.type === 'directory') await scan(path);
      } catch (error) {
        signal.throwIfAborted();
        const code = codeOf(error);
        if (code === undefined) throw error;
        if (code !== 'ENOENT') leftOut.set(`cannot be read (${code})`, path);
      }
    }
  };

  entries.set('', { type: 'directory', path: '', ...metadataOf(lstatSync(root), undefined) });
  await scan('');
  return { entries, leftOut };
}

function obstacleOf(path: string, stats: Stats): string | undefined {
  if (stats.isSocket()) return 'is a socket';
  if (stats.isBlockDevice() || stats.isCharacterDevice()) return 'is a device node';
  if (stats.isFile() && stats.size - stats.blocks * 512 > MAX_HOLES) return 'is a sparse file';
  if (path.slice(path.lastIndexOf('/') + 1).startsWith(WHITEOUT_PREFIX))
    return `has a name that starts with ${WHITEOUT_PREFIX}`;
  return undefined;
}

/** The operating system's name of the error. */
function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
