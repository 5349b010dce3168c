import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

import type { FileIdentities } from '../../engine/record.js';
import { parseOrUndefined } from '../../json/decode-or.js';
import { endOfRow } from '../../json/next-row.js';
import { PairPacker } from '../../layer/packed/packed-pairs.js';
import { digestOfHex, type Digest } from '../../oci/digest.js';
import { fileIdentities } from './file-identities.js';

/** Bytes that are read and parsed at once: few enough for the first generation of the heap. */
const PART = 64 * 1024;
/** Bytes of one file in the list, at most. Two paths of 4 KiB, all of it escaped, are less. */
const MAX_ROW = 64 * 1024;

const OPEN = 0x5b;
const CLOSE = 0x5d;

/**
 * Reads a list that may have a million files, which are never all there as objects.
 *
 * @returns `undefined` if it is not a list with this digest
 * @throws what `open` and `read` throw
 */
export async function readLongList(file: string, digest: Digest): Promise<FileIdentities | undefined> {
  const hash = createHash('sha256');
  const packer = new PairPacker();
  const buffer = Buffer.allocUnsafeSlow(PART + MAX_ROW);
  const take = (length: number): boolean => {
    const pairs = parseOrUndefined(fileIdentities, buffer.subarray(0, length), buffer.length);
    for (const pair of pairs ?? []) packer.add(pair);
    return pairs !== undefined;
  };
  const handle = await open(file, 'r');
  try {
    // The buffer always begins with the bracket of a list, and then has whole rows and the beginning of one.
    for (let used = 0; ;) {
      const { bytesRead } = await handle.read(buffer, used, Math.min(PART, buffer.length - used));
      if (bytesRead === 0) {
        // Nothing is read either if the buffer is full, as of a file that is no list.
        const isList = used < buffer.length && take(used) && digestOfHex(hash.digest('hex')) === digest;
        return isList ? packer.finish() : undefined;
      }
      hash.update(buffer.subarray(used, used + bytesRead));
      used += bytesRead;
      const end = lastEndOfRow(buffer.subarray(0, used));
      if (end < 0) continue;
      // In place of the comma there.
      buffer[end] = CLOSE;
      if (!take(end + 1)) return undefined;
      buffer[0] = OPEN;
      buffer.copyWithin(1, end + 1, used);
      used -= end;
    }
  } finally {
    await handle.close();
  }
}

/** The end of a row that is far behind in what was read, or of any. */
function lastEndOfRow(rows: Buffer): number {
  const late = endOfRow(rows, Math.floor((rows.length * 3) / 4));
  return late < 0 ? endOfRow(rows, 0) : late;
}
