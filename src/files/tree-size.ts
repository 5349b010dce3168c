import { lstatSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';

import { fsPath, readNames } from '../text/byte-name.js';

/** Folders after which other work gets its turn. */
const BATCH = 50;

/**
 * Bytes of all files below a folder. A file with several names counts once for each; links and devices count nothing.
 *
 * @throws what the system calls throw
 */
export async function treeSize(folder: string): Promise<number> {
  let bytes = 0;
  const folders = [folder];
  for (let count = 1; folders.length > 0; count++) {
    const at = folders.pop() ?? '';
    for (const name of readNames(at)) {
      const stats = lstatSync(fsPath(`${at}/${name}`));
      if (stats.isDirectory()) folders.push(`${at}/${name}`);
      else if (stats.isFile()) bytes += stats.size;
    }
    if (count % BATCH === 0) await turn();
  }
  return bytes;
}
