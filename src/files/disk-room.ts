import { statfsSync } from 'node:fs';

/** Bytes. With fewer free bytes, most programs cannot write their next file. */
const LITTLE = 256 * 1024;

/** Whether the file system of `path` has no room left, for bytes or for more files. */
export function isDiskFull(path: string): boolean {
  const { bavail, bsize, files, ffree } = statfsSync(path);
  // Some file systems do not count files.
  return bavail * bsize < LITTLE || (files > 0 && ffree === 0);
}
