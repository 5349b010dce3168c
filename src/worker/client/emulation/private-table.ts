import { execFile } from 'node:child_process';

import { findProgram } from '../../../files/find-program.js';
import { chooseRights, type LaunchSettings } from '../launch.js';

/** Of the script below, if the mount fails. */
const NO_TABLE = 9;

/**
 * Whether the kernel certainly refuses to register emulators for a build of this user: in a user namespace, it has a table of its
 * own from Linux 6.7 on.
 *
 * @param folder an empty one, to mount something on
 */
export async function cannotRegister(settings: LaunchSettings, folder: string): Promise<boolean> {
  const unshare = findProgram('unshare', settings.path);
  const mount = findProgram('mount', settings.path);
  // Without them, no worker can be started. That has an error of its own.
  if (unshare === undefined || mount === undefined) return false;
  if ((settings.rights ?? (await chooseRights(settings))) !== 'user-namespace') return false;
  const script = `"$0" -n -t binfmt_misc binfmt_misc "$1" || exit ${NO_TABLE}`;
  const args = ['--user', '--map-root-user', '--mount', 'sh', '-c', script, mount, folder];
  return new Promise((resolve) => {
    const child = execFile(unshare, args, { env: { PATH: settings.path, LC_ALL: 'C' }, timeout: 10_000 }, () =>
      resolve(child.exitCode === NO_TABLE),
    );
  });
}
