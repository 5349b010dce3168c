import { readlinkSync, type Stats } from 'node:fs';

import type { DeviceEntry, EntryMetadata, FifoEntry, SymlinkEntry } from '../../layer/entry.js';
import { decodeName, encodeName, fsPath } from '../../text/byte-name.js';
import type { Xattrs } from '../kernel/syscalls.js';

/** The extended attributes below a folder, as `KernelCalls.scanXattrs` returns them. */
export type FolderXattrs = ReadonlyMap<string, Xattrs>;

/** @param path below the folder that was scanned */
export function xattrsAt(all: FolderXattrs, path: string): Xattrs | undefined {
  return all.size === 0 ? undefined : all.get(encodeName(path).toString('latin1'));
}

/** What a layer says about a file besides its content, without overlayfs's own attributes. */
export function metadataOf(stats: Stats, xattrs: Xattrs | undefined): EntryMetadata {
  const kept = [...(xattrs ?? [])].filter(([name]) => !/^(?:trusted|user)\.overlay\./.test(name));
  return {
    mode: stats.mode & 0o7777,
    uid: stats.uid,
    gid: stats.gid,
    mtime: Math.floor(stats.mtimeMs / 1000),
    ...(kept.length === 0
      ? {}
      : { xattrs: Object.fromEntries(kept.map(([name, value]) => [name, value.toString('base64')])) }),
  };
}

/**
 * The entry for a file that is not a regular file, directory or socket.
 *
 * @param file a path to it on this machine
 * @param path its path in the layer
 */
export function specialEntry(
  file: string,
  path: string,
  stats: Stats,
  metadata: EntryMetadata,
): SymlinkEntry | FifoEntry | DeviceEntry {
  if (stats.isSymbolicLink()) {
    const target = decodeName(readlinkSync(fsPath(file), { encoding: 'buffer' }));
    return { type: 'symlink', path, target, ...metadata };
  }
  if (stats.isFIFO()) return { type: 'fifo', path, ...metadata };
  return { type: stats.isBlockDevice() ? 'block' : 'char', path, ...deviceOf(stats.rdev), ...metadata };
}

/** Takes apart a device number in glibc's form, which stat(2) returns. */
function deviceOf(rdev: number): { readonly major: number; readonly minor: number } {
  return { major: (rdev >>> 8) & 0xfff, minor: (rdev & 0xff) | ((rdev >>> 12) & 0xfff00) };
}
