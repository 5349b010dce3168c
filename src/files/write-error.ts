import { InfraError, UserError, errorCode } from '../errors.js';
import { displayName } from '../text/byte-name.js';
import { formatBytes } from '../text/format.js';

/** Errors that are the user's fault: the path that was named cannot be written to. */
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

/** Whether this code of the system means that a disk or a quota is full. */
export function isFull(code: string | undefined): boolean {
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** How to make room on a full disk. */
export const MAKE_ROOM =
  'Make room, for example with layer-build cache prune, which removes what is kept for later builds, or layer-build prune, which removes images without a name.';

/**
 * Turns an error of the file system into one with our own words. Returns every other error as it is.
 *
 * @param what what failed, such as `write the archive`
 * @param path where it failed
 * @param needed how many bytes had to be written, if that is known
 */
export function diskError(error: unknown, what: string, path: string, needed?: number): unknown {
  if (!isSystemError(error)) return error;
  const at = `${what} ${displayName(path)}`;
  if (!isFull(error.code)) return new InfraError(`cannot ${at}`, { cause: error });
  const size = needed === undefined ? '' : `, which takes ${formatBytes(needed)}`;
  return new InfraError(`the disk is full: cannot ${at}${size}`, { cause: error, hint: MAKE_ROOM });
}

/** The same for a path that the user named: if it cannot be written to, that is the user's fault. */
export function destinationError(error: unknown, what: string, path: string, needed?: number): unknown {
  const reason = isSystemError(error) ? REASONS[errorCode(error) ?? ''] : undefined;
  if (reason === undefined) return diskError(error, what, path, needed);
  return new UserError(`cannot ${what} ${displayName(path)}: ${reason}`, {
    cause: error,
    hint: 'Name another path, or change what is there.',
  });
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && error.syscall !== undefined;
}
