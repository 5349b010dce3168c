import { lstatSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds: less than the kernel's clock for times of files takes for a step. */
const WAIT = 1;

/**
 * Waits until the file system gives later times than it did before. The clock for them is coarse: a file that is changed right after it was
 * written could keep its time otherwise.
 *
 * @param probe a path on the file system that does not exist
 */
export async function waitForLaterTime(probe: string): Promise<void> {
  writeFileSync(probe, '');
  try {
    const first = changeOf(probe);
    while (changeOf(probe) === first) {
      await delay(WAIT);
      utimesSync(probe, 0, 0);
    }
  } finally {
    rmSync(probe);
  }
}

function changeOf(file: string): bigint {
  return lstatSync(file, { bigint: true }).ctimeNs;
}
