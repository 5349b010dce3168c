import { closeSync, constants, fstatSync, lstatSync, openSync, statSync, type Stats } from 'node:fs';

import { InfraError } from '../errors.js';
import { fsPath } from '../text/byte-name.js';

/**
 * A file of any type that was looked at and cannot be exchanged any more: `path` leads to it, whatever happens to its names.
 * It is held by a descriptor that stands for it without opening it (O_PATH), so a device or a fifo is safe to hold.
 *
 * Only Linux has such descriptors. Elsewhere `path` is the name that the file was found by.
 */
export interface HeldFile {
  /** For calls that take a path, in this process, until `close`. Where the file is a directory, a name may be appended. */
  readonly path: string;
  /** The descriptor, for other processes as `/proc/<pid>/fd/<fd>`. */
  readonly fd: number | undefined;
  /** As `lstat` gives them: a symbolic link is held itself. */
  readonly stats: Stats;
  /**
   * A descriptor to read or write the file.
   *
   * @throws what `open` throws
   */
  open(flags: number): number;
  close(): void;
}

/** Linux's O_PATH: the same number on every machine that Node runs on. Node has no name for it. */
const O_PATH = 0o10000000;

/**
 * @param path of a file whose parents are held or trusted
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
