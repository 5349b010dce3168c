import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs';

import type { LayerWriter } from '../../layer/layer-writer.js';
import { fsPath } from '../../text/byte-name.js';
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
 * Writes paths of a folder into a layer as they are now, while others may be writing in it: what has vanished is left out, and
 * a file that grows is written as long as it was.
 *
 * @throws InfraError for a file that shrinks while it is read; the signal's reason
 */
export async function writeFolder({ root, xattrs, paths, signal }: FolderWrite, writer: LayerWriter): Promise<void> {
  /** The first name that was written of each file with more than one. */
  const linked = new Map<string, string>();
  const buffer = Buffer.allocUnsafeSlow(CHUNK);
  for (const path of paths) {
    signal.throwIfAborted();
    const opened = open(`${root}/${path}`);
    if (opened === undefined) continue;
    const { stats, fd } = opened;
    const metadata = metadataOf(stats, xattrsAt(xattrs, path));
    if (fd === undefined) {
      if (stats.isDirectory()) await writer.add({ type: 'directory', path, ...metadata });
      else await writer.add(specialEntry(`${root}/${path}`, path, stats, metadata));
      continue;
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
  }
}

/** `undefined` for what is not there any more, or has become what a layer cannot hold. */
function open(file: string): { readonly stats: Stats; readonly fd?: number } | undefined {
  try {
    const stats = lstatSync(fsPath(file));
    if (!stats.isFile()) return stats.isDirectory() || stats.isSymbolicLink() || stats.isFIFO() ? { stats } : undefined;
    const fd = openSync(fsPath(file), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const opened = fstatSync(fd);
    if (opened.isFile()) return { stats: opened, fd };
    closeSync(fd);
    return undefined;
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
