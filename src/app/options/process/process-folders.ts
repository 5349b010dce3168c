import { homedir, tmpdir, userInfo } from 'node:os';
import path from 'node:path';

import { InfraError } from '../../../errors.js';

/**
 * The user's home folder: `HOME`, else the folder of the machine's user account. A user id without an account, as is common in a
 * container, gets the root directory, as container runtimes do.
 */
export function homeFolder(): string {
  for (const look of [homedir, () => userInfo().homedir]) {
    const home = valueOf(look);
    if (home !== undefined && path.isAbsolute(home)) return home;
  }
  return '/';
}

function valueOf(look: () => string): string | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** The system's folder for temporary files. A TMPDIR that is not an absolute path is ignored. */
export function temporaryFiles(): string {
  const given = tmpdir();
  return path.isAbsolute(given) ? given : '/tmp';
}

/** @throws InfraError when it was removed under the process */
export function currentFolder(): string {
  try {
    return process.cwd();
  } catch (error) {
    throw new InfraError('the current folder does not exist any more', {
      hint: 'Change to another one, and run the command again.',
      cause: error,
    });
  }
}
