import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Looks several times for an entry that another job seems to be saving. It may never come, since that job may have died: the
 * service does not tell.
 *
 * @param waits milliseconds before each further look
 * @returns whether it is there
 */
export async function pollFor(
  waits: readonly number[],
  look: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<boolean> {
  if (await look()) return true;
  for (const ms of waits) {
    await sleep(ms, undefined, { signal });
    if (await look()) return true;
  }
  return false;
}
