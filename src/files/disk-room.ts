import { statfsSync } from 'node:fs';

/** Bytes. With less, most programs cannot write their next file. */
const LITTLE = 256 * 1024;

/** Whether there is no room left where `path` lies, for bytes or for further files. */
export function isDiskFull(path: string): boolean {
  const { bavail, bsize, files, ffree } = statfsSync(path);
  // Some file systems count no files.
  return bavail * bsize < LITTLE || (files > 0 && ffree === 0);
}
