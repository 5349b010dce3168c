import { rename, rm, writeFile } from 'node:fs/promises';

import type { StoreFolder } from './store-folder.js';

/** Writes a small file of the store so that readers see either what was there before or all of `content`. */
export async function writeAtomically(folder: StoreFolder, path: string, content: string | Uint8Array): Promise<void> {
  const file = folder.newIngestPath();
  try {
    await writeFile(file, content, { flag: 'wx' });
    await rename(file, path);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}
