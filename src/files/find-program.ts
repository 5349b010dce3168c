import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where programs lie on a machine whose PATH lacks the administrator's folders, as a user's often does. */
const STANDARD = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/**
 * Absolute path of an executable.
 *
 * @param path `:`-separated folders that are looked in first
 */
export function findProgram(name: string, path: string): string | undefined {
  for (const folder of [...path.split(':').filter((part) => part.startsWith('/')), ...STANDARD]) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      if (statSync(file).isFile()) return file;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}
