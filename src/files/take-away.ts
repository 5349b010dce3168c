import { link, rename } from 'node:fs/promises';

import { errorCode } from '../errors.js';
import { discard } from './discard.js';

/**
 * Removes a file, unless it turns out that it must stay. The file is first renamed, and then looked at: what another process does to it
 * before that is seen, and after that it is gone for everybody. So no other process loses a file that it has just renewed.
 *
 * @param draft a free path on the same file system
 * @param mayGo looks at the file under its other name
 * @returns whether it was removed; `false` also when there was none
 */
export async function takeAway(
  file: string,
  draft: string,
  mayGo: (taken: string) => Promise<boolean>,
): Promise<boolean> {
  try {
    await rename(file, draft);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
  try {
    const goes = await mayGo(draft);
    // Something newer may have got the name by now.
    if (!goes) await link(draft, file).catch(() => undefined);
    return goes;
  } finally {
    await discard(draft);
  }
}
