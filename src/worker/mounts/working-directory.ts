import { chmodSync, chownSync } from 'node:fs';

import { UserError } from '../../errors.js';
import { RootedPath } from '../kernel/rooted-path.js';
import type { ProcessUser } from '../../layer/users/process-user.js';

/** As BuildKit: missing folders of the working directory are made. They belong to the user and stay in the layer. */
export function makeWorkingDirectory(rootfs: string, cwd: string, user: ProcessUser): void {
  const rooted = new RootedPath(rootfs, cwd);
  try {
    try {
      rooted.make('directory', ({ file }) => {
        chownSync(file, user.uid, user.gid);
        chmodSync(file, 0o755);
      });
    } catch (error) {
      throw new UserError(`cannot make the working directory ${cwd}`, { cause: error });
    }
    if (!rooted.stats.isDirectory())
      throw new UserError(`the working directory ${cwd} is not a directory in the image`);
  } finally {
    rooted.close();
  }
}

/**
 * The folder in which a step starts, with links resolved, for the runtime. It must not be below /proc: there are links to
 * what the runtime itself has open, which may be folders of the machine (CVE-2024-21626).
 *
 * @param root the step's root file system with everything that is mounted on it except /proc
 * @throws UserError
 */
export function startFolder(root: string, cwd: string): string {
  const rooted = new RootedPath(root, cwd);
  try {
    if (!rooted.path.startsWith('/proc/')) return rooted.path === '' ? '/' : rooted.path;
    throw new UserError(`the working directory ${cwd} is in /proc, which a step cannot start in`);
  } finally {
    rooted.close();
  }
}
