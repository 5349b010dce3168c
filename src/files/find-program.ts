import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';

/** The usual folders of programs. A user's PATH often lacks those for administrators. */
const STANDARD = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/**
 * Absolute path of an executable.
 *
 * @param path `:`-separated folders, which are searched first
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
