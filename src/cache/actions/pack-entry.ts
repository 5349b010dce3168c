import { closeSync, openSync, rmSync, writeSync } from 'node:fs';

import { InfraError } from '../../errors.js';
import { discardNow } from '../../files/discard.js';
import { decompress } from '../../layer/compression/decompress.js';
import { TarReader } from '../../layer/tar/tar-reader.js';
import { TOOLKIT_FILE } from './entry-keys.js';

/** Bytes of the one file in an entry, at most: we save no larger one. */
const MAX_SIZE = 1024 ** 3;
/** Bytes that its archive may have besides. */
const MAX_FRAME = 1024 ** 2;
const LABEL = 'the entry of the Actions cache';

/**
 * Unpacks an entry that @actions/cache saved (a compressed tar of one file) to `file`. The library is not used for that: its
 * tar writes to any path that an entry names, so anybody who can save entries could write any file of the machine.
 *
 * @param file absolute path; removed when this fails
 * @throws InfraError when the entry is not one of ours
 */
export async function unpackEntry(bytes: AsyncIterable<Uint8Array>, file: string, signal: AbortSignal): Promise<void> {
  rmSync(file, { force: true });
  const descriptor = openSync(file, 'wx', 0o600);
  let taking = false;
  let found = 0;
  let declared = 0;
  const reader = new TarReader(
    {
      entry: ({ path, typeflag, size }) => {
        // A sparse member may be much larger than its bytes in the archive.
        declared += size;
        if (declared > MAX_SIZE) throw tooLarge();
        taking = path === TOOLKIT_FILE && typeflag === '0';
        if (taking) found++;
      },
      data: (chunk) => {
        if (!taking) return;
        for (let at = 0; at < chunk.length;) at += writeSync(descriptor, chunk, at);
      },
      end: () => {
        taking = false;
      },
    },
    LABEL,
  );
  try {
    let unpacked = 0;
    for await (const chunk of decompress(bytes, { label: LABEL, signal })) {
      unpacked += chunk.length;
      if (unpacked > MAX_SIZE + MAX_FRAME) throw tooLarge();
      reader.write(chunk);
    }
    reader.finish();
    if (found !== 1) throw new InfraError(`${LABEL} does not hold our file`);
  } catch (error) {
    discardNow(file);
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

function tooLarge(): InfraError {
  return new InfraError(`${LABEL} unpacks to more than ${MAX_SIZE} bytes`);
}
