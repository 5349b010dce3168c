import { open } from 'node:fs/promises';

import { parseOrUndefined } from './decode-or.js';
import type { Decoder } from './decoder.js';
import { errorCode } from '../errors.js';

/**
 * What a file holds, for content that may as well not be there.
 *
 * @returns `undefined` where there is no such file, or one that is larger or not what the decoder takes
 */
export async function readJsonFile<T>(file: string, decoder: Decoder<T>, maxBytes: number): Promise<T | undefined> {
  const bytes = await readSmallFile(file, maxBytes);
  return bytes === undefined ? undefined : parseOrUndefined(decoder, bytes, maxBytes);
}

async function readSmallFile(file: string, maxBytes: number): Promise<Uint8Array | undefined> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      return size > maxBytes ? undefined : await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
