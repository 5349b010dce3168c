import { closeSync, constants, readSync, statSync, type Stats } from 'node:fs';

import type { LayerWriter } from '../../layer/layer-writer.js';
import { holdFile } from '../../files/held-file.js';
import { baseName, parentPath } from '../../text/path-parts.js';
import { FolderDescent } from '../kernel/folder-descent.js';
import { metadataOf, specialEntry, xattrsAt, type FolderXattrs } from './captured-entry.js';

export interface FolderWrite {
  readonly root: string;
  readonly xattrs: FolderXattrs;
  /** Below `root`, parents before children. */
  readonly paths: readonly string[];
  readonly signal: AbortSignal;
}

const CHUNK = 512 * 1024;

/**
 * Writes paths of a folder into a layer as they are now, while others may be writing to it. What has vanished is left out,
 * and a file that grows is written with its first size. No symbolic link is followed, even if somebody puts one there.
 *
 * @throws InfraError for a file that shrinks while it is read; the signal's reason
 */
export async function writeFolder({ root, xattrs, paths, signal }: FolderWrite, writer: LayerWriter): Promise<void> {
  /** The first name that was written of each file with more than one. */
  const linked = new Map<string, string>();
  const buffer = Buffer.allocUnsafeSlow(CHUNK);
  const descent = new FolderDescent(root);
  const writeEntry = async (path: string): Promise<void> => {
    const opened = unlessGone(() => open(descent, path));
    if (opened === undefined) return;
    const { stats, fd, file } = opened;
    const metadata = metadataOf(stats, xattrsAt(xattrs, path));
    if (fd === undefined) {
      if (stats.isDirectory()) await writer.add({ type: 'directory', path, ...metadata });
      else {
        const entry = unlessGone(() => specialEntry(file, path, stats, metadata));
        if (entry !== undefined) await writer.add(entry);
      }
      return;
    }
    try {
      const inode = `${stats.dev}:${stats.ino}`;
      const target = stats.nlink > 1 ? linked.get(inode) : undefined;
      if (target !== undefined) await writer.add({ type: 'hardlink', path, target });
      else {
        linked.set(inode, path);
        await writer.add({ type: 'file', path, size: stats.size, ...metadata }, contentOf(fd, stats.size, buffer));
      }
    } finally {
      closeSync(fd);
    }
  };
  try {
    for (const path of paths) {
      signal.throwIfAborted();
      await writeEntry(path);
    }
  } finally {
    descent.close();
  }
}

interface Opened {
  readonly stats: Stats;
  /** A path to it that is valid until the next one is opened. */
  readonly file: string;
  /** Only for a regular file. */
  readonly fd?: number;
}

/** @returns `undefined` for what a layer cannot hold. @throws what the system calls throw if it does not exist any more */
function open(descent: FolderDescent, path: string): Opened | undefined {
  const folder = descent.enter(parentPath(path));
  if (path === '') return { stats: statSync(folder), file: folder };
  const file = `${folder}/${baseName(path)}`;
  // Held before it is opened: somebody may exchange the file for a device of the machine, and opening a device can have
  // effects.
  const held = holdFile(file, 'keep');
  try {
    const { stats } = held;
    if (stats.isFile()) return { stats, file, fd: held.open(constants.O_RDONLY) };
    return stats.isDirectory() || stats.isSymbolicLink() || stats.isFIFO() ? { stats, file } : undefined;
  } finally {
    held.close();
  }
}

/** `undefined` if the system call fails: somebody has removed or exchanged the file. */
function unlessGone<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

function* contentOf(fd: number, size: number, buffer: Buffer): Generator<Buffer, void, undefined> {
  for (let left = size; left > 0;) {
    const count = readSync(fd, buffer, 0, Math.min(left, buffer.length), null);
    if (count === 0) return;
    left -= count;
    yield buffer.subarray(0, count);
  }
}
