import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Whether what another job seems to be saving is there in the end. It may be that this job died: the service does not tell.
 *
 * @param waits milliseconds before each further look
 */
export async function appears(
  look: () => Promise<boolean>,
  waits: readonly number[],
  signal: AbortSignal,
): Promise<boolean> {
  if (await look()) return true;
  for (const ms of waits) {
    await sleep(ms, undefined, { signal });
    if (await look()) return true;
  }
  return false;
}
