import { lstatSync, type BigIntStats } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';

import { fsPath, readNames } from '../text/byte-name.js';

/** Folders after which other work gets its turn. */
const BATCH = 50;

/**
 * Bytes of all files below a folder, as docker counts them: a file with several names counts once, and a symbolic link with its text.
 *
 * @throws what the system calls throw
 */
export async function treeSize(folder: string): Promise<number> {
  let bytes = 0;
  /** Those files with several names that have been counted. */
  const linked = new Set<string>();
  const folders = [folder];
  for (let count = 1; folders.length > 0; count++) {
    const at = folders.pop() ?? '';
    for (const name of readNames(at)) {
      const stats = lstatSync(fsPath(`${at}/${name}`), { bigint: true });
      if (stats.isDirectory()) folders.push(`${at}/${name}`);
      else if ((stats.isFile() || stats.isSymbolicLink()) && isNew(stats, linked)) bytes += Number(stats.size);
    }
    if (count % BATCH === 0) await turn();
  }
  return bytes;
}

function isNew({ nlink, dev, ino }: BigIntStats, linked: Set<string>): boolean {
  if (nlink === 1n) return true;
  const file = `${dev}:${ino}`;
  if (linked.has(file)) return false;
  linked.add(file);
  return true;
}
