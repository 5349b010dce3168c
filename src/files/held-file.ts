import { closeSync, constants, fstatSync, lstatSync, openSync, statSync, type Stats } from 'node:fs';

import { InfraError } from '../errors.js';
import { fsPath } from '../text/byte-name.js';

/**
 * A file of any type that cannot be exchanged any more: `path` leads to it even if it is renamed or removed. It is held by a
 * descriptor that refers to the file without opening it (O_PATH), so it is safe to hold a device or a fifo.
 *
 * Only Linux has such descriptors. On other systems, `path` is the name by which the file was found.
 */
export interface HeldFile {
  /** A path for calls in this process, valid until `close`. If the file is a directory, names may be appended. */
  readonly path: string;
  /** The descriptor. Other processes reach the file as `/proc/<pid>/fd/<fd>`. */
  readonly fd: number | undefined;
  /** As from `lstat`: a symbolic link is held itself. */
  readonly stats: Stats;
  /**
   * Opens the file, for reading or writing.
   *
   * @throws what `open` throws
   */
  open(flags: number): number;
  close(): void;
}

/** Linux's O_PATH: the same number on every machine that Node runs on. Node has no name for it. */
const O_PATH = 0o10000000;

/**
 * @param path a file whose parent folders are held or trusted
 * @param last whether a symbolic link as the last component is followed
 * @throws what `open` throws, such as ENOENT
 */
export function holdFile(path: string, last: 'follow' | 'keep'): HeldFile {
  return process.platform === 'linux' ? holdByDescriptor(path, last) : holdByName(path, last);
}

function holdByDescriptor(path: string, last: 'follow' | 'keep'): HeldFile {
  const fd = openSync(fsPath(path), O_PATH | (last === 'keep' ? constants.O_NOFOLLOW : 0));
  const held = `/proc/self/fd/${fd}`;
  try {
    // Without /proc, every name below this path would look like one that does not exist.
    if (lstatSync(held, { throwIfNoEntry: false }) === undefined) {
      throw new InfraError('/proc is not mounted, so no file can be held open by its path');
    }
    return {
      path: held,
      fd,
      stats: fstatSync(fd),
      open: (flags) => openSync(held, flags),
      close: () => closeSync(fd),
    };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function holdByName(path: string, last: 'follow' | 'keep'): HeldFile {
  const name = fsPath(path);
  return {
    path,
    fd: undefined,
    stats: last === 'follow' ? statSync(name) : lstatSync(name),
    open: (flags) => openSync(name, flags | (last === 'keep' ? constants.O_NOFOLLOW : 0)),
    close: () => undefined,
  };
}
