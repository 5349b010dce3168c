import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';

/**
 * Removes a file or folder that is of no more use. Never throws, so that it neither fails what has succeeded nor hides why something
 * failed. What cannot be removed has the name of a draft, which a later run removes.
 */
export async function discard(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => undefined);
}

/** The same, synchronous. */
export function discardNow(path: string | Buffer): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // See above.
  }
}
