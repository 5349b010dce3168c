import { lstatSync, readlinkSync, type Stats } from 'node:fs';

import { decodeName, fsPath } from '../text/byte-name.js';
import type { SourceEntry } from '../layer/source-tree.js';
import { errorCode } from '../errors.js';

/** Shows whether a file has changed since it was read first: every write changes at least one of these. */
export interface FileIdentity {
  readonly size: number;
  readonly mtimeMs: number;
  readonly inode: number;
}

/** An inode's number may have more bits than are kept: no two states of a file differ in those alone. */
const INODES = 2 ** 32;

export interface ContextEntry {
  readonly entry: SourceEntry;
  readonly identity: FileIdentity;
  /** False for a socket: it counts as an empty file and cannot be opened. */
  readonly readable: boolean;
}

/**
 * The entry at `file`, as BuildKit sends it: owner 0:0, all twelve mode bits, times in whole seconds, no extended attributes
 * (Node cannot read them). Devices and fifos are kept; a socket becomes an empty regular file, since BuildKit's sender clears
 * the socket bit. Hard links become separate files.
 *
 * @param file absolute path, as in `name.ts`
 * @param path what the entry is called
 * @returns `undefined` if there is no file
 * @throws what `lstat` throws otherwise, e.g. EACCES
 */
export function readContextEntry(file: string, path: string, platform: NodeJS.Platform): ContextEntry | undefined {
  const stats = lstatOrNothing(file);
  if (stats === undefined) return undefined;
  const mode = permissions(stats, platform);
  const mtime = Math.floor(stats.mtimeMs / 1000);
  const identity = { size: stats.isFile() ? stats.size : 0, mtimeMs: stats.mtimeMs, inode: stats.ino % INODES };
  const entryOf = (): SourceEntry => {
    const metadata = { path, mode, uid: 0, gid: 0, mtime };
    if (stats.isDirectory()) return { ...metadata, type: 'directory' };
    if (stats.isSymbolicLink()) return { ...metadata, type: 'symlink', target: linkTarget(file, platform) };
    if (stats.isFIFO()) return { ...metadata, type: 'fifo' };
    if (stats.isCharacterDevice()) return { ...metadata, type: 'char', ...deviceNumbers(stats.rdev) };
    if (stats.isBlockDevice()) return { ...metadata, type: 'block', ...deviceNumbers(stats.rdev) };
    // Written out: a spread would give each entry its own hidden class, which is slow for many thousands.
    return { type: 'file', path, mode, uid: 0, gid: 0, mtime, size: stats.isFile() ? stats.size : 0 };
  };
  return { entry: entryOf(), identity, readable: stats.isFile() };
}

export function sameIdentity(file: string, identity: FileIdentity): boolean {
  const stats = lstatOrNothing(file);
  return (
    stats !== undefined &&
    stats.size === identity.size &&
    stats.mtimeMs === identity.mtimeMs &&
    stats.ino % INODES === identity.inode
  );
}

function lstatOrNothing(file: string): Stats | undefined {
  try {
    return lstatSync(fsPath(file), { throwIfNoEntry: false });
  } catch (error) {
    const code = errorCode(error);
    // No file of this system can have such a name: it is too long, or contains a NUL.
    if (code === 'ENAMETOOLONG' || code === 'ERR_INVALID_ARG_VALUE') return undefined;
    throw error;
  }
}

function permissions(stats: Stats, platform: NodeJS.Platform): number {
  // Windows has no executable bit, so BuildKit sets it on everything, and takes the bits of others' write access away.
  if (platform === 'win32') return (stats.mode | 0o111) & 0o755;
  // A link's own mode is 0777 on Linux and follows the umask elsewhere, where it means as little.
  return stats.isSymbolicLink() ? 0o777 : stats.mode & 0o7777;
}

function linkTarget(file: string, platform: NodeJS.Platform): string {
  const target = decodeName(readlinkSync(fsPath(file), { encoding: 'buffer' }));
  return platform === 'win32' ? target.replaceAll('\\', '/') : target;
}

/** Linux's `makedev` undone, for numbers of up to 32 bits, as BuildKit's fsutil reads them. */
function deviceNumbers(device: number): { readonly major: number; readonly minor: number } {
  return { major: (device >>> 8) & 0xfff, minor: (device & 0xff) | ((device >>> 12) & 0xfff00) };
}
