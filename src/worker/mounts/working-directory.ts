import { chmodSync, chownSync } from 'node:fs';

import { UserError } from '../../errors.js';
import { RootedPath } from '../kernel/rooted-path.js';
import type { ProcessUser } from '../../layer/users/process-user.js';

/** As BuildKit: what is missing of the working directory is made, the user's, and stays in the layer. */
export function makeWorkingDirectory(rootfs: string, cwd: string, user: ProcessUser): void {
  const place = new RootedPath(rootfs, cwd);
  try {
    try {
      place.make('directory', ({ file }) => {
        chownSync(file, user.uid, user.gid);
        chmodSync(file, 0o755);
      });
    } catch (error) {
      throw new UserError(`cannot make the working directory ${cwd}`, { cause: error });
    }
    if (!place.stats.isDirectory()) throw new UserError(`the working directory ${cwd} is no directory in the image`);
  } finally {
    place.close();
  }
}

/**
 * Where a step starts, without links on the way. A runtime goes there by that path, and below /proc are links to what the
 * runtime itself has open, which were folders of the machine once (CVE-2024-21626).
 *
 * @param root the step's root file system with all that is mounted on it, but for /proc
 * @throws UserError
 */
export function startFolder(root: string, cwd: string): string {
  const place = new RootedPath(root, cwd);
  try {
    if (!place.path.startsWith('/proc/')) return place.path === '' ? '/' : place.path;
    throw new UserError(`the working directory ${cwd} is in /proc, which a step cannot start in`);
  } finally {
    place.close();
  }
}
