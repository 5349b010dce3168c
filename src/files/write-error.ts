import { InfraError, UserError, errorCode } from '../errors.js';
import { displayName } from '../text/byte-name.js';
import { formatBytes } from '../text/format.js';

/** The place that somebody named cannot be what it has to be, whatever the state of the machine. */
const REASONS: Readonly<Record<string, string>> = {
  ENOTDIR: 'something on the way to it is not a folder',
  EEXIST: 'something on the way to it is not a folder',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'it leads through too many symbolic links',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOENT: 'its folder does not exist',
  ENXIO: 'nobody reads from it',
};

/** Whether the system says by this code that a disk, or somebody's part of it, is full. */
export function isFull(code: string | undefined): boolean {
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** How to make room on a full disk. */
export const MAKE_ROOM =
  'Make room, for example with layer-build cache prune, which removes what is kept for later builds, or layer-build prune, which removes images without a name.';

/**
 * An error of the file system in words of ours; every other error as it came.
 *
 * @param what what could not be done, as in `write the archive`
 * @param path where
 * @param needed how many bytes were to be written there, where that is known
 */
export function diskError(error: unknown, what: string, path: string, needed?: number): unknown {
  if (!isSystemError(error)) return error;
  const at = `${what} ${displayName(path)}`;
  if (!isFull(error.code)) return new InfraError(`cannot ${at}`, { cause: error });
  const size = needed === undefined ? '' : `, which takes ${formatBytes(needed)}`;
  return new InfraError(`the disk is full: cannot ${at}${size}`, { cause: error, hint: MAKE_ROOM });
}

/** The same for a place that somebody named: where it cannot be written to, that is theirs to change. */
export function destinationError(error: unknown, what: string, path: string, needed?: number): unknown {
  const reason = isSystemError(error) ? REASONS[errorCode(error) ?? ''] : undefined;
  if (reason === undefined) return diskError(error, what, path, needed);
  return new UserError(`cannot ${what} ${displayName(path)}: ${reason}`, {
    cause: error,
    hint: 'Name another place, or change what is there.',
  });
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && error.syscall !== undefined;
}
