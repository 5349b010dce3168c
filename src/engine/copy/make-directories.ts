import { UserError, type SourceLocation } from '../../errors.js';
import { displayName } from '../../text/byte-name.js';
import { resolvePath } from '../../text/resolve-path.js';
import type { FileOwner } from '../../layer/users/file-owner.js';
import type { DestinationTree } from './destination-tree.js';
import { joinPath } from './source-paths.js';
import { parentPath } from '../../text/path-parts.js';

export interface NewDirectories {
  readonly mode: number;
  /** Absent: as for a directory that root makes. */
  readonly owner: FileOwner | undefined;
  /** Seconds since the epoch. */
  readonly mtime: number;
  readonly location?: SourceLocation | undefined;
}

/** Where `path` leads in the image, with links followed. What does not exist is appended as it is. */
export async function resolveDestination(
  tree: DestinationTree,
  path: string,
  location: SourceLocation | undefined,
): Promise<string> {
  const resolved = await resolvePath(tree, path, { followLast: true });
  if (resolved.notDirectory !== undefined) throw notDirectory(path, resolved.notDirectory, location);
  return resolved.path;
}

/**
 * Makes the directory at `path` (resolved) and those above it, as `mkdir -p` does: what exists does not change. As from the kernel, a
 * directory in one with the setgid bit gets that bit, and, without an owner, its group.
 *
 * @throws UserError when something on the way is no directory
 */
export async function makeDirectories(tree: DestinationTree, path: string, options: NewDirectories): Promise<void> {
  const entry = await tree.lstat(path);
  if (entry?.type === 'directory') return;
  if (entry !== undefined) throw notDirectory(path, path, options.location);
  await makeDirectories(tree, parentPath(path), options);
  const parent = await tree.lstat(parentPath(path));
  const setgid = (parent?.mode ?? 0) & 0o2000;
  await tree.put(path, {
    type: 'directory',
    mode: (options.mode & 0o777) | setgid,
    uid: options.owner?.uid ?? 0,
    gid: options.owner?.gid ?? (setgid === 0 ? 0 : (parent?.gid ?? 0)),
    mtime: options.mtime,
  });
}

function notDirectory(path: string, blocker: string, location: SourceLocation | undefined): UserError {
  const shown = displayName(`/${path.replace(/^\/+/, '')}`);
  const where = displayName(joinPath('', blocker));
  return new UserError(`cannot create ${shown}: /${where} exists in the image and is not a directory`, { location });
}
