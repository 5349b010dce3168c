import { open } from 'node:fs/promises';

import { parseOrUndefined } from './decode-or.js';
import type { Decoder } from './decoder.js';
import { errorCode } from '../errors.js';

/**
 * Reads a JSON file, for content that counts as missing if it is wrong.
 *
 * @returns `undefined` if there is no such file, or it is too large, or the decoder does not accept it
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
